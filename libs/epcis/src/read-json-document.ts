import { Finding } from '@maillon/kernel';
import { JsonLimits, lostIn, parseText } from './parse-json.js';
import { placeFindings } from './json-places.js';
import { ReadDocument } from './model.js';
import { readDocument } from './read-document.js';
import { ReadingRules } from './reading-rules.js';

/** As readDocument, and the document as it was parsed, unless the text is no JSON. */
export interface ReadJsonDocument extends ReadDocument {
  readonly document?: unknown;
}

/**
 * Reads an EPCISDocument, EPCISQueryDocument or bare event from JSON text (RFC 8259, UTF-8): parsed as by parseJson, then readDocument, and
 * every finding gets its line and column in the text (1-based, in characters) beside its JSON path. Never throws.
 */
export function readJsonDocument(
  source: string | Buffer,
  limits: JsonLimits = {},
  rules: ReadingRules = {},
): ReadJsonDocument {
  const { value, text, names, findings } = parseText(source, limits);
  if (text === undefined) return { kind: 'EPCISDocument', events: [], masterData: [], findings };
  const read = readDocument(value, rules);
  const lost = lostIn({ text, value, names }, '$').map((finding) => ofEvent(finding, read));
  const events = lost.length > 0 ? without(read.events, lost) : read.events;
  return { ...read, events, document: value, findings: placeFindings([...read.findings, ...lost], text) };
}

const IN_LIST = /^\$\.epcisBody\.(?:queryResults\.resultsBody\.)?eventList\[(\d+)\]/;

/** The finding with the index of the event that it stands in, if it does. */
function ofEvent(finding: Finding, { kind }: ReadDocument): Finding {
  const index = kind === 'event' ? '0' : IN_LIST.exec(finding.path ?? '')?.[1];
  return index === undefined ? finding : { ...finding, eventIndex: Number(index) };
}

/** The events without those that an error was found in. */
function without(events: ReadDocument['events'], found: readonly Finding[]): ReadDocument['events'] {
  const refused = new Set(
    found.filter(({ severity }) => severity === 'error').map(({ eventIndex }) => eventIndex),
  );
  return events.map((event, index) => (refused.has(index) ? undefined : event));
}
