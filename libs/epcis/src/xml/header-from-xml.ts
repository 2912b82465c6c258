import { childOf, childrenOf, descendant, XmlElement } from '@maillon/formats';
import { unwrapped } from './event-from-xml.js';
import { addAttributes, addExtensions } from './extension-from-xml.js';
import { Trace } from './trace.js';
import { isStandard, SBDH, XmlNames } from './xml-names.js';

type Members = Record<string, unknown>;

/** The master data of a VocabularyList in the JSON form (EPCIS 2.0 section 9.4). */
export function vocabulariesFromXml(list: XmlElement, names: XmlNames, trace?: Trace): Members[] {
  return childrenOf(list, 'Vocabulary').map((vocabulary, index) => {
    const into = trace?.into(index, vocabulary);
    into?.attribute('type', vocabulary);
    const elements = unwrapped(vocabulary).find(({ name }) => name === 'VocabularyElementList');
    const inside = elements && into?.into('vocabularyElementList', elements);
    return {
      type: vocabulary.attributes['type'],
      ...ownIn(vocabulary, names, into),
      ...(elements && {
        vocabularyElementList: childrenOf(elements, 'VocabularyElement').map((element, at) =>
          vocabularyElement(element, names, inside?.into(at, element)),
        ),
      }),
    };
  });
}

function vocabularyElement(element: XmlElement, names: XmlNames, trace?: Trace): Members {
  trace?.attribute('id', element);
  const attributes = childrenOf(element, 'attribute');
  const children = childOf(element, 'children');
  return {
    id: element.attributes['id'],
    ...(attributes.length > 0 && {
      attributes: attributes.map((attribute) => ({
        id: attribute.attributes['id'],
        attribute: attributeValue(attribute, names),
      })),
    }),
    ...(children && { children: childrenOf(children, 'id').map(({ text }) => text.trim()) }),
    ...ownIn(element, names, trace),
  };
}

/** Fields of one's own: the JSON form has room for any. */
function ownIn(element: XmlElement, names: XmlNames, trace: Trace | undefined): Members {
  const own = element.children.filter(({ namespace }) => !isStandard(namespace));
  const members: Members = {};
  if (own.length > 0) addExtensions(members, own, names, trace);
  return members;
}

/** A text, or a group; EPCIS 1.0 wrote the text into an attribute `value` (section 9.4). */
function attributeValue(attribute: XmlElement, names: XmlNames): unknown {
  const { children, text, attributes } = attribute;
  const isEmpty = children.length === 0 && text.trim() === '';
  if (isEmpty && attributes['value'] !== undefined) return attributes['value'];
  const members: Members = {};
  addAttributes(members, attribute, names, true);
  addExtensions(members, children, names, undefined);
  if (Object.keys(members).length === 0) return text;
  return text.trim() === '' ? members : { ...members, '#text': text.trim() };
}

/** Sender, receiver and identifier that a Standard Business Document Header gives a document. */
export function envelopeOf(header: XmlElement): Members {
  const sbdh = childOf(header, 'StandardBusinessDocumentHeader', SBDH);
  if (!sbdh) return {};
  const members: Members = {};
  const told = (name: string, ...path: string[]): void => {
    const text = descendant(sbdh, ...path)?.text.trim();
    if (text) members[name] = text;
  };
  told('instanceIdentifier', 'DocumentIdentification', 'InstanceIdentifier');
  told('sender', 'Sender', 'Identifier');
  told('receiver', 'Receiver', 'Identifier');
  return members;
}
