import { childOf, readXml, XmlElement } from '@maillon/formats';
import { Finding, nearest } from '@maillon/kernel';
import { problem } from '../messages.js';
import { EVENT_TYPES, ReadDocument } from '../model.js';
import { readDocumentWith } from '../read-document.js';
import { withoutBareDoctype } from './bare-doctype.js';
import { documentFromXml, lacksQueryName } from './document-from-xml.js';
import { eventFromXml } from './event-from-xml.js';
import { EventsReading, readWithPlaces } from './read-xml-events.js';
import { placed, Trace } from './trace.js';
import { isStandard, XmlNames } from './xml-names.js';

/** What reading an XML document gives: as readDocument, and the document in the JSON form unless it is no document at all. */
export interface ReadXmlDocument extends ReadDocument {
  readonly document?: Readonly<Record<string, unknown>>;
}

/** `bytes`: largest document read (default 64 MiB). */
export interface XmlDocumentLimits {
  readonly bytes?: number;
}

const MAX_BYTES = 64 * 1024 * 1024;
const ROOTS = ['EPCISDocument', 'EPCISQueryDocument', 'EPCISMasterDataDocument'];
const EVENTS: readonly string[] = [...EVENT_TYPES, 'QuantityEvent'];

/**
 * Reads an EPCIS document, query document, master data document or bare event in XML, 2.0 or 1.x, as readDocument reads
 * the JSON form. Findings carry 1-based line and column and the path of element names. The order of elements, which the
 * schema fixes, is binding in 2.0 documents to be captured; in others it is only told. Nothing is fetched; DOCTYPE with
 * declarations, entities, more than 64 levels are refused. Never throws.
 */
export function readXmlDocument(source: Uint8Array, limits: XmlDocumentLimits = {}): ReadXmlDocument {
  const { bytes, line } = withoutBareDoctype(source);
  const findings: Finding[] = [];
  if (line !== undefined)
    findings.push(problem('XML_DOCTYPE_BARE', { path: '/', line, column: 1, value: '<!DOCTYPE>' }));
  const names = new XmlNames(declarationsOf(bytes));
  const reading = new EventsReading(names);
  const { root, findings: faults } = readXml(bytes, {
    limits: { bytes: limits.bytes ?? MAX_BYTES },
    take: (name, namespace, depth) => reading.isEvent(name, namespace, depth),
    onElement: (element) => reading.add(element),
  });
  if (!root) return { kind: 'EPCISDocument', events: [], masterData: [], findings: [...findings, ...faults] };
  if (isStandard(root.namespace) && ROOTS.includes(root.name)) {
    const read = documentOf(root, names, reading);
    return { ...read, findings: [...findings, ...read.findings] };
  }
  if (EVENTS.includes(root.name) || childOf(root, 'eventTime')) {
    const read = bareEvent(root, names);
    return { ...read, findings: [...findings, ...read.findings] };
  }
  return { kind: 'EPCISDocument', events: [], masterData: [], findings: [...findings, unknownRoot(root)] };
}

/** The text as far as prefixes are declared in it: names are ASCII in all encodings that are read. */
const declarationsOf = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return text[0] === 0 || text[1] === 0 || text[0] === 0xff || text[0] === 0xfe
    ? text.toString('latin1').replaceAll('\0', '')
    : text.toString('utf8');
};

function unknownRoot({ name, line, column }: XmlElement): Finding {
  const known = [...ROOTS, ...EVENTS];
  return problem('XML_ROOT_UNKNOWN', {
    path: `/${name}`,
    line,
    column,
    field: name,
    value: name,
    allowed: ROOTS.join(', '),
    nearest: nearest(name, known),
  });
}

function documentOf(root: XmlElement, names: XmlNames, reading: EventsReading): ReadXmlDocument {
  const document = documentFromXml(root, names, reading.values);
  const read = readDocumentWith(document, (_, { index = 0 }) => reading.read[index] ?? { findings: [] });
  if (root.name === 'EPCISQueryDocument' && lacksQueryName(root)) {
    const { line, column } = root;
    read.findings.unshift(
      problem('QUERY_NAME_MISSING', { path: `/${root.name}`, line, column, field: 'queryName' }),
    );
  }
  if (read.findings.every(({ line }) => line !== undefined)) return { ...read, document };
  const trace = Trace.from('$', `/${root.name}`, root);
  documentFromXml(root, names, reading.values, trace);
  return { ...read, document, findings: placed(read.findings, trace) };
}

function bareEvent(root: XmlElement, names: XmlNames): ReadXmlDocument {
  const event = eventFromXml(root, names);
  const document = { '@context': names.context, ...event };
  const read = readDocumentWith(document, (value) =>
    readWithPlaces(root, value, names, { index: 0, path: '$', xpath: `/${root.name}`, strict: false }),
  );
  return { ...read, document };
}
