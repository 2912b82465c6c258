import { writeXml } from '@maillon/formats';
import { ContextGatherer } from '../build-document.js';
import { GS1_PREFIXES, readHeader } from '../prefixes.js';
import { eventToXml, inEventList } from '../xml/event-to-xml.js';
import { Naming } from '../xml/extension-to-xml.js';
import { documentToXml, within, XmlWriteOptions } from '../xml/write-xml-document.js';
import { XmlPrefixes } from '../xml/xml-prefixes.js';
import { cut, framed, PIECE, StreamFrame } from './write-json-events.js';

type Members = Readonly<Record<string, unknown>>;

const PROLOG = writeXml({ name: 'x' }).split('<x')[0]!.length;
const EVENTS = 'events';
const NOTHING = { names: new Map<string, string>(), open: false };

/**
 * A document of the XML binding 2.0 (EPCIS 2.0 section 9.5) as UTF-8 bytes, its events, of the JSON form, written as they
 * come: none is held. Namespaces of `frame.context` are declared on the root, others on the events that use them. See writeXmlDocument.
 */
export async function* writeXmlEvents(
  events: AsyncIterable<Members> | Iterable<Members>,
  frame: StreamFrame,
  { cbv = 'No_Preference' }: XmlWriteOptions = {},
): AsyncGenerator<Uint8Array> {
  const document = framed(frame, new ContextGatherer(frame.context));
  const json = readHeader(document['@context']);
  const naming: Naming = { xml: new XmlPrefixes(json, GS1_PREFIXES), json, cbv };
  for (const prefix of ['xsi', 'xsd'] as const) naming.xml.own(prefix, '');
  const [head, tail] = cut(writeXml(documentToXml(document, [{ name: EVENTS }], naming)), `<${EVENTS}/>`);
  let text = head.trimEnd() + '\n';
  for await (const event of events) {
    text += eventText(event, naming);
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text + tail.trimStart());
}

function eventText(event: Members, naming: Naming): string {
  const xml = new XmlPrefixes(NOTHING, NOTHING, naming.xml);
  const element = eventToXml(event, within(event, { ...naming, xml }));
  return writeXml({ ...inEventList(element), attributes: xml.declarations() }).slice(PROLOG);
}
