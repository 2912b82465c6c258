import { XmlElement, XmlReader } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { problem } from '../messages.js';
import { XmlPiece, xmlPieces } from '../xml/xml-pieces.js';
import { readRoot, ReadXmlDocument, isDocument } from '../xml/read-root.js';
import { declarationsOf } from '../xml/read-xml-document.js';
import { EventsReading, XmlEvent } from '../xml/read-xml-events.js';
import { XmlNames } from '../xml/xml-names.js';
import { STREAM_LIMITS, StreamEnd, StreamHeader, StreamOptions, StreamPart } from './stream-parts.js';

/**
 * As readJsonEvents, for the XML binding 2.0 and 1.x (see readXmlDocument): a `header` part, an `event` part for each event,
 * an `end` part. Findings carry the path of element names, line and column. What is held at a time, of one event and of everything round
 * the events, is at most 400,000 elements and 64 Mi characters. Never throws for what the text holds.
 */
export async function* readXmlEvents(
  chunks: AsyncIterable<Uint8Array>,
  options: StreamOptions = {},
): AsyncGenerator<StreamPart> {
  const reader = new XmlEventReader(options);
  for await (const piece of xmlPieces(chunks)) {
    const goesOn = reader.push(piece);
    for (const part of reader.taken()) yield part;
    if (!goesOn) break;
  }
  yield* reader.end();
}

/** An unfinished tag is kept so far, to learn the prefixes that it declares. */
const LONGEST_TAG = 256 * 1024;

/** Elements before the events that a header part tells of: the reader lends the tree only once it is whole. */
interface Aside {
  readonly within: string;
  readonly element: XmlElement;
}

class XmlEventReader {
  private readonly names = new XmlNames('');
  private readonly reading: EventsReading;
  private readonly xml: XmlReader;
  private readonly asides: Aside[] = [];
  private readonly parts: StreamPart[] = [];
  private asideDepth = Infinity;
  private rest = '';
  private root?: XmlElement;
  private header?: StreamHeader;
  private stopped?: Finding;
  private readonly from: number;
  private readonly findings: Finding[] = [];

  constructor(private readonly options: StreamOptions) {
    this.from = options.from ?? STREAM_LIMITS.from;
    this.reading = new EventsReading(this.names, (event) => this.addEvent(event), options.rules);
    this.xml = new XmlReader({
      limits: { bytes: options.bytes ?? STREAM_LIMITS.bytes },
      take: (name, namespace, depth, element) => this.isTaken(name, namespace, depth, element),
      onElement: (element) => this.take(element),
    });
  }

  /** Takes the next bytes. False once nothing more is to be read. */
  push({ bytes, doctypeLine }: XmlPiece): boolean {
    if (doctypeLine !== undefined)
      this.findings.push(
        problem('XML_DOCTYPE_BARE', { path: '/', line: doctypeLine, column: 1, value: '<!DOCTYPE>' }),
      );
    this.learn(declarationsOf(bytes));
    return this.xml.push(bytes) && !this.stopped;
  }

  *taken(): Generator<StreamPart> {
    yield* this.parts.splice(0);
  }

  *end(): Generator<StreamPart> {
    const { root, findings } = this.stopped ? { findings: [this.stopped] } : this.xml.end();
    yield* this.taken();
    if (!root) {
      if (!this.header) yield this.makeHeader(undefined);
      yield this.endOf(undefined, [...this.findings, ...findings.map((fault) => ({ path: '/', ...fault }))]);
      return;
    }
    const read = readRoot(this.withAsides(root), this.names, [], this.options.rules);
    if (!this.header) yield this.makeHeader(read);
    if (isDocument(root) || read.document === undefined) {
      const told = read.findings.filter(({ code }) => code !== 'DOCUMENT_EMPTY' || this.reading.count === 0);
      yield this.endOf(read, [...this.findings, ...told]);
      return;
    }
    const { document, events, findings: ofEvent } = read;
    const { line, column } = root;
    const about = { part: 'event', index: 0, line, column, value: document, findings: ofEvent } as const;
    if (this.from < 1) yield events[0] ? { ...about, event: events[0] } : about;
    yield { ...this.endOf(read, this.findings), events: 1 };
  }

