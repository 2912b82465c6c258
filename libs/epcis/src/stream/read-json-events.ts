import { pathOf } from '../event-check.js';
import { JsonCursor, JsonSlice, JsonStop } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { isObject } from '../object-rules.js';
import { placeFindings } from '../json-places.js';
import { problem } from '../messages.js';
import { lostIn } from '../parse-json.js';
import { ReadDocument } from '../model.js';
import { checkHeader, GS1_PREFIXES, Prefixes } from '../prefixes.js';
import { readDocumentWith, unknownDocumentType } from '../read-document.js';
import { readEvent } from '../read-event.js';
import { FramePlaces } from './frame-places.js';
import { findingOf, JsonFrame, JsonRefusal } from './json-frame.js';
import {
  STREAM_LIMITS,
  StreamedEventPart,
  StreamEnd,
  StreamHeader,
  StreamOptions,
  StreamPart,
} from './stream-parts.js';

type Members = Record<string, unknown>;

/**
 * Reads an EPCISDocument, EPCISQueryDocument or bare event in JSON (RFC 8259, UTF-8) of any size: a `header` part, an `event`
 * part for each event with its findings, an `end` part with what is wrong with the document as a whole. No more than one event
 * is held; where `@context` comes behind the events, these are held as text until it does, at most `headerBytes` of them.
 * An event that cannot be read is told and passed over. Findings carry JSON path, line and column. Never throws for what the
 * text holds; lets go of the source when the caller stops. Rules and contexts as readDocument; an eventID given twice is left to the caller.
 */
export async function* readJsonEvents(
  chunks: AsyncIterable<Uint8Array>,
  options: StreamOptions = {},
): AsyncGenerator<StreamPart> {
  const reader = new JsonEventReader(chunks, options);
  try {
    for await (const parts of reader.parts()) for (const part of parts) yield part;
  } finally {
    await reader.close();
  }
}

/** What may hold the list of events, by the path of what holds it. */
const CONTAINERS: Readonly<Record<string, string>> = {
  $: 'epcisBody',
  '$.epcisBody': 'queryResults',
  '$.epcisBody.queryResults': 'resultsBody',
};
const LISTS = new Set(['$.epcisBody', '$.epcisBody.queryResults.resultsBody']);

/** Events told of at once, where they are held already: to hand each one through every reader costs as much as to read it. */
const TOGETHER = 32;

/** Members of the document round its events. */
const MOST_MEMBERS = 20_000;

type HeldEvent = JsonSlice;

