import { readJsonEvents, StreamEnd, StreamedEventPart, xmlPieces } from '@maillon/epcis';
import { OpenBytes, XmlReader } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import type { BodyFormat } from '../request/unparsed-body.js';
import { MOST_BYTES, MOST_EVENTS, tooManyEvents } from './limits.js';
import { unreadableDocument } from './messages.js';

/** What the capture job tells: the document can be read. */
const OF_THE_JOB = new Set(['EVENT_TOO_LARGE', 'DOCUMENT_EMPTY']);
const MOST_FAULTS = 10;

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
  const faults: Finding[] = [];
  for await (const part of readJsonEvents(open(0), { events: MOST_EVENTS, judge: false })) {
    const errors = part.findings.filter(
      ({ severity, code }) => severity === 'error' && !OF_THE_JOB.has(code),
    );
    if (errors.some(({ code }) => code === 'EVENTS_TOO_MANY')) throw tooManyEvents();
    if (part.part === 'event' ? !isEvent(part.value) : part.part === 'header' || isUnreadable(part))
      faults.push(...errors);
    if (faults.length >= MOST_FAULTS) break;
  }
  return faults.slice(0, MOST_FAULTS);
}

/** What stops the reading, or leaves nothing to record; the rest of what is wrong with a document is told by the job. */
const isUnreadable = ({ isWhole, events, masterData }: StreamEnd): boolean =>
  !isWhole || (events === 0 && masterData.length === 0);

/** An event in a document is not judged here; a bare one is, and its job tells of it, unless it is none. */
const isEvent = (value: StreamedEventPart['value']): boolean => /Event$/.test(String(value?.['type']));

async function xmlFaults(open: OpenBytes): Promise<readonly Finding[]> {
  let events = 0;
  const reader = new XmlReader({
    limits: { bytes: MOST_BYTES },
    take: (name, _namespace, depth) => depth > 1 && name.endsWith('Event'),
    onElement: () => events++,
  });
  for await (const { bytes } of xmlPieces(open(0))) {
    if (!reader.push(bytes)) break;
    if (events > MOST_EVENTS) throw tooManyEvents();
  }
  const { findings } = reader.end();
  if (!findings.length && events > MOST_EVENTS) throw tooManyEvents();
  return findings;
}
