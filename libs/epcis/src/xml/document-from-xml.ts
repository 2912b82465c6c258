import { childOf, XmlElement } from '@maillon/formats';
import { standardName, unwrapped } from './event-from-xml.js';
import { addAttributes, addExtensions } from './extension-from-xml.js';
import { envelopeOf, vocabulariesFromXml } from './header-from-xml.js';
import { Trace } from './trace.js';
import { isStandard, SBDH, XmlNames } from './xml-names.js';

type Members = Record<string, unknown>;

/** The query that an answer without a name is taken to answer: the only one of EPCIS that gives events (section 8.2.7.1). */
export const EVENT_QUERY = 'SimpleEventQuery';

/** A document in the JSON form, round events that were converted already. Nothing is judged here. */
export function documentFromXml(
  root: XmlElement,
  names: XmlNames,
  events: readonly Members[],
  trace?: Trace,
): Members {
  const isQuery = root.name === 'EPCISQueryDocument';
  const header = childOf(root, 'EPCISHeader');
  const body = childOf(root, 'EPCISBody');
  const members: Members = { type: isQuery ? 'EPCISQueryDocument' : 'EPCISDocument' };
  for (const name of ['id', 'schemaVersion', 'creationDate']) {
    if (root.attributes[name] === undefined) continue;
    members[name] =
      name === 'schemaVersion' ? versionInJson(root.attributes[name]) : root.attributes[name].trim();
    trace?.attribute(name, root);
  }
  addAttributes(members, root, names, true);
  if (header && !isQuery) Object.assign(members, envelopeOf(header));
  addExtensions(members, others(root, isQuery && !body ? IN_BODY : IN_ROOT), names, trace);
  const inBody = body && trace?.into('epcisBody', body);
  if (isQuery) {
    if (header) addExtensions(members, others(header, IN_HEADER), names, trace?.from(QUERY_HEADER));
    members['epcisBody'] = queryBody(body ?? root, names, { events, header }, inBody ?? trace);
  } else {
    const list = body && vocabularyList(body);
    Object.assign(members, headerOf(header, list, names, trace));
    const isMasterData = root.name === 'EPCISMasterDataDocument' || 'epcisHeader' in members;
    if (body) members['epcisBody'] = captureBody(body, names, isMasterData, events, inBody);
  }
  return { '@context': names.context, ...members };
}

/** The JSON form is one of EPCIS 2.0 alone, whatever version the document came in. */
export const versionInJson = (told: string): string =>
  /^\s*1(?:\.\d+)*\s*$/.test(told) ? '2.0' : told.trim();

const IN_ROOT: ReadonlySet<string> = new Set(['EPCISHeader', 'EPCISBody']);
const IN_BODY: ReadonlySet<string> = new Set([
  ...['EPCISHeader', 'EventList', 'VocabularyList'],
  ...['QueryResults', 'queryName', 'subscriptionID', 'resultsBody'],
]);
/** Said twice, it is told elsewhere. */
const TOLD_ONCE = 'EventList';

/**
 * All that an element of the document holds besides what is read from it: fields of one's own, and what has no place there.
 * Of what the standard knows there, the first is read; one more is one too many.
 */
function others(element: XmlElement, known: ReadonlySet<string>): XmlElement[] {
  const seen = new Set<string>();
  return unwrapped(element)
    .filter(({ name, namespace }) => {
      if (!isStandard(namespace)) return namespace !== SBDH;
      const isFirst = known.has(name) && !seen.has(name);
      seen.add(name);
      return !isFirst && name !== TOLD_ONCE;
    })
    .map(standardName);
}

const vocabularyList = (element: XmlElement): XmlElement | undefined =>
  unwrapped(element).find(({ name, namespace }) => name === 'VocabularyList' && isStandard(namespace));

const QUERY_HEADER = '/EPCISQueryDocument/EPCISHeader';

const masterDataOf = (header: XmlElement): XmlElement | undefined =>
  unwrapped(header).find(({ name }) => name === 'EPCISMasterData');

