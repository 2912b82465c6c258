import { readXml } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { problem } from '../messages.js';
import { MAX_DOCUMENT_FINDINGS } from '../read-document.js';
import { ReadingRules } from '../reading-rules.js';
import { withoutBareDoctype } from './bare-doctype.js';
import { readRoot, ReadXmlDocument } from './read-root.js';
import { EventsReading, XmlEvent } from './read-xml-events.js';
import { XmlNames } from './xml-names.js';

/** `bytes`: largest document read (default 64 MiB). */
export interface XmlDocumentLimits {
  readonly bytes?: number;
}

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads an EPCIS document, query document, master data document or bare event in XML, 2.0 or 1.x, as readDocument reads
 * the JSON form. Findings carry 1-based line and column and the path of element names. The order of elements, which the
 * schema fixes, is binding in 2.0 documents to be captured; in others it is only told. Nothing is fetched; DOCTYPE with
 * declarations, entities, more than 64 levels are refused. Never throws.
 */
export function readXmlDocument(
  source: Uint8Array,
  limits: XmlDocumentLimits = {},
  rules: ReadingRules = {},
): ReadXmlDocument {
  const { bytes, line } = withoutBareDoctype(source);
  const findings: Finding[] = [];
  if (line !== undefined)
    findings.push(problem('XML_DOCTYPE_BARE', { path: '/', line, column: 1, value: '<!DOCTYPE>' }));
  const names = new XmlNames(declarationsOf(bytes));
  const events: XmlEvent[] = [];
  const reading = new EventsReading(names, (event) => events.push(event), rules, MAX_DOCUMENT_FINDINGS);
  const { root, findings: faults } = readXml(bytes, {
    limits: { bytes: limits.bytes ?? MAX_BYTES },
    take: (name, namespace, depth) => reading.isEvent(name, namespace, depth),
    onElement: (element) => reading.add(element),
  });
  if (!root)
    return {
      kind: 'EPCISDocument',
      events: [],
      masterData: [],
      findings: [...findings, ...faults.map((fault) => ({ path: '/', ...fault }))],
    };
  const read = readRoot(root, names, events, rules);
  return { ...read, findings: [...findings, ...read.findings] };
}

/** The text as far as prefixes are declared in it: names are ASCII in all encodings that are read. */
export const declarationsOf = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return text[0] === 0 || text[1] === 0 || text[0] === 0xff || text[0] === 0xfe
    ? text.toString('latin1').replaceAll('\0', '')
    : text.toString('utf8');
};
