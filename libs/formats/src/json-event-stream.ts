import { isUtf8 } from 'node:buffer';
import { Finding } from '@maillon/kernel';
import { OpenBytes } from './csv-types.js';
import { JsonCursor, JsonSlice, JsonStop, placeIn, TextPlace } from './json-cursor.js';
import { EVENT_STREAM_MESSAGES, eventTooLarge, JSON_SYNTAX_MESSAGES, tooDeep } from './json-messages.js';
import { findJsonFault, JsonSyntaxFault } from './json-syntax.js';
import { Advice } from './messages.js';
import { firstBadByte } from './text-encoding.js';

/** `index` is the 0-based place in the event list; `line` and `column` (in characters) are 1-based. */
export interface StreamedEvent {
  readonly index: number;
  readonly value: Readonly<Record<string, unknown>>;
  readonly line: number;
  readonly column: number;
}

export interface EventBatch {
  /** The document's `@context`, undefined where it has none. */
  readonly context: unknown;
  /** The document's other top-level scalar members read so far (`type`, `schemaVersion`, ...). */
  readonly document: Readonly<Record<string, unknown>>;
  readonly events: readonly StreamedEvent[];
  /** Refused events carry `eventIndex`; a finding without it concerns the document. */
  readonly findings: readonly Finding[];
  /** Index of the first event after this batch: pass it as `fromIndex` to resume. */
  readonly endIndex: number;
}

export interface EventStreamOptions {
  /** Events a batch, refused ones included. Default 500. A batch also ends after 8 MiB. */
  readonly batchEvents?: number;
  /** Longest event. Default 4 MiB. */
  readonly maxEventBytes?: number;
  /** Deepest nesting of the document. Default 32. */
  readonly maxDepth?: number;
  /** Events before this index are passed over unread. Default 0. */
  readonly fromIndex?: number;
}

const BATCH_BYTES = 8 * 1024 * 1024;
const MAX_HEADER_BYTES = 256 * 1024;
const MAX_HEADER_MEMBERS = 100;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [123, 125, 91, 93];
const [QUOTE, COLON, COMMA] = [34, 58, 44];

/**
 * Reads the events of an EPCIS 2.0 JSON document (EPCISDocument, EPCISQueryDocument, or one bare event) in batches,
 * holding one batch and one event at a time. An event that cannot be read is a finding with its index, line and column,
 * and reading goes on; where the document itself breaks, the last batch says so. Never throws for what the file
 * holds. Opens the file a second time when `@context` comes after the events, and for a bare event.
 */
export async function* readEventList(
  open: OpenBytes,
  options: EventStreamOptions = {},
): AsyncGenerator<EventBatch> {
  const reader = new EventReader(open, options);
  try {
    yield* reader.document();
  } catch (stop) {
    reader.report(stop);
  } finally {
    await reader.cursor.close();
  }
  if (reader.pending) yield reader.takeBatch();
}

/** A breach of the grammar outside events: reading cannot go on. */
class SyntaxStop extends Error {
  constructor(
    readonly code: JsonSyntaxFault | keyof typeof EVENT_STREAM_MESSAGES | 'TOO_DEEP' | 'EVENT_TOO_LARGE',
    readonly place: TextPlace,
    readonly advice: Advice,
  ) {
    super(code);
  }
}

class EventReader {
  readonly cursor: JsonCursor;
  private readonly maxEventBytes: number;
  private readonly maxDepth: number;
  private readonly header: Record<string, unknown> = {};
  private headerMembers = 0;
  private context: unknown;
  private events: StreamedEvent[] = [];
  private findings: Finding[] = [];
  private index = 0;
  private batchBytes = 0;
  private listSeen = false;
  private bodySeen = false;
  private unreported = true;

  constructor(
    private readonly open: OpenBytes,
    private readonly options: EventStreamOptions,
  ) {
    this.maxDepth = options.maxDepth ?? 32;
    this.maxEventBytes = options.maxEventBytes ?? 4 * 1024 * 1024;
    this.cursor = new JsonCursor(open(0), this.maxDepth);
  }

  /** True while there is something to tell; a document always gets one batch at least. */
  get pending(): boolean {
    return this.unreported || this.events.length + this.findings.length > 0;
  }

