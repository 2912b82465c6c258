import { Finding, Text, text } from '@maillon/kernel';
import { problem } from '../messages.js';

/** Members of the document that the XML binding writes as elements of another name (EPCIS 2.0 section 9.5). */
const ELEMENTS: Readonly<Record<string, string>> = {
  epcisBody: 'EPCISBody',
  epcisHeader: 'EPCISHeader',
  epcisMasterData: 'EPCISMasterData',
  eventList: 'EventList',
  queryResults: 'QueryResults',
  vocabularyList: 'VocabularyList',
  vocabularyElementList: 'VocabularyElementList',
};
const ATTRIBUTES = new Set(['creationDate', 'schemaVersion', 'type']);

/** A step of the path to what is missing, as the XML binding names it. */
export const xmlStep = (name: string): string =>
  ATTRIBUTES.has(name) ? `@${name}` : Object.hasOwn(ELEMENTS, name) ? ELEMENTS[name]! : name;

const OWN_FIELD = text(
  'Corrigez son nom. Pour garder une donnée à vous, donnez-lui un préfixe que le document déclare, par exemple <ex:couleur> avec xmlns:ex="https://exemple.fr/vocabulaire/".',
  'Correct its name. To keep data of your own, give it a prefix that the document declares, for example <ex:colour> with xmlns:ex="https://example.com/vocabulary/".',
);
const declared = ({ value = '' }: Finding): Text =>
  text(
    `Déclarez-le sur l’élément racine, avec l’adresse qu’il abrège, par exemple xmlns:${value}="https://exemple.fr/vocabulaire/".`,
    `Declare it on the root element with the address that it stands for, for example xmlns:${value}="https://example.com/vocabulary/".`,
  );

/** What to do in an XML document, where the remedy of the JSON form speaks of `@context` and members. */
const REMEDIES: Readonly<Record<string, (finding: Finding) => Text>> = {
  // what has a prefix is told to stand elsewhere
  FIELD_UNKNOWN: ({ field, remedy }) => (field?.includes(':') ? remedy : OWN_FIELD),
  PREFIX_UNDECLARED: declared,
  PREFIX_UNDECLARED_IN_VALUE: declared,
  IDENTIFIER_SCHEME: ({ allowed = '' }) =>
    text(
      `Commencez par l’un de ceux-ci : ${allowed}, ou déclarez votre préfixe sur l’élément racine (xmlns:…).`,
      `Begin with one of these: ${allowed}, or declare your prefix on the root element (xmlns:…).`,
    ),
  VERSION_INVALID: () => text('Écrivez schemaVersion="2.0".', 'Write schemaVersion="2.0".'),
  DOCUMENT_EMPTY: () =>
    text(
      'Ajoutez au moins un événement à EPCISBody/EventList.',
      'Add at least one event to EPCISBody/EventList.',
    ),
  EVENT_LIST_TWICE: () => text('Réunissez-les en un seul « EventList ».', 'Join them into one “EventList”.'),
};

/** The finding in the words of the XML binding. */
export function inXmlWords(finding: Finding): Finding {
  const { code, field } = finding;
  if (code === 'FIELD_MISSING' && field !== undefined && Object.hasOwn(ELEMENTS, field)) {
    const { message, remedy } = problem(code, { field: ELEMENTS[field]! });
    return { ...finding, message, remedy };
  }
  const remedy = REMEDIES[code]?.(finding);
  return remedy ? { ...finding, remedy } : finding;
}