class JsonEventReader {
  private readonly limits: Required<Omit<StreamOptions, 'rules'>>;
  private readonly json: JsonFrame;
  private readonly places = new FramePlaces();
  private readonly document: Members = {};
  private header?: StreamHeader;
  private prefixes: Prefixes = GS1_PREFIXES;
  private listPath?: string;
  private held: HeldEvent[] | undefined;
  /** What JSON.parse changes or drops round the events. */
  private readonly lost: Finding[] = [];
  private frameBytes = 0;
  private members = 0;
  private index = 0;
  private broken?: JsonStop | JsonRefusal;

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    private readonly options: StreamOptions,
  ) {
    this.limits = { ...STREAM_LIMITS, ...options };
    const { bytes, depth } = this.limits;
    this.json = new JsonFrame(new JsonCursor(chunks, depth, bytes), depth);
  }

  close(): Promise<void> {
    return this.json.bytes.close();
  }

  async *parts(): AsyncGenerator<readonly StreamPart[]> {
    try {
      yield* this.read();
    } catch (stop) {
      if (!(stop instanceof JsonStop || stop instanceof JsonRefusal)) throw stop;
      this.broken = stop;
    }
    if (!this.broken && this.isBareEvent) {
      yield [...this.bareEvent()];
      return;
    }
    if (!this.header) yield [this.makeHeader()];
    for (const [at, event] of (this.held ?? []).entries()) {
      const part = this.event(event, this.limits.from + at);
      if (this.isTold(part)) yield [part];
    }
    yield [this.makeEnd()];
  }

  private async *read(): AsyncGenerator<readonly StreamPart[]> {
    const { json } = this;
    if (!(await json.isObject())) await this.refuseDocument();
    this.places.add({ path: '$', place: json.bytes.place });
    yield* this.container(this.document, '$', 1);
    if (!(await json.isEnd())) json.refuse('$');
  }

  private async refuseDocument(): Promise<never> {
    const { json } = this;
    const { place } = json.bytes;
    if (await json.isList()) throw new JsonRefusal(problem('DOCUMENT_IS_LIST', { path: '$', ...place }));
    if (await json.isEnd()) json.refuse('$');
    const { value } = json.parse(await json.bytes.value(this.limits.headerBytes, 0), '$');
    throw new JsonRefusal(problem('DOCUMENT_NOT_OBJECT', { path: '$', ...place, value: value ?? 'null' }));
  }

  private async *container(
    members: Members,
    path: string,
    depth: number,
  ): AsyncGenerator<readonly StreamPart[]> {
    const { json, places } = this;
    for await (const { name, place: namePlace } of json.members(path, depth)) {
      await json.bytes.peek();
      const { place } = json.bytes;
      const inside = pathOf(path, [name]);
      const isTwice = Object.hasOwn(members, name);
      if (name === CONTAINERS[path] && (await json.isObject())) {
        places.add({ path: inside, place, namePlace });
        const inner: Members = {};
        put(members, name, inner);
        yield* this.container(inner, inside, depth + 1);
      } else if (name === 'eventList' && LISTS.has(path) && (await json.isList())) {
        places.add({ path: inside, place, namePlace });
        put(members, name, []);
        yield* this.events(inside, depth + 1);
      } else {
        if (++this.members > MOST_MEMBERS)
          throw new JsonRefusal(problem('HEADER_TOO_LARGE', { path, ...place, field: name }));
        const piece = await json.bytes.value(this.limits.headerBytes - this.frameBytes, depth);
        this.frameBytes += piece.bytes?.length ?? 0;
        const parsed = json.parse(piece, inside);
        places.add({ path: inside, place, namePlace, text: parsed.text });
        this.lost.push(...lostIn(parsed, inside));
        put(members, name, parsed.value);
      }
      if (isTwice)
        this.lost.push(problem('FIELD_TWICE', { path: inside, field: name, value: members[name] }));
    }
  }

  private async *events(path: string, depth: number): AsyncGenerator<readonly StreamPart[]> {
    const { json, limits } = this;
    if (this.listPath !== undefined)
      throw new JsonRefusal(problem('EVENT_LIST_TWICE', { path, ...json.bytes.place, field: 'eventList' }));
    this.listPath = path;
    if (this.document['type'] !== undefined && !this.isDocument) throw new JsonRefusal(this.typeProblem());
    if (this.document['@context'] !== undefined) yield [this.makeHeader()];
    else this.held = [];
    let parts: StreamPart[] = [];
    try {
      let next: boolean | Promise<boolean> = json.enterList();
      while (typeof next === 'boolean' ? next : await next) {
        if (this.index >= limits.events) throw new JsonRefusal(this.tooMany(path));
        const isWanted = this.index >= limits.from;
        const keep = isWanted ? limits.eventBytes : 0;
        const piece = json.bytes.valueNow(keep, depth) ?? (await json.bytes.value(keep, depth));
        const part = isWanted ? this.told(piece) : undefined;
        if (part) parts.push(part);
        this.index++;
        // what was read is told before more is waited for
        if (parts.length >= TOGETHER || (parts.length > 0 && json.bytes.peekNow() === undefined)) {
          yield parts;
          parts = [];
        }
        next = json.nextEntry(path);
      }
    } catch (stop) {
      yield parts;
      throw stop;
    }
    yield parts;
  }

  /** What is to be told of an event, unless it must wait for the prefixes. */
  private told(piece: JsonSlice): StreamedEventPart | undefined {
    if (this.held) this.hold(piece, this.held);
    else {
      const part = this.event(piece, this.index);
      if (this.isTold(part)) return part;
    }
    return undefined;
  }

  private isTold({ findings }: StreamedEventPart): boolean {
    return this.limits.judge || findings.length > 0;
  }

  private tooMany(path: string) {
    const { events } = this.limits;
    return problem('EVENTS_TOO_MANY', {
      path,
      ...this.json.bytes.place,
      field: 'eventList',
      allowed: String(events),
    });
  }

  /** The bytes of a piece are only good until the next is read. */
  private hold(piece: JsonSlice, held: HeldEvent[]): void {
    const { bytes, line, column } = piece;
    this.frameBytes += bytes?.length ?? 0;
    if (this.frameBytes > this.limits.headerBytes)
      throw new JsonRefusal(problem('CONTEXT_TOO_LATE', { path: '$', line, column, field: '@context' }));
    held.push({ ...piece, bytes: bytes && Buffer.from(bytes) });
  }

  private event(piece: HeldEvent, index: number): StreamedEventPart {
    const { line, column } = piece;
    const path = `${this.listPath}[${index}]`;
    const about = { part: 'event', index, line, column } as const;
    try {
      if (!piece.bytes && !piece.tooDeepAt)
        throw new JsonRefusal(
          problem('EVENT_TOO_LARGE', { path, line, column, allowed: String(this.limits.eventBytes) }),
        );
      const parsed = this.json.parse(piece, path);
      const { value, text } = parsed;
      if (!this.limits.judge) return { ...about, ...(isObject(value) && { value }), findings: [] };
      const { prefixes } = this;
      const where = { index, path, prefixes, isSent: true, rules: this.options.rules };
      const read = readEvent(value, where);
      const lost = lostIn(parsed, path, index);
      const event = lost.some(isError) ? undefined : read.event;
      const findings = lost.length > 0 ? [...read.findings, ...lost] : read.findings;
      const placed = findings.length > 0 ? placeFindings(findings, text, path, piece) : findings;
      return { ...about, ...(isObject(value) && { value }), ...(event && { event }), findings: placed };
    } catch (stop) {
      if (!(stop instanceof JsonRefusal)) throw stop;
      return { ...about, findings: [{ ...stop.finding, eventIndex: index }] };
    }
  }

  private get isBareEvent(): boolean {
    return this.listPath === undefined && !isObject(this.document['epcisBody']) && !this.isDocument;
  }

  private get isDocument(): boolean {
    return /^EPCIS(?:Query)?Document$/.test(String(this.document['type']));
  }

  private *bareEvent(): Generator<StreamPart> {
    const { document, options } = this;
    const { events, findings } = readDocumentWith(document, (value, where) =>
      readEvent(value, { ...where, isSent: true, rules: options.rules }),
    );
    const lost = this.lost.map((finding) => ({ ...finding, eventIndex: 0 }));
    const event = lost.some(isError) ? undefined : events[0];
    const { line = 1, column = 1 } = this.places.place([problem('EVENT_NOT_OBJECT', { path: '$' })])[0]!;
    const { prefixes } = checkHeader(document['@context'], '$');
    const about = { kind: 'event', document, masterData: [], findings: [] } as const;
    yield { part: 'header', ...about, prefixes };
    const placed = this.places.place([...findings, ...lost]);
    if (options.from === undefined || options.from < 1)
      yield {
        part: 'event',
        index: 0,
        line,
        column,
        value: document,
        ...(event && { event }),
        findings: placed,
      };
    yield { part: 'end', ...about, events: 1, isWhole: true };
  }

  /** What the members read so far say; what is wrong with them, the context aside, is told at the end. */
  private makeHeader(): StreamHeader {
    const { document, listPath } = this;
    const context = document['@context'];
    const checked = context === undefined ? undefined : checkHeader(context, '$');
    this.prefixes = checked?.prefixes ?? GS1_PREFIXES;
    const isQuery = listPath?.includes('queryResults') || document['type'] === 'EPCISQueryDocument';
    this.header = {
      part: 'header',
      kind: isQuery ? 'EPCISQueryDocument' : 'EPCISDocument',
      document: structuredClone(document),
      prefixes: this.prefixes,
      masterData: this.isDocument ? this.readFrame().masterData : [],
      findings: this.places.place(checked?.findings ?? []),
    };
    return this.header;
  }

  private readFrame(): ReadDocument {
    return readDocumentWith(this.document, () => ({ findings: [] }), this.options.rules);
  }

  private typeProblem(): Finding {
    return this.places.place([unknownDocumentType(this.document['type'])])[0]!;
  }

  private makeEnd(): StreamEnd {
    const { document, broken, index, header } = this;
    const read = this.readFrame();
    const told = new Set(header?.findings.map(({ code, path }) => `${code} ${path}`));
    const frame = read.findings.filter(
      ({ code, path }) => !told.has(`${code} ${path}`) && !(code === 'DOCUMENT_EMPTY' && index > 0),
    );
    const isOther = this.listPath !== undefined && !this.isDocument;
    const found = isOther ? [this.typeProblem()] : this.places.place([...frame, ...this.lost]);
    const findings = broken ? [findingOf(broken, this.limits.bytes)] : found;
    const { kind, masterData } = read;
    return { part: 'end', kind, document, masterData, events: index, isWhole: !broken, findings };
  }
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

/** A member may be named `__proto__`. */
const put = (members: Members, name: string, value: unknown): void => {
  Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
};