  takeBatch(): EventBatch {
    const { context, events, findings, index } = this;
    this.events = [];
    this.findings = [];
    this.batchBytes = 0;
    this.unreported = false;
    return { context, document: { ...this.header }, events, findings, endIndex: index };
  }

  report(stop: unknown): void {
    if (stop instanceof SyntaxStop) this.addFinding(stop.code, stop.place, stop.advice);
    else if (stop instanceof JsonStop) {
      const code = stop.reason === 'CUT_OFF' ? 'CUT_OFF' : 'CONTROL_IN_STRING';
      this.addFinding(code, stop.place, JSON_SYNTAX_MESSAGES[code]);
    } else throw stop;
  }

  async *document(): AsyncGenerator<EventBatch> {
    const { cursor } = this;
    const first = await cursor.peek();
    if (first !== OPEN_OBJECT) {
      const code =
        first < 0 ? 'EMPTY' : first >= 0xfe ? 'UTF16' : first === OPEN_LIST ? 'NO_EVENTS' : 'NOT_JSON';
      throw new SyntaxStop(code, cursor.place, EVENT_STREAM_MESSAGES[code]);
    }
    const start = cursor.place;
    for await (const key of this.members()) {
      if (key === 'epcisBody' && (await cursor.peek()) === OPEN_OBJECT) {
        this.bodySeen = true;
        yield* this.body();
      } else await this.headerMember(key);
    }
    if ((await cursor.peek()) >= 0) this.fail('TEXT_AFTER_END');
    if (this.listSeen) return;
    if (!this.bodySeen && /Event$/.test(String(this.header['type']))) await this.bareEvent();
    else throw new SyntaxStop('NO_EVENTS', start, EVENT_STREAM_MESSAGES.NO_EVENTS);
  }

  /** The `@context` at the top of the document, wherever it stands; undefined where the document breaks before it. */
  async findContext(): Promise<unknown> {
    try {
      for await (const key of this.members()) {
        if (key === '@context') {
          await this.headerMember(key);
          return this.context;
        }
        await this.cursor.value(0, 1);
      }
    } catch (stop) {
      // the pass that reads the events meets the same break and reports it
      if (!(stop instanceof SyntaxStop) && !(stop instanceof JsonStop)) throw stop;
    } finally {
      await this.cursor.close();
    }
    return undefined;
  }

  /** Keys of the object that comes next; after each, the caller takes its value. */
  private async *members(): AsyncGenerator<string> {
    const { cursor } = this;
    if ((await cursor.peek()) !== OPEN_OBJECT) this.fail('VALUE_EXPECTED');
    cursor.skip();
    if ((await cursor.peek()) === CLOSE_OBJECT) return cursor.skip();
    for (;;) {
      const sign = await cursor.peek();
      if (sign !== QUOTE) this.fail(sign === CLOSE_OBJECT ? 'TRAILING_COMMA' : 'KEY_EXPECTED');
      const key = this.parse(await cursor.value(MAX_HEADER_BYTES, 1));
      if ((await cursor.peek()) !== COLON) this.fail('COLON_EXPECTED');
      cursor.skip();
      yield String(key);
      const after = await cursor.peek();
      if (after === CLOSE_OBJECT) return cursor.skip();
      if (after !== COMMA) this.fail('COMMA_EXPECTED');
      cursor.skip();
    }
  }

  private async headerMember(key: string): Promise<void> {
    const slice = await this.cursor.value(MAX_HEADER_BYTES, 1);
    if (key === '@context') this.context = this.parse(slice);
    else {
      const value = slice.bytes && this.parse(slice);
      if (typeof value === 'object' || value === undefined || this.headerMembers++ >= MAX_HEADER_MEMBERS)
        return;
      // a member named __proto__ is a member like another
      Object.defineProperty(this.header, key, { value, enumerable: true, configurable: true });
    }
  }

  /** epcisBody.eventList, or epcisBody.queryResults.resultsBody.eventList (EPCIS 2.0 JSON schema). */
  private async *body(): AsyncGenerator<EventBatch> {
    for await (const key of this.members()) {
      const next = await this.cursor.peek();
      if (key === 'eventList' && next === OPEN_LIST) yield* this.eventList();
      else if ((key === 'queryResults' || key === 'resultsBody') && next === OPEN_OBJECT) yield* this.body();
      else {
        const slice = await this.cursor.value(MAX_HEADER_BYTES, 2);
        if (slice.bytes) this.parse(slice);
      }
    }
  }

