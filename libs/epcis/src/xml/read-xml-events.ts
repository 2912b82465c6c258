import { XmlElement } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { problem } from '../messages.js';
import { ReadEvent } from '../model.js';
import { MAX_DOCUMENT_FINDINGS } from '../read-document.js';
import { readEvent } from '../read-event.js';
import { orderOf } from './element-order.js';
import { eventFromXml, typeOf } from './event-from-xml.js';
import { placed, Trace } from './trace.js';
import { EPCIS_2, isStandard, XmlNames } from './xml-names.js';

interface XmlPlace {
  readonly index: number;
  /** JSON path. */
  readonly path: string;
  readonly xpath: string;
  /** The order of elements is binding. */
  readonly strict: boolean;
}

/** Reads one converted event; what is found wrong gets its place in the XML. */
export function readWithPlaces(
  element: XmlElement,
  event: unknown,
  names: XmlNames,
  { index, path, xpath, strict }: XmlPlace,
): ReadEvent {
  const misplaced = misplacedIn(element, names);
  const prefixes = { names: names.names, open: false };
  const read = readEvent(event, { index, path, prefixes, isXml: true });
  if (!misplaced && read.findings.length === 0) return read;
  const trace = Trace.from(path, xpath, element);
  eventFromXml(element, names, trace);
  const findings = placed(read.findings, trace);
  if (!misplaced) return { event: read.event, findings };
  findings.unshift(orderProblem(misplaced, { index, path, xpath, strict }, typeOf(element, names)));
  return strict ? { findings } : { event: read.event, findings };
}

/** The first element that stands behind one that must follow it. Those in the wrappers of EPCIS 1.x are left aside. */
function misplacedIn(element: XmlElement, names: XmlNames): XmlElement | undefined {
  const order = orderOf(typeOf(element, names));
  let reached = -1;
  for (const child of element.children) {
    if (!isStandard(child.namespace)) continue;
    const place = order.indexOf(child.name);
    if (place < 0) continue;
    if (place < reached) return child;
    reached = place;
  }
  return undefined;
}

function orderProblem(misplaced: XmlElement, { index, xpath, strict }: XmlPlace, type: string): Finding {
  const { name, line, column } = misplaced;
  return problem(strict ? 'ELEMENT_ORDER' : 'ELEMENT_ORDER_KEPT', {
    path: `${xpath}/${name}`,
    eventIndex: index,
    line,
    column,
    field: name,
    allowed: orderOf(type).join(', '),
  });
}

/** The events of a document, each converted and read as soon as its element ends: no more than one is held in XML. */
export class EventsReading {
  readonly values: Record<string, unknown>[] = [];
  readonly read: ReadEvent[] = [];
  private readonly open: string[] = [];
  private readonly counts = new Map<string, number>();
  private rootNamespace = '';
  private inside = Infinity;
  private told = 0;

  constructor(private readonly names: XmlNames) {}

  /** True for an element that is an event: a child of EventList, the wrappers of EPCIS 1.x passed over. */
  isEvent(name: string, namespace: string, depth: number): boolean {
    if (depth > this.inside) return false;
    this.inside = Infinity;
    if (depth === 0) this.rootNamespace = namespace;
    this.open.length = depth;
    this.open[depth] = name;
    let above = depth - 1;
    while (this.open[above] === 'extension') above--;
    const found = above > 0 && this.open[above] === 'EventList' && name !== 'extension';
    if (found) this.inside = depth;
    return found;
  }

  add(element: XmlElement): void {
    const index = this.values.length;
    const event = eventFromXml(element, this.names);
    this.values.push(event);
    if (this.told >= MAX_DOCUMENT_FINDINGS) return;
    const count = (this.counts.get(element.name) ?? 0) + 1;
    this.counts.set(element.name, count);
    const read = readWithPlaces(element, event, this.names, {
      index,
      path: `${this.listPath}[${index}]`,
      xpath: `/${this.open.slice(0, this.inside).join('/')}/${element.name}[${count}]`,
      strict: this.open[0] === 'EPCISDocument' && this.rootNamespace === EPCIS_2,
    });
    this.told += read.findings.length;
    this.read.push(read);
  }

  private get listPath(): string {
    return this.open[0] === 'EPCISQueryDocument'
      ? '$.epcisBody.queryResults.resultsBody.eventList'
      : '$.epcisBody.eventList';
  }
}
