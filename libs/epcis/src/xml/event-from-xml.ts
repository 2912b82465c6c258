import { childrenOf, XmlElement } from '@maillon/formats';
import { bareWord, CbvListName, cbvUri, droppedWord } from '../cbv.js';
import { MEMBER_KINDS, MemberKind, SENSOR_NUMBERS } from './element-order.js';
import { addAttributes, addExtensions, extensionOf, isNil } from './extension-from-xml.js';
import { Trace } from './trace.js';
import { isStandard, WEB_VOCABULARY, XmlNames } from './xml-names.js';

type Members = Record<string, unknown>;

/** Elements that EPCIS 1.x wraps later members in. */
const WRAPPERS = new Set(['extension', 'baseExtension']);
const isWrapper = (element: XmlElement): boolean =>
  WRAPPERS.has(element.name) && isStandard(element.namespace);

/** The children of an element, those inside the wrappers of EPCIS 1.x in their place. */
export function unwrapped(element: XmlElement): readonly XmlElement[] {
  return element.children.some(isWrapper)
    ? element.children.flatMap((child) => (isWrapper(child) ? unwrapped(child) : [child]))
    : element.children;
}

/** The type of an event: its element's name, with prefix in a foreign namespace. */
export const typeOf = (element: XmlElement, names: XmlNames): string =>
  isStandard(element.namespace) ? element.name : names.nameOf(element.namespace, element.name);

/**
 * One event of the XML binding, 2.0 or 1.x, in the JSON form (EPCIS 2.0 sections 9 and 10). Nothing is judged here: what
 * is wrong stays wrong in the same place. `trace` learns where each member came from.
 */
export function eventFromXml(element: XmlElement, names: XmlNames, trace?: Trace): Members {
  const type = typeOf(element, names);
  const event: Members = { type: type === 'QuantityEvent' ? 'ObjectEvent' : type };
  trace?.own('type', element);
  addAttributes(event, element, names, true);
  const rest: XmlElement[] = [];
  for (const child of unwrapped(element)) {
    const kind = kindOf(child, event);
    if (!kind || (kind !== 'texts' && child.name in event)) {
      rest.push(child);
      continue;
    }
    const value = READ[kind](child, names, trace?.into(child.name, child));
    event[child.name] = kind === 'texts' && child.name in event ? both(event[child.name], value) : value;
  }
  addExtensions(event, rest.map(standardName), names, trace);
  return type === 'QuantityEvent' ? objectEvent(event) : event;
}

/** Certifications after the first stand in GS1's own web vocabulary, since the schema has room for one only. */
function kindOf({ name, namespace, children }: XmlElement, event: Members): MemberKind | undefined {
  if (isStandard(namespace)) return MEMBER_KINDS.get(name);
  const isFurther = namespace === WEB_VOCABULARY && name === 'certificationInfo' && children.length === 0;
  return isFurther && name in event ? 'texts' : undefined;
}

const both = (first: unknown, second: unknown): unknown[] =>
  Array.isArray(first) ? [...(first as unknown[]), second] : [first, second];

/** An unknown element of the standard's own namespace keeps its plain name, so that it is told as unknown. */
export const standardName = (element: XmlElement): XmlElement =>
  isStandard(element.namespace) ? { ...element, namespace: '' } : element;

/** EPCIS 1.x QuantityEvent: an observation of a quantity (EPCIS 2.0 section 7.4.7, deprecated since 1.1). */
function objectEvent({ epcClass, quantity, ...event }: Members): Members {
  return { ...event, action: 'OBSERVE', quantityList: [{ epcClass, quantity: numberOf(String(quantity)) }] };
}

/** A single value. With elements in it, it is none: they are kept, to be refused. */
const trimmed: Read = (element, names) =>
  element.children.length === 0 ? element.text.trim() : extensionOf(element, names, undefined);

/** A number as XML writes it, surrounding blanks aside; a text that is none stays a text. */
function numberOf(text: string): number | string {
  const bare = text.trim();
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(bare) ? Number(bare) : bare;
}

/** The word of a CBV value. A document of EPCIS 1.x may use words that CBV 2.0 dropped: the JSON form has them as web addresses. */
function word(list: CbvListName, text: string, { isVersion1 }: XmlNames): string {
  const value = text.trim();
  return isVersion1 && droppedWord(list, value) ? cbvUri(list, value) : bareWord(list, value);
}

type Read = (element: XmlElement, names: XmlNames, trace: Trace | undefined) => unknown;

const wordOf =
  (list: CbvListName): Read =>
  (element, names, trace) => {
    const told = trimmed(element, names, trace);
    return typeof told === 'string' ? word(list, told, names) : told;
  };

