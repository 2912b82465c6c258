import { childOf, XmlElement } from '@maillon/formats';
import { unwrapped } from './event-from-xml.js';
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
  addExtensions(members, foreign(root), names, trace);
  const inBody = body && trace?.into('epcisBody', body);
  if (isQuery) members['epcisBody'] = queryBody(body ?? root, names, events, inBody ?? trace);
  else {
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

const foreign = (element: XmlElement): XmlElement[] =>
  unwrapped(element).filter(({ namespace }) => !isStandard(namespace) && namespace !== SBDH);

const vocabularyList = (element: XmlElement): XmlElement | undefined =>
  unwrapped(element).find(({ name, namespace }) => name === 'VocabularyList' && isStandard(namespace));

function headerOf(
  header: XmlElement | undefined,
  inBody: XmlElement | undefined,
  names: XmlNames,
  trace: Trace | undefined,
): Members {
  const masterData = header && unwrapped(header).find(({ name }) => name === 'EPCISMasterData');
  const list = (masterData && vocabularyList(masterData)) ?? inBody;
  const others = header ? foreign(header) : [];
  if (!list && others.length === 0) return {};
  const inHeader = trace?.into('epcisHeader', header ?? list!);
  const epcisHeader: Members = {};
  if (list) {
    const at = inHeader?.into('epcisMasterData', masterData ?? list).into('vocabularyList', list);
    epcisHeader['epcisMasterData'] = { vocabularyList: vocabulariesFromXml(list, names, at) };
  }
  addExtensions(epcisHeader, others, names, inHeader);
  return { epcisHeader };
}

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
  addExtensions(members, [...foreign(body), ...localIn(body)], names, trace);
  return members;
}

/** Elements in no namespace that are none of the body's own: `extension` may hold them. */
const localIn = (body: XmlElement): XmlElement[] =>
  unwrapped(body).filter(({ name, namespace }) => namespace === '' && !IN_BODY.has(name));
const IN_BODY = new Set(['EventList', 'VocabularyList', 'QueryResults', 'resultsBody']);

function queryBody(
  body: XmlElement,
  names: XmlNames,
  events: readonly Members[],
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
    ...(content && { resultsBody: resultsBody(content, names, list && events, inContent) }),
  };
  if (results !== body || body.name !== 'EPCISQueryDocument')
    addExtensions(members, foreign(results), names, inResults);
  return { queryResults: members };
}

function resultsBody(
  content: XmlElement,
  names: XmlNames,
  eventList: readonly Members[] | undefined,
  trace: Trace | undefined,
): Members {
  const list = vocabularyList(content);
  const at = list && trace?.into('vocabularyList', list);
  const vocabularies = list && vocabulariesFromXml(list, names, at);
  const isMasterData = vocabularies !== undefined && eventList === undefined;
  return {
    ...(eventList && { eventList }),
    ...(isMasterData && { eventList: [] }),
    ...(vocabularies && { vocabularyList: vocabularies }),
  };
}

/** True for an answer that does not name its query. */
export function lacksQueryName(root: XmlElement): boolean {
  const body = childOf(root, 'EPCISBody') ?? root;
  const results = childOf(body, 'QueryResults') ?? body;
  return childOf(results, 'resultsBody') !== undefined && !childOf(results, 'queryName')?.text.trim();
}
