import { childOf, XmlElement } from '@maillon/formats';
import { orderOf } from './element-order.js';
import { isStandard } from './xml-names.js';

/** Elements inside an event whose own elements have an order (EPCglobal-epcis-2_0.xsd). */
const INNER_ORDER: ReadonlyMap<string, readonly string[]> = new Map([
  ['quantityElement', ['epcClass', 'quantity', 'uom']],
  ['sensorElement', ['sensorMetadata', 'sensorReport']],
  ['persistentDisposition', ['unset', 'set']],
  ['readPoint', ['id']],
  ['bizLocation', ['id']],
]);
const LISTS = /(?:uantityList|sensorElementList)$/;

/** An element that stands behind one that must follow it, and the order that holds there. */
export interface Misplaced {
  readonly element: XmlElement;
  readonly order: readonly string[];
  /** Names of the elements that lead to it, itself included. */
  readonly path: string;
}

/** The first such element of an event; `type` is its type. Those in the wrappers of EPCIS 1.x are left aside. */
export const misplacedIn = (event: XmlElement, type: string): Misplaced | undefined =>
  firstMisplaced(event, orderOf(type)) ?? insideOf(event.children, false);

function insideOf(elements: readonly XmlElement[], isCounted: boolean): Misplaced | undefined {
  for (let at = 0; at < elements.length; at++) {
    const { name, namespace } = elements[at]!;
    const found = isStandard(namespace) ? misplacedInside(elements[at]!) : undefined;
    if (found) return { ...found, path: `${name}${isCounted ? `[${at + 1}]` : ''}/${found.path}` };
  }
  return undefined;
}

function misplacedInside(element: XmlElement): Misplaced | undefined {
  const order = INNER_ORDER.get(element.name);
  if (order) return firstMisplaced(element, order);
  return LISTS.test(element.name) ? insideOf(element.children, true) : undefined;
}

/** The first such element of a document, its events aside. */
export function misplacedInFrame(root: XmlElement): Misplaced | undefined {
  const found = firstMisplaced(root, ['EPCISBody']);
  const body = found ? undefined : childOf(root, 'EPCISBody');
  const inBody = body && firstMisplaced(body, ['EventList']);
  return inBody ? { ...inBody, path: `${body.name}/${inBody.path}` } : found;
}

/** Elements of other namespaces follow those of the standard. */
function firstMisplaced({ children }: XmlElement, order: readonly string[]): Misplaced | undefined {
  let reached = -1;
  for (const child of children) {
    const place = isStandard(child.namespace) ? order.indexOf(child.name) : order.length;
    if (place < 0) continue;
    if (place < reached) return { element: child, order, path: child.name };
    reached = place;
  }
  return undefined;
}
