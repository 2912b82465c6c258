import { JsonLimits, parseJson } from './parse-json.js';
import { placeFindings } from './json-places.js';
import { ReadDocument } from './model.js';
import { readDocument } from './read-document.js';
import { ReadingRules } from './reading-rules.js';

/** As readDocument, and the document as it was parsed, unless the text is no JSON. */
export interface ReadJsonDocument extends ReadDocument {
  readonly document?: unknown;
}

/**
 * Reads an EPCISDocument, EPCISQueryDocument or bare event from JSON text (RFC 8259, UTF-8): parseJson, then readDocument, and
 * every finding gets its line and column in the text (1-based, in characters) beside its JSON path. Never throws.
 */
export function readJsonDocument(
  source: string | Buffer,
  limits: JsonLimits = {},
  rules: ReadingRules = {},
): ReadJsonDocument {
  const { value, findings } = parseJson(source, limits);
  if (findings.length > 0) return { kind: 'EPCISDocument', events: [], masterData: [], findings };
  const read = readDocument(value, rules);
  const text = (typeof source === 'string' ? source : source.toString('utf8')).replace(/^\ufeff/, '');
  return { ...read, document: value, findings: placeFindings(read.findings, text) };
}