function headerOf(
  header: XmlElement | undefined,
  inBody: XmlElement | undefined,
  names: XmlNames,
  trace: Trace | undefined,
): Members {
  const masterData = header && masterDataOf(header);
  const list = (masterData && vocabularyList(masterData)) ?? inBody;
  const more = header ? others(header, IN_HEADER) : [];
  if (!list && more.length === 0) return {};
  const inHeader = trace?.into('epcisHeader', header ?? list!);
  const epcisHeader: Members = {};
  if (list) {
    const at = inHeader?.into('epcisMasterData', masterData ?? list).into('vocabularyList', list);
    epcisHeader['epcisMasterData'] = { vocabularyList: vocabulariesFromXml(list, names, at) };
  }
  addExtensions(epcisHeader, more, names, inHeader);
  return { epcisHeader };
}
const IN_HEADER: ReadonlySet<string> = new Set(['EPCISMasterData']);

/** A document of master data alone need not have a list of events. */
function captureBody(
  body: XmlElement,
  names: XmlNames,
  isMasterData: boolean,
  events: readonly Members[],
  trace: Trace | undefined,
): Members {
  const list = childOf(body, 'EventList');
  if (list) trace?.into('eventList', list);
  const members: Members = list || isMasterData ? { eventList: events } : {};
  // names without namespace may stand in the body's extension
  addExtensions(members, others(body, IN_BODY), names, trace);
  return members;
}

/** What stands beside the results of a query document. */
interface Beside {
  readonly events: readonly Members[];
  readonly header: XmlElement | undefined;
}

function queryBody(
  body: XmlElement,
  names: XmlNames,
  { events, header }: Beside,
  trace: Trace | undefined,
): Members {
  const results = childOf(body, 'QueryResults') ?? (childOf(body, 'resultsBody') ? body : undefined);
  if (!results) return {};
  const inResults = trace?.into('queryResults', results);
  const content = childOf(results, 'resultsBody');
  const list = content && childOf(content, 'EventList');
  const queryName = childOf(results, 'queryName')?.text.trim();
  const subscriptionID = childOf(results, 'subscriptionID')?.text.trim();
  const inContent = content && inResults?.into('resultsBody', content);
  if (list) inContent?.into('eventList', list);
  const members: Members = {
    queryName: queryName ? queryName : EVENT_QUERY,
    ...(subscriptionID && { subscriptionID }),
    ...(content && {
      resultsBody: resultsBody(content, names, { events: list && events, header }, inContent),
    }),
  };
  if (results !== body || body.name !== 'EPCISQueryDocument')
    addExtensions(members, others(results, IN_BODY), names, inResults);
  return { queryResults: members };
}

/** The JSON form of a query document has no header: its master data stands with the results there (JSON Schema 2.0.1, resultsBody). */
function resultsBody(
  content: XmlElement,
  names: XmlNames,
  { events: eventList, header }: Partial<Beside>,
  trace: Trace | undefined,
): Members {
  const own = vocabularyList(content);
  const masterData = header && masterDataOf(header);
  const ofHeader = masterData && vocabularyList(masterData);
  // results hold events or vocabularies: where both hold some, places are told of their own
  const inHeader = own ? undefined : trace?.from(`${QUERY_HEADER}/EPCISMasterData`);
  const vocabularies = [
    ...(own ? vocabulariesFromXml(own, names, trace?.into('vocabularyList', own)) : []),
    ...(ofHeader ? vocabulariesFromXml(ofHeader, names, inHeader?.into('vocabularyList', ofHeader)) : []),
  ];
  return {
    ...(eventList ? { eventList } : own && { eventList: [] }),
    ...((own ?? ofHeader) && { vocabularyList: vocabularies }),
  };
}

/** True for an answer that does not name its query. */
export function lacksQueryName(root: XmlElement): boolean {
  const body = childOf(root, 'EPCISBody') ?? root;
  const results = childOf(body, 'QueryResults') ?? body;
  return childOf(results, 'resultsBody') !== undefined && !childOf(results, 'queryName')?.text.trim();
}
