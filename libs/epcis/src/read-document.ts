import { Finding, nearest } from '@maillon/kernel';
import { MasterDataCheck, vocabularyList } from './master-data-rules.js';
import { problem, ProblemPlace } from './messages.js';
import { CanonicalEvent, EVENT_TYPES, ReadDocument, ReadEvent } from './model.js';
import { isObject, readObject, shape, Shape } from './object-rules.js';
import { checkHeader, GS1_PREFIXES, Prefixes } from './prefixes.js';
import { ReadingRules } from './reading-rules.js';
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
export const readDocument = (value: unknown, rules: ReadingRules = {}): ReadDocument =>
  readDocumentWith(value, (event, where) => readEvent(event, { ...where, isSent: true, rules }), rules);

/** As readDocument, with another reader of its events; `isXml`: it was converted from the XML binding. */
export function readDocumentWith(
  value: unknown,
  read: EventReader,
  rules: ReadingRules = {},
  isXml = false,
): ReadDocument {
  if (Array.isArray(value)) return refused('event', problem('DOCUMENT_IS_LIST', { path: '$' }));
  if (!isObject(value))
    return refused('event', problem('DOCUMENT_NOT_OBJECT', { path: '$', value: value ?? 'null' }));
  if (value['type'] === 'EPCISDocument')
    return readEvents(value, 'EPCISDocument', EPCIS_DOCUMENT, read, { rules, isXml });
  if (value['type'] === 'EPCISQueryDocument')
    return readEvents(value, 'EPCISQueryDocument', QUERY_DOCUMENT, read, { rules, isXml });
  return readOneEvent(value, read);
}

const refused = (kind: ReadDocument['kind'], finding: Finding): ReadDocument => ({
  kind,
  events: [],
  findings: [finding],
  masterData: [],
});

/** What holds an epcisBody is no event. */
export const unknownDocumentType = (type: unknown): Finding =>
  problem(type === undefined ? 'FIELD_MISSING' : 'EVENT_TYPE_UNKNOWN', {
    path: '$.type',
    field: 'type',
    value: type,
    allowed: DOCUMENT_TYPES.join(', '),
    nearest: typeof type === 'string' ? nearest(type, DOCUMENT_TYPES) : undefined,
  });

/** True for a parameter of a query (EPCIS 2.0 section 8.2.7.1), or the group that holds them: no event has such a member. */
const isAsked = (name: string): boolean =>
  /^(?:query|queryName|eventType|orderBy|eventCountLimit|maxEventCount|(?:EQ|GE|GT|LE|LT|MATCH|WD|EXISTS|HASATTR|EQATTR)_.+)$/.test(
    name,
  );

function readOneEvent(value: Record<string, unknown>, read: EventReader): ReadDocument {
  const type = value['type'];
  if ('epcisBody' in value && !(EVENT_TYPES as readonly unknown[]).includes(type)) {
    return refused('event', unknownDocumentType(type));
  }
  const asked = type === undefined && value['eventTime'] === undefined && Object.keys(value).find(isAsked);
  if (asked) return refused('event', problem('DOCUMENT_IS_QUERY', { path: '$', value: asked }));
  const { event, findings } = read(value, { index: 0 });
  if (value['@context'] === undefined) {
    findings.unshift(problem('CONTEXT_MISSING', { path: "$['@context']", field: '@context', eventIndex: 0 }));
  }
  const accepted = findings.some((finding) => finding.severity === 'error') ? undefined : event;
  return { kind: 'event', events: [accepted], findings, masterData: [] };
}

/** What the document's own members hold, gathered while they are checked. */
class DocumentCheck extends MasterDataCheck {
  events?: readonly unknown[];
  eventsPath = '$';
  query?: ReadDocument['query'];
}

function readEvents(
  value: Record<string, unknown>,
  kind: 'EPCISDocument' | 'EPCISQueryDocument',
  expected: Shape,
  readOne: EventReader,
  { rules, isXml }: { readonly rules: ReadingRules; readonly isXml: boolean },
): ReadDocument {
  const context = value['@context'] === undefined ? undefined : checkHeader(value['@context'], '$');
  const prefixes = context?.prefixes ?? GS1_PREFIXES;
  const check = new DocumentCheck(prefixes, '$', undefined, isXml, rules);
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
  const { masterData, query } = check;
  return { kind, events, findings, masterData, ...(query && { query }) };
}

function readEach(
  values: readonly unknown[],
  path: string,
  prefixes: Prefixes,
  findings: Finding[],
  readOne: EventReader,
): (CanonicalEvent | undefined)[] {
  const events: (CanonicalEvent | undefined)[] = [];
  const ids = new Map<string, number>();
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
    const twice = seenBefore(read.event, index, ids);
    if (twice) findings.push(problem('EVENT_ID_TWICE', { ...twice, path: `${path}[${index}].eventID` }));
  }
  while (events.length < values.length) events.push(undefined);
  return events;
}

/** An error declaration bears the id of the event that it declares wrong (EPCIS 2.0 section 7.4.1.2). */
function seenBefore(
  event: CanonicalEvent | undefined,
  index: number,
  ids: Map<string, number>,
): ProblemPlace | undefined {
  const id = event?.eventId;
  if (id === undefined || event?.errorDeclaration) return undefined;
  const first = ids.get(id);
  if (first === undefined) ids.set(id, index);
  return first === undefined
    ? undefined
    : { field: 'eventID', value: id, eventIndex: index, allowed: String(first + 1) };
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
const queryResults: Rule = (value, check) => {
  const told = readObject(value, QUERY_RESULTS, check);
  if (check instanceof DocumentCheck && isObject(value) && typeof value['queryName'] === 'string') {
    const { queryName: name, subscriptionID } = value;
    check.query = { name, ...(typeof subscriptionID === 'string' && { subscriptionId: subscriptionID }) };
  }
  return told;
};

const QUERY_BODY = shape({ queryResults }, ['queryResults'], 'extensions');

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
