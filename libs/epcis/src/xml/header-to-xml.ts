import { XmlContent } from '@maillon/formats';
import { isObject } from '../object-rules.js';
import { extensionsToXml, Naming, textOf } from './extension-to-xml.js';

type Members = Readonly<Record<string, unknown>>;

/** The header of a document to be written; undefined when it has nothing to say. */
export function headerToXml(document: Members, naming: Naming): XmlContent | undefined {
  const header = isObject(document['epcisHeader']) ? document['epcisHeader'] : {};
  const masterData = isObject(header['epcisMasterData']) ? header['epcisMasterData'] : {};
  const list = vocabulariesToXml(masterData['vocabularyList'], naming);
  const envelope = envelopeToXml(document, naming);
  const others = extensionsToXml(header, naming, (name) => name === 'epcisMasterData');
  if (!list && !envelope && others.length === 0) return undefined;
  const extension = list && {
    name: 'extension',
    children: [{ name: 'EPCISMasterData', children: [list] }],
  };
  return { name: 'EPCISHeader', children: [envelope, extension, ...others] };
}

/** Who sends the document to whom, under which identifier (Standard Business Document Header 1.3). */
function envelopeToXml(document: Members, { xml }: Naming): XmlContent | undefined {
  const { instanceIdentifier, sender, receiver, creationDate } = document;
  if (instanceIdentifier === undefined && sender === undefined && receiver === undefined) return undefined;
  const told = (name: string, value: unknown): XmlContent => ({
    name: xml.own('sbdh', name),
    text: textOf(value),
  });
  // the schema wants both: the one that is not told has no name
  const partner = (name: string, value: unknown): XmlContent => ({
    name: xml.own('sbdh', name),
    children: [told('Identifier', value)],
  });
  return {
    name: xml.own('sbdh', 'StandardBusinessDocumentHeader'),
    children: [
      told('HeaderVersion', '1.0'),
      partner('Sender', sender),
      partner('Receiver', receiver),
      {
        name: xml.own('sbdh', 'DocumentIdentification'),
        children: [
          told('Standard', 'EPCglobal'),
          told('TypeVersion', '2.0'),
          told('InstanceIdentifier', instanceIdentifier),
          told('Type', 'Events'),
          told('CreationDateAndTime', creationDate),
        ],
      },
    ],
  };
}

/** Master data as a VocabularyList (EPCIS 2.0 section 9.4). */
export function vocabulariesToXml(list: unknown, naming: Naming): XmlContent | undefined {
  if (!Array.isArray(list)) return undefined;
  return {
    name: 'VocabularyList',
    children: (list as unknown[]).filter(isObject).map((one) => vocabulary(one, naming)),
  };
}

function vocabulary(members: Members, naming: Naming): XmlContent {
  const elements = members['vocabularyElementList'];
  const others = extensionsToXml(
    members,
    naming,
    (name) => name === 'type' || name === 'vocabularyElementList',
  );
  return {
    name: 'Vocabulary',
    attributes: { type: textOf(members['type']) },
    children: [
      Array.isArray(elements)
        ? {
            name: 'VocabularyElementList',
            children: (elements as unknown[]).filter(isObject).map((one) => vocabularyElement(one, naming)),
          }
        : undefined,
      ...others,
    ],
  };
}

function vocabularyElement(members: Members, naming: Naming): XmlContent {
  const attributes = Array.isArray(members['attributes']) ? (members['attributes'] as unknown[]) : [];
  const children = members['children'];
  const known = ['id', 'attributes', 'children'];
  return {
    name: 'VocabularyElement',
    attributes: { id: textOf(members['id']) },
    children: [
      ...attributes.filter(isObject).map(({ id, attribute }): XmlContent => ({
        name: 'attribute',
        attributes: { id: textOf(id) },
        text: textOf(isObject(attribute) ? attribute['#text'] : attribute),
        children: isObject(attribute) ? extensionsToXml(attribute, naming, (name) => name === '#text') : [],
      })),
      Array.isArray(children)
        ? { name: 'children', children: children.map((id) => ({ name: 'id', text: textOf(id) })) }
        : undefined,
      ...extensionsToXml(members, naming, (name) => known.includes(name)),
    ],
  };
}
