import { readEventList, OpenBytes, XmlReader } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import type { BodyFormat } from '../request/unparsed-body.js';
import { MOST_BYTES, MOST_EVENTS, tooManyEvents } from './limits.js';
import { unreadableDocument } from './messages.js';

/** Findings about one event, which the capture job tells: the document round it can be read. */
const OF_ONE_EVENT = new Set(['JSON_EVENT_TOO_LARGE', 'JSON_EVENT_NOT_OBJECT']);

/**
 * Goes once through a document that has just come in, in flat memory: it can be read to its end and holds no more events
 * than one call may bring. Its events are not judged. Throws ValidationException for what cannot be read (syntax, DOCTYPE,
 * depth, no EPCIS document), CaptureLimitExceededException for too many events.
 */
export async function inspectDocument(open: OpenBytes, format: BodyFormat): Promise<void> {
  const faults = await (format === 'json' ? jsonFaults(open) : xmlFaults(open));
  if (!faults.length) return;
  throw new EpcisProblem('ValidationException', {
    title: titleOf('ValidationException'),
    detail: unreadableDocument(faults[0]!),
    findings: faults,
  });
}

async function jsonFaults(open: OpenBytes): Promise<readonly Finding[]> {
  for await (const { findings, endIndex } of readEventList(open, { batchEvents: 200 })) {
    if (endIndex > MOST_EVENTS) throw tooManyEvents();
    const faults = findings.filter(({ severity, code }) => severity === 'error' && !OF_ONE_EVENT.has(code));
    if (faults.length) return faults.slice(0, 10);
  }
  return [];
}

async function xmlFaults(open: OpenBytes): Promise<readonly Finding[]> {
  let events = 0;
  const reader = new XmlReader({
    limits: { bytes: MOST_BYTES },
    take: (name, _namespace, depth) => depth > 1 && name.endsWith('Event'),
    onElement: () => events++,
  });
  for await (const chunk of open(0)) {
    if (!reader.push(chunk)) break;
    if (events > MOST_EVENTS) throw tooManyEvents();
  }
  const { findings } = reader.end();
  if (!findings.length && events > MOST_EVENTS) throw tooManyEvents();
  return findings;
}
