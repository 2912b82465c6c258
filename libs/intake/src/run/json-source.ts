import { checkHeader, Prefixes, readEvent } from '@maillon/epcis';
import { OpenBytes, readEventList } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { draftEvents } from '@maillon/traceability';
import { Batch, Position, ReadRecord, RefusedRecord } from './batch.js';

const EVENTS_AT_ONCE = 500;

/** The events of an EPCIS 2.0 JSON document from a position on; `record` counts events from 1. */
export async function* jsonBatches(
  open: OpenBytes,
  from: Position,
  declarantId: string,
): AsyncGenerator<Batch> {
  let bytes = 0;
  const counting: OpenBytes = (start) => counted(open(start), (size) => (bytes += size));
  let prefixes: Prefixes | undefined;
  for await (const batch of readEventList(counting, {
    batchEvents: EVENTS_AT_ONCE,
    fromIndex: from.record,
  })) {
    const header = prefixes ? { prefixes, findings: [] } : checkHeader(batch.context, '$');
    prefixes = header.prefixes;
    const read: ReadRecord[] = [];
    const refused: RefusedRecord[] = [];
    for (const { index, value, line, column } of batch.events) {
      const { event, findings } = readEvent(value, { index, prefixes });
      const placed = findings.map((finding) => ({ line, column, ...finding }));
      if (event)
        read.push({
          record: index + 1,
          line,
          draft: draftEvents(declarantId, [{ event }])[0]!,
          warnings: placed,
        });
      else
        refused.push({
          record: index + 1,
          line,
          findings: placed.filter(({ severity }) => severity === 'error'),
        });
    }
    const { events: ofEvents, file } = split(batch.findings);
    for (const [index, findings] of ofEvents)
      refused.push({ record: index + 1, line: findings[0]?.line, findings });
    const failure = [...file, ...header.findings].find(({ severity }) => severity === 'error');
    yield {
      read,
      refused,
      end: { byteOffset: bytes, line: 1, record: batch.endIndex },
      ...(failure && { failure }),
    };
    if (failure) return;
  }
}

/** Findings about one event, by its index, and those about the file itself. */
function split(findings: readonly Finding[]): { events: Map<number, Finding[]>; file: Finding[] } {
  const events = new Map<number, Finding[]>();
  const file: Finding[] = [];
  for (const finding of findings) {
    if (finding.eventIndex === undefined) file.push(finding);
    else events.set(finding.eventIndex, [...(events.get(finding.eventIndex) ?? []), finding]);
  }
  return { events, file };
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
