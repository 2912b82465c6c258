import { Finding, nearest } from '@maillon/kernel';
import { EventCheck } from './event-check.js';
import { problem } from './messages.js';
import { CanonicalEvent, EVENT_TYPES, MasterDataElement, ReadDocument, ReadEvent } from './model.js';
import { isObject, list, readObject, shape, Shape, Texts } from './object-rules.js';
import { checkHeader, GS1_PREFIXES, Prefixes } from './prefixes.js';
import { EventPlace, readEvent } from './read-event.js';
import { instant, Rule, text, uri } from './value-rules.js';

const DOCUMENT_TYPES = ['EPCISDocument', 'EPCISQueryDocument'];

/** Findings kept for a document: past them its remaining events are not read. */
export const MAX_DOCUMENT_FINDINGS = 10_000;

/** Reads one event of a document; the reader of another form hands in what it has read already. */
export type EventReader = (value: unknown, where: EventPlace) => ReadEvent;

/**
 * Reads an EPCISDocument, an EPCISQueryDocument, or one event that carries its own `@context` (EPCIS 2.0 section 10.2).
 * Contexts are never fetched. Never throws.
 */
export const readDocument = (value: unknown): ReadDocument => readDocumentWith(value, readEvent);

/** As readDocument, with another reader of its events. */
export function readDocumentWith(value: unknown, read: EventReader): ReadDocument {
  if (Array.isArray(value)) return refused('event', problem('DOCUMENT_IS_LIST', { path: '$' }));
  if (!isObject(value))
    return refused('event', problem('DOCUMENT_NOT_OBJECT', { path: '$', value: value ?? 'null' }));
  if (value['type'] === 'EPCISDocument') return readEvents(value, 'EPCISDocument', EPCIS_DOCUMENT, read);
  if (value['type'] === 'EPCISQueryDocument')
    return readEvents(value, 'EPCISQueryDocument', QUERY_DOCUMENT, read);
  return readOneEvent(value, read);
}

const refused = (kind: ReadDocument['kind'], finding: Finding): ReadDocument => ({
  kind,
  events: [],
  findings: [finding],
  masterData: [],
});

function readOneEvent(value: Record<string, unknown>, read: EventReader): ReadDocument {
  const type = value['type'];
  if ('epcisBody' in value && !(EVENT_TYPES as readonly unknown[]).includes(type)) {
    const place = { path: '$.type', field: 'type', value: type ?? '', allowed: DOCUMENT_TYPES.join(', ') };
    return refused(
      'event',
      problem('EVENT_TYPE_UNKNOWN', {
        ...place,
        nearest: typeof type === 'string' ? nearest(type, DOCUMENT_TYPES) : undefined,
      }),
    );
  }
  const { event, findings } = read(value, { index: 0 });
  if (value['@context'] === undefined) {
    findings.unshift(problem('CONTEXT_MISSING', { path: "$['@context']", field: '@context', eventIndex: 0 }));
  }
  const accepted = findings.some((finding) => finding.severity === 'error') ? undefined : event;
  return { kind: 'event', events: [accepted], findings, masterData: [] };
}

/** What the document's own members hold, gathered while they are checked. */
class DocumentCheck extends EventCheck {
  readonly masterData: MasterDataElement[] = [];
  events?: readonly unknown[];
  eventsPath = '$';
}

function readEvents(
  value: Record<string, unknown>,
  kind: 'EPCISDocument' | 'EPCISQueryDocument',
  expected: Shape,
  readOne: EventReader,
): ReadDocument {
  const context = value['@context'] === undefined ? undefined : checkHeader(value['@context'], '$');
  const prefixes = context?.prefixes ?? GS1_PREFIXES;
  const check = new DocumentCheck(prefixes, '$');
  const findings: Finding[] = [];
  if (context) findings.push(...context.findings);
  else findings.push(problem('CONTEXT_MISSING', { path: "$['@context']", field: '@context' }));
  readObject(value, expected, check);
  if (
    check.events?.length === 0 &&
    kind === 'EPCISDocument' &&
    check.masterData.length === 0 &&
    check.errors === 0
  ) {
    check.report('DOCUMENT_EMPTY', { field: 'eventList' });
  }
  findings.push(...check.findings);
  const events = readEach(check.events ?? [], check.eventsPath, prefixes, findings, readOne);
  return { kind, events, findings, masterData: check.masterData };
}