  /** Prefixes are declared before they are used; a start tag may be cut in two. */
  private learn(text: string): void {
    const whole = this.rest + text;
    this.names.learn(whole);
    const open = whole.lastIndexOf('<');
    this.rest = open > whole.lastIndexOf('>') ? whole.slice(open).slice(-LONGEST_TAG) : '';
  }

  private isTaken(name: string, namespace: string, depth: number, element: XmlElement): boolean | 'kept' {
    // what it will hold is not told of before it is whole
    if (depth === 0) this.root = { ...element, children: [] };
    if (depth > this.asideDepth || this.reading.isWithin(depth)) return false;
    this.asideDepth = Infinity;
    if (this.reading.isEvent(name, namespace, depth)) {
      if (!this.header)
        this.parts.push(this.makeHeader(this.root && readRoot(this.sketch(this.root), this.names, [])));
      return true;
    }
    const within = this.reading.trail[depth - 1] ?? '';
    const isAside =
      (depth === 1 && name === 'EPCISHeader') ||
      (/^(?:QueryResults|EPCISBody)$/.test(within) && /^(?:queryName|subscriptionID)$/.test(name));
    if (isAside) this.asideDepth = depth;
    return isAside && 'kept';
  }

  private take(element: XmlElement): void {
    if (this.asideDepth === Infinity) return this.reading.add(element);
    this.asides.push({ within: this.reading.trail[this.asideDepth - 1]!, element });
    this.asideDepth = Infinity;
  }

  private addEvent({ index, element, value, read }: XmlEvent): void {
    const { line, column } = element;
    const { events = STREAM_LIMITS.events } = this.options;
    if (index >= events) {
      const place = { path: `/${this.reading.trail.join('/')}`, line, column, field: 'EventList' };
      this.stopped ??= problem('EVENTS_TOO_MANY', { ...place, allowed: String(events) });
      return;
    }
    if (index < this.from) return;
    const about = { part: 'event', index, line, column, value, findings: read?.findings ?? [] } as const;
    this.parts.push(read?.event ? { ...about, event: read.event } : about);
  }

  /** The root with the elements that were lent before it was whole. */
  private withAsides(root: XmlElement): XmlElement {
    if (this.asides.length === 0) return root;
    const within = (element: XmlElement): XmlElement => {
      const own = this.asides.filter((aside) => aside.within === element.name).map((aside) => aside.element);
      const children = /^(?:EPCIS.*|QueryResults)$/.test(element.name)
        ? element.children.map(within)
        : element.children;
      return { ...element, children: [...own, ...children] };
    };
    return within(root);
  }

  /** The document as far as it is known when its first event begins. */
  private sketch(root: XmlElement): XmlElement {
    const { trail } = this.reading;
    const inner = (depth: number): readonly XmlElement[] =>
      depth < trail.length - 1
        ? [{ ...root, name: trail[depth]!, namespace: '', attributes: {}, children: inner(depth + 1) }]
        : [];
    return this.withAsides({ ...root, children: inner(1) });
  }

  private makeHeader(read: ReadXmlDocument | undefined): StreamHeader {
    const { names } = this.names;
    this.header = {
      part: 'header',
      kind: read?.kind ?? 'EPCISDocument',
      document: read?.document ?? {},
      prefixes: { names, open: false },
      masterData: read?.masterData ?? [],
      findings: [],
    };
    return this.header;
  }

  private endOf(read: ReadXmlDocument | undefined, findings: readonly Finding[]): StreamEnd {
    return {
      part: 'end',
      kind: read?.kind ?? this.header?.kind ?? 'EPCISDocument',
      document: read?.document ?? {},
      masterData: read?.masterData ?? [],
      events: this.reading.count,
      isWhole: read !== undefined,
      findings,
    };
  }
}
