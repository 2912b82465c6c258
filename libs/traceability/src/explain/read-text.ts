import { readJsonDocument, ReadDocument, ReadingRules, readXmlDocument } from '@maillon/epcis';
import { Finding } from '@maillon/kernel';
import { textNotEpcis, textTooLong } from './messages.js';

export interface ReadText extends ReadDocument {
  readonly format: 'JSON' | 'XML';
  /** In the JSON form, as it was parsed; absent where it could not be. */
  readonly document?: unknown;
}

/** Characters; larger documents come by the capture interface, which streams. */
export const LONGEST_TEXT = 5_000_000;

/** Reads an EPCIS document or bare event as somebody pasted it: JSON, JSON-LD or XML, whichever it begins like. Never throws. */
export function readText(source: string, rules?: ReadingRules): ReadText {
  const format = /^[\s\ufeff]*</.test(source) ? 'XML' : 'JSON';
  const refusal = refusalOf(source);
  if (refusal) return { format, kind: 'EPCISDocument', events: [], masterData: [], findings: [refusal] };
  const read =
    format === 'XML'
      ? readXmlDocument(Buffer.from(withoutEncoding(source)), {}, rules)
      : readJsonDocument(source, {}, rules);
  return { ...read, format };
}

/** What keeps a text from being read at all. */
function refusalOf(source: string): Finding | undefined {
  if (source.length > LONGEST_TEXT) return textTooLong(source.length);
  const [first] = /[^\s\ufeff]/.exec(source) ?? [];
  return first && !'{["<'.includes(first) ? textNotEpcis(first) : undefined;
}

/**
 * A text was decoded already, whatever encoding it still names (XML 1.0, 4.3.3): by that name its accents would be decoded
 * twice. The place of what follows stays.
 */
const withoutEncoding = (source: string): string =>
  source.replace(
    /^([\s\ufeff]*<\?xml\s[^>]*?)(\sencoding\s*=\s*(?:"[^"]*"|'[^']*'))/,
    (_, before: string, encoding: string) => before + ' '.repeat(encoding.length),
  );

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
