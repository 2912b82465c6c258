import { readJsonDocument, ReadDocument, ReadingRules, readXmlDocument } from '@maillon/epcis';
import { Finding } from '@maillon/kernel';
import { textTooLong } from './messages.js';

export interface ReadText extends ReadDocument {
  readonly format: 'JSON' | 'XML';
}

/** Characters; larger documents come by the capture interface, which streams. */
export const LONGEST_TEXT = 5_000_000;

/** Reads an EPCIS document or bare event as somebody pasted it: JSON, JSON-LD or XML, whichever it begins like. Never throws. */
export function readText(source: string, rules?: ReadingRules): ReadText {
  const format = /^[\s\ufeff]*</.test(source) ? 'XML' : 'JSON';
  if (source.length > LONGEST_TEXT)
    return {
      format,
      kind: 'EPCISDocument',
      events: [],
      masterData: [],
      findings: [textTooLong(source.length)],
    };
  const read =
    format === 'XML' ? readXmlDocument(Buffer.from(source), {}, rules) : readJsonDocument(source, {}, rules);
  return { ...read, format };
}

/** Faults of the document itself: with one of them none of its events can be relied upon. */
export const documentFaults = ({ findings }: ReadText): Finding[] =>
  findings.filter(({ eventIndex, severity }) => eventIndex === undefined && severity === 'error');

/** Positions of the events that have no fault. */
export function rightEvents(read: ReadText): number[] {
  if (documentFaults(read).length) return [];
  const faulty = new Set(
    read.findings.filter(({ severity }) => severity === 'error').map(({ eventIndex }) => eventIndex),
  );
  return read.events.flatMap((event, index) => (event && !faulty.has(index) ? [index] : []));
}
