import { XmlElement } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { problem } from '../messages.js';
import { ReadEvent } from '../model.js';
import { ReadingRules } from '../reading-rules.js';
import { readEvent } from '../read-event.js';
import { eventFromXml, typeOf } from './event-from-xml.js';
import { Misplaced, misplacedIn } from './misplaced.js';
import { strayTexts } from './stray-text.js';
import { Trace } from './trace.js';
import { EPCIS_2, isOfVersion1, XmlNames } from './xml-names.js';

interface XmlPlace {
  readonly index: number;
  /** JSON path. */
  readonly path: string;
  readonly xpath: string;
  /** The order of elements is binding. */
  readonly strict: boolean;
  readonly rules?: ReadingRules;
}

/** Reads one converted event; what is found wrong gets its place in the XML. */
export function readWithPlaces(
  element: XmlElement,
  event: unknown,
  names: XmlNames,
  { index, path, xpath, strict, rules }: XmlPlace,
): ReadEvent {
  const misplaced = misplacedIn(element, typeOf(element, names));
  const stray = strayTexts(element, xpath, index);
  const prefixes = { names: names.names, open: false };
  const read = readEvent(event, { index, path, prefixes, isXml: true, isSent: true, rules });
  if (!misplaced && stray.length === 0 && read.findings.length === 0) return read;
  const trace = Trace.of(read.findings, path, xpath, element);
  eventFromXml(element, names, trace);
  const order = misplaced ? [orderProblem(misplaced, { index, xpath, strict })] : [];
  const found = [...order, ...stray];
  const findings = [...found, ...trace.place(read.findings)];
  return found.some(({ severity }) => severity === 'error') ? { findings } : { event: read.event, findings };
}

/** The finding on an element out of its place; `xpath` is the path of the event or document. */
export function orderProblem(
  { element, order, path }: Misplaced,
  { index, xpath, strict }: Pick<XmlPlace, 'xpath' | 'strict'> & { readonly index?: number },
): Finding {
  const { name, line, column } = element;
  return problem(strict ? 'ELEMENT_ORDER' : 'ELEMENT_ORDER_KEPT', {
    path: `${xpath}/${path}`,
    eventIndex: index,
    line,
    column,
    field: name,
    allowed: order.join(', '),
  });
}

/** One event as soon as its element ends; `read` is absent once too much was found wrong. */
export interface XmlEvent {
  readonly index: number;
  readonly element: XmlElement;
  readonly value: Record<string, unknown>;
  readonly read: ReadEvent | undefined;
  /** Path of element names. */
  readonly xpath: string;
}

const MOST_NAMES = 1000;

/** The events of a document, each converted and read as soon as its element ends: no more than one is held in XML. */
export class EventsReading {
  /** Events met so far. */
  count = 0;
  private readonly open: string[] = [];
  private readonly counts = new Map<string, number>();
  private rootNamespace = '';
  private inside = Infinity;
  private told = 0;

  constructor(
    private readonly names: XmlNames,
    private readonly take: (event: XmlEvent) => void,
    private readonly rules: ReadingRules = {},
    private readonly maxFindings = Infinity,
  ) {}

  /** The names of the elements that are open, from the root on. */
  get trail(): readonly string[] {
    return this.open;
  }

  /** True inside an event. */
  isWithin(depth: number): boolean {
    return depth > this.inside;
  }

  /** True for an element that is an event: a child of EventList, the wrappers of EPCIS 1.x passed over. */
  isEvent(name: string, namespace: string, depth: number): boolean {
    if (depth > this.inside) return false;
    this.inside = Infinity;
    if (depth === 0) {
      this.rootNamespace = namespace;
      this.names.isVersion1 = isOfVersion1(namespace);
    }
    this.open.length = depth;
    this.open[depth] = name;
    let above = depth - 1;
    while (this.open[above] === 'extension') above--;
    const found = above > 0 && this.open[above] === 'EventList' && name !== 'extension';
    if (found) this.inside = depth;
    return found;
  }

  add(element: XmlElement): void {
    const index = this.count++;
    const value = eventFromXml(element, this.names);
    const xpath = `/${this.open.slice(0, this.inside).join('/')}/${this.stepTo(element, index)}`;
    const read = this.told < this.maxFindings ? this.readOne(element, value, index, xpath) : undefined;
    this.told += read?.findings.length ?? 0;
    this.take({ index, element, value, read, xpath });
  }

  /** The event among those of its name; among all, once more names were met than any document has types. */
  private stepTo({ name }: XmlElement, index: number): string {
    const { counts } = this;
    const before = counts.get(name);
    if (before === undefined && counts.size >= MOST_NAMES) return `*[${index + 1}]`;
    counts.set(name, (before ?? 0) + 1);
    return `${name}[${(before ?? 0) + 1}]`;
  }

  private readOne(
    element: XmlElement,
    value: Record<string, unknown>,
    index: number,
    xpath: string,
  ): ReadEvent {
    return readWithPlaces(element, value, this.names, {
      index,
      path: `${this.listPath}[${index}]`,
      xpath,
      strict: this.open[0] === 'EPCISDocument' && this.rootNamespace === EPCIS_2,
      rules: this.rules,
    });
  }

  private get listPath(): string {
    return this.open[0] === 'EPCISQueryDocument'
      ? '$.epcisBody.queryResults.resultsBody.eventList'
      : '$.epcisBody.eventList';
  }
}
