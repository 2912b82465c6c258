import { writeXml, XmlContent } from '@maillon/formats';
import { eventsOf } from '../event-hash.js';
import { isObject } from '../object-rules.js';
import { GS1_PREFIXES, readHeader } from '../prefixes.js';
import { CbvXmlFormat } from './cbv-format.js';
import { versionInJson } from './document-from-xml.js';
import { eventToXml, inEventList } from './event-to-xml.js';
import { extensionsToXml, inExtension, Naming, textOf } from './extension-to-xml.js';
import { headerToXml, vocabulariesToXml } from './header-to-xml.js';
import { XmlPrefixes } from './xml-prefixes.js';

type Members = Readonly<Record<string, unknown>>;

const KNOWN = new Set([
  '@context',
  'id',
  'type',
  'schemaVersion',
  'creationDate',
  'instanceIdentifier',
  'sender',
  'receiver',
  'epcisHeader',
  'epcisBody',
]);

export interface XmlWriteOptions {
  /** How words of the vocabulary are spelt (header GS1-CBV-XML-Format). Default No_Preference: as URNs. */
  readonly cbv?: CbvXmlFormat;
}

/**
 * An EPCISDocument, EPCISQueryDocument or bare event of the JSON form as a document of the XML binding 2.0 (EPCIS 2.0
 * section 9.5, EPCglobal-epcis-2_0.xsd). The event hashes stay what they are. Extensions keep their namespaces; their
 * numbers and truth values become texts, empty lists and characters that XML cannot hold fall away.
 * Expects a document that readDocument accepts. Throws BAD_INPUT for more than 200 namespaces, for nothing else.
 */
export function writeXmlDocument(document: Members, { cbv = 'No_Preference' }: XmlWriteOptions = {}): string {
  const json = document['@context'] === undefined ? GS1_PREFIXES : readHeader(document['@context']);
  const naming: Naming = { xml: new XmlPrefixes(json, GS1_PREFIXES), json, cbv };
  if (!isObject(document['epcisBody'])) {
    const event = eventToXml(document, naming);
    return writeXml({ ...event, attributes: naming.xml.declarations() });
  }
  const events = eventsOf(document)
    .filter(isObject)
    .map((event) => inEventList(eventToXml(event, within(event, naming))));
  return writeXml(documentToXml(document, events, naming));
}

/** The document round its events; their namespaces are declared on it. */
export function documentToXml(document: Members, events: readonly XmlContent[], naming: Naming): XmlContent {
  const isQuery = document['type'] === 'EPCISQueryDocument';
  const eventList: XmlContent = { name: 'EventList', children: events };
  const body = isQuery ? queryBody(document, eventList, naming) : captureBody(document, eventList, naming);
  const header = isQuery ? queryHeader(document, eventList, naming) : headerToXml(document, naming);
  const others = extensionsToXml(document, naming, (name) => KNOWN.has(name));
  const { xml } = naming;
  const root = isQuery ? xml.own('epcisq', 'EPCISQueryDocument') : xml.own('epcis', 'EPCISDocument');
  const attributes: Record<string, string | undefined> = xml.declarations();
  for (const name of ['id', 'schemaVersion', 'creationDate'])
    attributes[name] = document[name] === undefined ? undefined : textOf(document[name]);
  attributes['schemaVersion'] = versionInJson(attributes['schemaVersion'] ?? '2.0');
  return { name: root, attributes, children: [header, body, ...others] };
}

/** An event may declare prefixes of its own. */
export function within(event: Members, naming: Naming): Naming {
  return event['@context'] === undefined
    ? naming
    : { ...naming, json: readHeader(event['@context'], naming.json) };
}

function captureBody(document: Members, eventList: XmlContent, naming: Naming): XmlContent {
  const body = document['epcisBody'] as Members;
  const others = extensionsToXml(body, naming, (name) => name === 'eventList');
  return { name: 'EPCISBody', children: [eventList, ...inExtension(others)] };
}

/** XML has no place for master data beside events in the results: they stand in the header (EPCIS 2.0, QueryResultsBody is a choice). */
function queryHeader(document: Members, eventList: XmlContent, naming: Naming): XmlContent | undefined {
  if (eventList.children?.length === 0) return undefined;
  const { vocabularyList } = membersOf(resultsOf(document)['resultsBody']);
  return headerToXml({ epcisHeader: { epcisMasterData: { vocabularyList } } }, naming);
}

const membersOf = (value: unknown): Members => (isObject(value) ? value : {});
const resultsOf = (document: Members): Members => membersOf(membersOf(document['epcisBody'])['queryResults']);

function queryBody(document: Members, eventList: XmlContent, naming: Naming): XmlContent {
  const results = resultsOf(document);
  const told = (name: string): XmlContent | undefined =>
    results[name] === undefined ? undefined : { name, text: textOf(results[name]) };
  const { vocabularyList } = membersOf(results['resultsBody']);
  const isEmpty = eventList.children?.length === 0;
  const vocabularies = isEmpty ? vocabulariesToXml(vocabularyList, naming) : undefined;
  const resultsBody = { name: 'resultsBody', children: [vocabularies ?? eventList] };
  const known = ['queryName', 'subscriptionID', 'resultsBody'];
  const others = extensionsToXml(results, naming, (name) => known.includes(name));
  const children = [told('queryName'), told('subscriptionID'), resultsBody, ...others];
  return { name: 'EPCISBody', children: [{ name: naming.xml.own('epcisq', 'QueryResults'), children }] };
}