  private async *eventList(): AsyncGenerator<EventBatch> {
    const { cursor, options } = this;
    const batchEvents = Math.max(1, options.batchEvents ?? 500);
    this.listSeen = true;
    if (this.context === undefined)
      this.context = await new EventReader(this.open, this.options).findContext();
    cursor.skip();
    if ((await cursor.peek()) === CLOSE_LIST) return cursor.skip();
    for (;;) {
      await this.event();
      if (this.events.length + this.findings.length >= batchEvents || this.batchBytes >= BATCH_BYTES)
        yield this.takeBatch();
      const after = await cursor.peek();
      if (after === CLOSE_LIST) return cursor.skip();
      if (after !== COMMA) this.fail('COMMA_EXPECTED');
      cursor.skip();
      if ((await cursor.peek()) === CLOSE_LIST) this.fail('TRAILING_COMMA');
    }
  }

  private async event(): Promise<void> {
    const wanted = this.index >= (this.options.fromIndex ?? 0);
    const slice = await this.cursor.value(wanted ? this.maxEventBytes : 0, 3);
    if (wanted) this.addEvent(slice);
    this.index++;
  }

  private addEvent(slice: JsonSlice): void {
    const { line, column, bytes } = slice;
    try {
      if (!bytes) throw new SyntaxStop('EVENT_TOO_LARGE', slice, eventTooLarge(this.maxEventBytes));
      const value = this.parse(slice);
      if (!isRecord(value))
        throw new SyntaxStop('EVENT_NOT_OBJECT', slice, EVENT_STREAM_MESSAGES.EVENT_NOT_OBJECT);
      this.events.push({ index: this.index, value, line, column });
      this.batchBytes += bytes.length;
    } catch (stop) {
      if (!(stop instanceof SyntaxStop)) throw stop;
      this.addFinding(stop.code, stop.place, stop.advice, this.index);
    }
  }

  private async bareEvent(): Promise<void> {
    const again = new JsonCursor(this.open(0), this.maxDepth);
    try {
      if ((this.options.fromIndex ?? 0) === 0) this.addEvent(await again.value(this.maxEventBytes, 0));
      this.index = 1;
    } finally {
      await again.close();
    }
  }

  /** The value of a slice. Throws SyntaxStop with the exact place where it is not one. */
  private parse(slice: JsonSlice): unknown {
    const { bytes, tooDeepAt } = slice;
    if (tooDeepAt) throw new SyntaxStop('TOO_DEEP', tooDeepAt, tooDeep(this.maxDepth));
    if (!bytes) throw new SyntaxStop('PART_TOO_LARGE', slice, EVENT_STREAM_MESSAGES.PART_TOO_LARGE);
    if (bytes.length === 0)
      throw new SyntaxStop('VALUE_EXPECTED', slice, JSON_SYNTAX_MESSAGES.VALUE_EXPECTED);
    if (!isUtf8(bytes)) {
      const place = placeIn(bytes, Math.max(0, firstBadByte(bytes, 'utf-8')), slice);
      throw new SyntaxStop('BAD_UTF8', place, EVENT_STREAM_MESSAGES.BAD_UTF8);
    }
    const text = bytes.toString('utf8');
    try {
      return JSON.parse(text) as unknown;
    } catch {
      const fault = findJsonFault(text) ?? { code: 'VALUE_EXPECTED' as const, at: 0 };
      const place = placeIn(bytes, Buffer.byteLength(text.slice(0, fault.at)), slice);
      throw new SyntaxStop(fault.code, place, JSON_SYNTAX_MESSAGES[fault.code]);
    }
  }

  private fail(code: JsonSyntaxFault): never {
    throw new SyntaxStop(code, this.cursor.place, JSON_SYNTAX_MESSAGES[code]);
  }

  private addFinding(code: string, place: TextPlace, advice: Advice, eventIndex?: number): void {
    const { line, column } = place;
    const path = this.listSeen ? { path: `epcisBody.eventList[${eventIndex}]` } : {};
    const where = eventIndex === undefined ? {} : { eventIndex, ...path };
    this.findings.push({ code: `JSON_${code}`, severity: 'error', ...where, line, column, ...advice });
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