function readEach(
  values: readonly unknown[],
  path: string,
  prefixes: Prefixes,
  findings: Finding[],
  readOne: EventReader,
): (CanonicalEvent | undefined)[] {
  const events: (CanonicalEvent | undefined)[] = [];
  for (let index = 0; index < values.length; index++) {
    if (findings.length >= MAX_DOCUMENT_FINDINGS) {
      findings.push(
        problem('DOCUMENT_TOO_FAULTY', {
          path: `${path}[${index}]`,
          eventIndex: index,
          allowed: String(MAX_DOCUMENT_FINDINGS),
        }),
      );
      break;
    }
    const read = readOne(values[index], { index, path: `${path}[${index}]`, prefixes });
    for (const finding of read.findings) findings.push(finding);
    events.push(read.event);
  }
  while (events.length < values.length) events.push(undefined);
  return events;
}

const eventList: Rule = (value, check) => {
  if (!Array.isArray(value)) check.report('WRONG_KIND', { value, allowed: 'list' });
  else if (check instanceof DocumentCheck) [check.events, check.eventsPath] = [value, check.path];
  return '';
};

const version: Rule = (value, check) => {
  if (typeof value !== 'string' || !/^\d+(\.\d+)*$/.test(value))
    check.report('VERSION_INVALID', { value, allowed: '2.0' });
  return '';
};

/** The JSON Schema takes a text, a number or a group of fields. */
const attributeValue: Rule = (value, check) => {
  if (typeof value !== 'string' && typeof value !== 'number' && !isObject(value))
    check.report('WRONG_KIND', { value, allowed: 'text' });
  return '';
};

const ATTRIBUTE = shape({ id: uri, attribute: attributeValue }, ['id'], 'open');
const ELEMENT = shape(
  { id: uri, attributes: list((value, check) => readObject(value, ATTRIBUTE, check)), children: list(uri) },
  ['id'],
  'open',
);

/** One vocabulary of the header; its elements join the master data of the document. */
const vocabulary: Rule = (value, check) => {
  const texts: Texts = {};
  const read = shape({ type: uri, vocabularyElementList: list(vocabularyElement) }, ['type'], 'open');
  const before = check instanceof DocumentCheck ? check.masterData.length : 0;
  readObject(value, read, check, texts);
  if (check instanceof DocumentCheck) {
    for (let i = before; i < check.masterData.length; i++)
      check.masterData[i] = { ...check.masterData[i]!, type: texts['type'] ?? '' };
  }
  return '';
};

const vocabularyElement: Rule = (value, check) => {
  const texts: Texts = {};
  const before = check.errors;
  readObject(value, ELEMENT, check, texts);
  if (!(check instanceof DocumentCheck) || !isObject(value) || check.errors > before) return '';
  const attributes = Array.isArray(value['attributes'])
    ? (value['attributes'] as { id: string; attribute?: unknown }[])
    : [];
  check.masterData.push({
    type: '',
    id: texts['id'] ?? '',
    attributes: Object.fromEntries(attributes.map(({ id, attribute }) => [id, attribute])),
    children: texts['children']?.slice(1, -1).split('\n').filter(Boolean) ?? [],
  });
  return '';
};

const vocabularyList = list(vocabulary);
const MASTER_DATA = shape({ vocabularyList }, [], 'open');
const HEADER = shape(
  { epcisMasterData: (value, check) => readObject(value, MASTER_DATA, check) },
  [],
  'extensions',
);
const BODY = shape({ eventList }, ['eventList'], 'open');
const RESULTS_BODY = shape({ eventList, vocabularyList }, ['eventList'], 'extensions');
const QUERY_RESULTS = shape(
  {
    queryName: text,
    subscriptionID: text,
    resultsBody: (value, check) => readObject(value, RESULTS_BODY, check),
  },
  ['queryName', 'resultsBody'],
  'extensions',
);
const QUERY_BODY = shape(
  { queryResults: (value, check) => readObject(value, QUERY_RESULTS, check) },
  ['queryResults'],
  'extensions',
);

const shared: Record<string, Rule> = {
  '@context': () => '',
  id: uri,
  type: text,
  schemaVersion: version,
  creationDate: instant,
};

const EPCIS_DOCUMENT = shape(
  {
    ...shared,
    instanceIdentifier: text,
    sender: text,
    receiver: text,
    epcisHeader: (value, check) => readObject(value, HEADER, check),
    epcisBody: (value, check) => readObject(value, BODY, check),
  },
  ['schemaVersion', 'creationDate', 'epcisBody'],
  'extensions',
);

const QUERY_DOCUMENT = shape(
  { ...shared, epcisBody: (value, check) => readObject(value, QUERY_BODY, check) },
  ['epcisBody'],
  'extensions',
);
