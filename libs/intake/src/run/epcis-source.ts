import { setImmediate } from 'node:timers/promises';
import { ReadingRules, readJsonEvents, readXmlEvents, StreamEnd, StreamedEventPart } from '@maillon/epcis';
import { OpenBytes } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { draftEvents } from '@maillon/traceability';
import { Batch, Position, ReadRecord, RefusedRecord } from './batch.js';
import { moreFindings } from './messages.js';

const EVENTS_AT_ONCE = 500;
const EVENTS_A_TURN = 25;
/** Findings about the document itself that are kept. */
const TOLD_OF_FILE = 200;

const READERS = { 'epcis-json': readJsonEvents, 'epcis-xml': readXmlEvents };
export type EpcisFormat = keyof typeof READERS;

/**
 * The events of an EPCIS document from a position on, in flat memory; `record` counts events from 1. Batches end at the same
 * events whenever it is read. The last holds the master data of the header, and what is wrong with the document itself.
 * Where its prefixes cannot be told, it cannot be read to its end, or holds nothing that can be recorded, that is its failure.
 */
export async function* epcisBatches(
  open: OpenBytes,
  format: EpcisFormat,
  from: Position,
  declarantId: string,
  rules?: ReadingRules,
): AsyncGenerator<Batch> {
  let bytes = 0;
  const chunks = counted(open(0), (size) => (bytes += size));
  let [read, refused]: [ReadRecord[], RefusedRecord[]] = [[], []];
  let ofFile: readonly Finding[] = [];
  let { record } = from;
  const batch = (): Batch => ({ read, refused, end: { byteOffset: bytes, line: 1, record } });
  for await (const part of READERS[format](chunks, { from: from.record, rules })) {
    if (part.part === 'event') {
      if (record > from.record && record % EVENTS_AT_ONCE === 0) {
        yield batch();
        [read, refused] = [[], []];
      }
      record = part.index + 1;
      // the database works on the batch before: its answers must find this process free
      if (record % EVENTS_A_TURN === 0) await setImmediate();
      const row = rowOf(part, declarantId);
      if ('draft' in row) read.push(row);
      else refused.push(row);
    } else if (part.part === 'end') yield { ...batch(), ...lastOf(part, ofFile) };
    else {
      const failure = part.findings.find(isError);
      if (failure) {
        yield { ...batch(), failure };
        return;
      }
      ofFile = part.findings;
    }
  }
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

function rowOf({ index, line, event, findings }: StreamedEventPart, declarantId: string) {
  const about = { record: index + 1, line };
  return event
    ? { ...about, draft: draftEvents(declarantId, [{ event }])[0]!, warnings: findings }
    : { ...about, findings: findings.filter(isError) };
}

function lastOf(
  { isWhole, events, masterData, findings }: StreamEnd,
  before: readonly Finding[],
): Pick<Batch, 'ofFile' | 'masterData' | 'failure'> {
  const failure = isWhole && (events > 0 || masterData.length > 0) ? undefined : findings.find(isError);
  const all = [...before, ...findings.filter((finding) => finding !== failure)];
  const told = all.slice(0, TOLD_OF_FILE);
  const ofFile = all.length > told.length ? [...told, moreFindings(all.length - told.length)] : told;
  return failure ? { ofFile, failure } : { ofFile, masterData };
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  count: (size: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}
