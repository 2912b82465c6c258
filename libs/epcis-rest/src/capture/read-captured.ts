import { setImmediate } from 'node:timers/promises';
import { MasterDataElement, ReadingRules, readJsonEvents, readXmlEvents } from '@maillon/epcis';
import { OpenBytes } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { draftEvents, EventDraft } from '@maillon/traceability';
import type { BodyFormat } from '../request/unparsed-body.js';
import { MOST_BYTES, MOST_EVENTS } from './limits.js';

/** Events recorded in one transaction, where each stands for itself. */
export const BATCH_EVENTS = 500;

/** Events read before others have their turn: statements leave and answers are heard between two turns, not behind a whole batch. */
const READ_A_TURN = 25;

export interface CapturedEvent {
  /** 0-based place in the document. */
  readonly index: number;
  readonly line: number;
  /** JSON path; absent in XML. */
  readonly path?: string;
  /** Made while the events before are recorded. */
  readonly draft: EventDraft;
}

/** Some events of a document, in its order. */
export interface CapturedBatch {
  /** Those that can be recorded. */
  readonly events: readonly CapturedEvent[];
  /** Errors about the others, and about the document itself. */
  readonly errors: readonly Finding[];
  /** What is worth a look in those that can be recorded, and in the document. */
  readonly warnings: readonly Finding[];
  /** Index of the first event after this batch. */
  readonly end: number;
  /** What the header says of places, products and parties, as far as it can be kept: with the last batch, once all is read. */
  readonly masterData?: readonly MasterDataElement[];
}

const LISTS = {
  EPCISDocument: '$.epcisBody.eventList',
  EPCISQueryDocument: '$.epcisBody.queryResults.resultsBody.eventList',
  event: undefined,
};

/**
 * Reads the events of a captured document from an index on, and the master data of its header, batch by batch, in flat memory;
 * the same batches whenever it is read. Where the document's prefixes cannot be told, none of its events is.
 */
export async function* readCaptured(
  open: OpenBytes,
  format: BodyFormat,
  from: number,
  declarantId: string,
  rules: ReadingRules = {},
): AsyncGenerator<CapturedBatch> {
  const read = format === 'json' ? readJsonEvents : readXmlEvents;
  let list: string | undefined;
  let events: CapturedEvent[] = [];
  let errors: Finding[] = [];
  let warnings: Finding[] = [];
  let masterData: readonly MasterDataElement[] = [];
  let end = from;
  for await (const part of read(open(0), { bytes: MOST_BYTES, events: MOST_EVENTS, from, rules })) {
    const found = part.findings.filter(({ severity }) => severity === 'error');
    if (found.length < part.findings.length)
      warnings.push(...part.findings.filter(({ severity }) => severity === 'warning'));
    if (part.part !== 'event') {
      errors.push(...found);
      if (part.part === 'end') {
        masterData = part.masterData;
        break;
      }
      if (found.length) break;
      list = format === 'json' ? LISTS[part.kind] : undefined;
      continue;
    }
    const { index, line, event } = part;
    end = index + 1;
    const path = format === 'json' ? (list ? `${list}[${index}]` : '$') : undefined;
    if (event) {
      const [draft] = draftEvents(declarantId, [{ event }]);
      events.push({ index, line, draft: draft!, ...(path && { path }) });
    } else errors.push(...found);
    if (end % READ_A_TURN === 0) await setImmediate();
    if (end % BATCH_EVENTS) continue;
    yield { events, errors, warnings, end };
    [events, errors, warnings] = [[], [], []];
  }
  if (events.length || errors.length || warnings.length || masterData.length)
    yield { events, errors, warnings, end, masterData };
}
