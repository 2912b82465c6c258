import { CanonicalEvent, readJsonEvents, readXmlEvents } from '@maillon/epcis';
import { OpenBytes } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import type { BodyFormat } from '../request/unparsed-body.js';
import { MOST_BYTES, MOST_EVENTS } from './limits.js';
import { unstorable } from './storable.js';

/** Events recorded in one transaction, where each stands for itself. */
export const BATCH_EVENTS = 1000;

export interface CapturedEvent {
  /** 0-based place in the document. */
  readonly index: number;
  readonly line: number;
  /** JSON path; absent in XML. */
  readonly path?: string;
  readonly event: CanonicalEvent;
}

/** Some events of a document, in its order. */
export interface CapturedBatch {
  /** Those that can be recorded. */
  readonly events: readonly CapturedEvent[];
  /** Errors about the others, and about the document itself. */
  readonly errors: readonly Finding[];
  /** Index of the first event after this batch. */
  readonly end: number;
}

const LISTS = {
  EPCISDocument: '$.epcisBody.eventList',
  EPCISQueryDocument: '$.epcisBody.queryResults.resultsBody.eventList',
  event: undefined,
};

/**
 * Reads the events of a captured document from an index on, batch by batch, in flat memory; the same batches whenever it
 * is read. Where the document's prefixes cannot be told, none of its events is.
 */
export async function* readCaptured(
  open: OpenBytes,
  format: BodyFormat,
  from: number,
): AsyncGenerator<CapturedBatch> {
  const read = format === 'json' ? readJsonEvents : readXmlEvents;
  let list: string | undefined;
  let events: CapturedEvent[] = [];
  let errors: Finding[] = [];
  let end = from;
  for await (const part of read(open(0), { bytes: MOST_BYTES, events: MOST_EVENTS })) {
    const found = part.findings.filter(({ severity }) => severity === 'error');
    if (part.part !== 'event') {
      errors.push(...found);
      if (part.part === 'end') break;
      if (found.length) break;
      list = format === 'json' ? LISTS[part.kind] : undefined;
      continue;
    }
    const { index, line, event } = part;
    if (index < from) continue;
    end = index + 1;
    const path = format === 'json' ? (list ? `${list}[${index}]` : '$') : undefined;
    const lost = event && unstorable(event);
    if (lost) errors.push({ ...lost, eventIndex: index, line, ...(path && { path }) });
    else if (event) events.push({ index, line, event, ...(path && { path }) });
    else errors.push(...found);
    if (end % BATCH_EVENTS) continue;
    yield { events, errors, end };
    [events, errors] = [[], []];
  }
  if (events.length || errors.length) yield { events, errors, end };
}