/** A list whose entries are elements of one name; others are kept, as what they are, to be refused. */
const listOf =
  (name: string, read: Read): Read =>
  (element, names, trace) =>
    element.children.map((child, index) => {
      const into = trace?.into(index, child);
      return child.name === name && isStandard(child.namespace)
        ? read(child, names, into)
        : { [names.nameOf(isStandard(child.namespace) ? '' : child.namespace, child.name)]: child.text };
    });

const qualified = (list: CbvListName, member: string): Read =>
  listOf(member, (element, names, trace) => {
    const type = element.attributes['type'];
    if (type !== undefined) trace?.attribute('type', element);
    trace?.own(member, element);
    return {
      ...(type !== undefined && { type: word(list, type, names) }),
      [member]: trimmed(element, names, undefined),
    };
  });

/** Known members by name, everything else as extensions. */
function group(
  element: XmlElement,
  names: XmlNames,
  trace: Trace | undefined,
  known: Readonly<Record<string, Read>>,
): Members {
  const members: Members = {};
  addAttributes(members, element, names, true);
  const rest: XmlElement[] = [];
  for (const child of unwrapped(element)) {
    const read =
      isStandard(child.namespace) && Object.hasOwn(known, child.name) ? known[child.name] : undefined;
    if (read && !(child.name in members))
      members[child.name] = read(child, names, trace?.into(child.name, child));
    else rest.push(standardName(child));
  }
  addExtensions(members, rest, names, trace);
  return members;
}

/** A quantity that is told to be nil is none. */
const quantityElement: Read = (element, names, trace) => {
  const children = element.children.filter((child) => !isNil(child));
  return group({ ...element, children }, names, trace, { epcClass: trimmed, quantity, uom: trimmed });
};

const quantity: Read = (element, names, trace) => {
  const told = trimmed(element, names, trace);
  return typeof told === 'string' ? numberOf(told) : told;
};

const dispositions: Read = (element, names, trace) => {
  const members: Members = {};
  for (const name of ['set', 'unset']) {
    const list = trace?.list(name);
    const words = childrenOf(element, name).map((child, index) =>
      wordOf('disposition')(child, names, list?.into(index, child)),
    );
    if (words.length > 0) members[name] = words;
  }
  const others = element.children.filter(
    ({ name, namespace }) => !isStandard(namespace) || !(name === 'set' || name === 'unset'),
  );
  addExtensions(members, others.map(standardName), names, trace);
  return members;
};

const WORDS: Readonly<Record<string, CbvListName>> = {
  type: 'measurementType',
  exception: 'alertType',
  component: 'component',
};

/** Metadata and reports of sensors write their members as attributes. */
const attributesOf: Read = (element, names, trace) => {
  const members: Members = {};
  const isReport = element.name === 'sensorReport';
  addAttributes(members, element, names);
  for (const [name, value] of Object.entries(members)) {
    trace?.attribute(name, element);
    const written = String(value);
    if (isReport && WORDS[name]) members[name] = word(WORDS[name], written, names);
    else if (isReport && SENSOR_NUMBERS.has(name)) members[name] = numberOf(written);
    else if (isReport && name === 'booleanValue')
      members[name] = BOOLEANS[written.trim().toLowerCase()] ?? written;
    else if (!name.includes(':') && name !== 'stringValue') members[name] = written.trim();
  }
  addExtensions(members, element.children, names, trace);
  return members;
};

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

const sensorElement: Read = (element, names, trace) => {
  const { sensorReport: reports, others } = partition(unwrapped(element));
  const members = group({ ...element, children: others }, names, trace, { sensorMetadata: attributesOf });
  if (reports.length === 0) return members;
  const list = trace?.list('sensorReport');
  const sensorReport = reports.map((report, index) => attributesOf(report, names, list?.into(index, report)));
  return { ...members, sensorReport };
};

function partition(children: readonly XmlElement[]): { sensorReport: XmlElement[]; others: XmlElement[] } {
  const isReport = (child: XmlElement): boolean =>
    child.name === 'sensorReport' && isStandard(child.namespace);
  return {
    sensorReport: children.filter(isReport),
    others: children.filter((child) => !isReport(child)),
  };
}

const READ: Readonly<Record<MemberKind, Read>> = {
  text: trimmed,
  texts: trimmed,
  bizStep: wordOf('bizStep'),
  disposition: wordOf('disposition'),
  epcs: listOf('epc', trimmed),
  quantities: listOf('quantityElement', quantityElement),
  place: (element, names, trace) => group(element, names, trace, { id: trimmed }),
  transactions: qualified('transactionType', 'bizTransaction'),
  sources: qualified('partyType', 'source'),
  destinations: qualified('partyType', 'destination'),
  dispositions,
  sensors: listOf('sensorElement', sensorElement),
  extensions: (element, names, trace) => group(element, names, trace, {}),
  error: (element, names, trace) =>
    group(element, names, trace, {
      declarationTime: trimmed,
      reason: wordOf('errorReason'),
      correctiveEventIDs: listOf('correctiveEventID', trimmed),
    }),
};
