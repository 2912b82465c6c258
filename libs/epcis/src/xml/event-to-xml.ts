import { XmlContent } from '@maillon/formats';
import { CbvListName } from '../cbv.js';
import { isObject } from '../object-rules.js';
import { GS1_PREFIXES } from '../prefixes.js';
import { cbvInXml } from './cbv-format.js';
import { MEMBER_KINDS, MemberKind, orderOf } from './element-order.js';
import { extensionsToXml, inExtension, Naming, textOf } from './extension-to-xml.js';

type Members = Readonly<Record<string, unknown>>;
type Write = (name: string, value: unknown, naming: Naming) => XmlContent[];

const entries = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const text: Write = (name, value) => [{ name, text: textOf(value) }];
/** The first of several: the schema has room for one. */
const firstText: Write = (name, value, naming) =>
  listed(value)
    .slice(0, 1)
    .flatMap((entry) => text(name, entry, naming));
/** The others, as extensions named by GS1's web vocabulary: readers that do not know them pass them over. */
const furtherTexts = (name: string, value: unknown, { xml }: Naming): XmlContent[] =>
  listed(value)
    .slice(1)
    .map((entry) => ({ name: xml.nameOf(`epcis:${name}`, GS1_PREFIXES), text: textOf(entry) }));
const word =
  (list: CbvListName): Write =>
  (name, value, { cbv }) => [{ name, text: cbvInXml(list, textOf(value), cbv) }];
const list =
  (entryName: string, write: Write): Write =>
  (name, value, naming) => [
    { name, children: entries(value).flatMap((entry) => write(entryName, entry, naming)) },
  ];

/** Members in the order of the schema, then everything else as extensions. */
function group(
  value: unknown,
  naming: Naming,
  known: readonly (readonly [string, Write])[],
  ...apart: readonly string[]
): XmlContent[] {
  if (!isObject(value)) return [];
  const standard = known.flatMap(([name, write]) =>
    value[name] === undefined ? [] : write(name, value[name], naming),
  );
  const isKnown = (name: string): boolean => apart.includes(name) || known.some(([own]) => own === name);
  return [...standard, ...extensionsToXml(value, naming, isKnown)];
}

/** The schema has no unit without a quantity: one that is not told is nil. */
const quantityElement: Write = (name, value, naming) => {
  const children = group(value, naming, [
    ['epcClass', text],
    ['quantity', decimal],
    ['uom', text],
  ]);
  const isNil = isObject(value) && value['quantity'] === undefined && value['uom'] !== undefined;
  if (!isNil) return [{ name, children }];
  const nil = { name: 'quantity', attributes: { [naming.xml.own('xsi', 'nil')]: 'true' } };
  const at = children.findIndex((child) => child.name === 'uom');
  return [{ name, children: [...children.slice(0, at), nil, ...children.slice(at)] }];
};

const place: Write = (name, value, naming) => {
  const children = group(value, naming, [['id', text]]);
  const own = children.filter((child) => child.name !== 'id');
  return [{ name, children: [...children.filter((child) => child.name === 'id'), ...inExtension(own)] }];
};

const grouped =
  (...known: readonly (readonly [string, Write])[]): Write =>
  (name, value, naming) => [{ name, children: group(value, naming, known) }];

const qualified = (entryName: string, words: CbvListName): Write =>
  list(entryName, (name, value, { cbv }) => {
    if (!isObject(value)) return [];
    const type = value['type'] === undefined ? undefined : cbvInXml(words, textOf(value['type']), cbv);
    return [{ name, attributes: { type }, text: textOf(value[name]) }];
  });

/** No exponent: the schema wants a decimal. */
const decimal: Write = (name, value) => [
  { name, text: typeof value === 'number' ? plainDecimal(value) : textOf(value) },
];

function plainDecimal(value: number): string {
  const short = String(value);
  if (!/e/.test(short)) return short;
  if (Math.abs(value) >= 1) return BigInt(value).toString();
  const [digits, exponent] = short.split('e-') as [string, string];
  const sign = digits.startsWith('-') ? '-' : '';
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replace(/[-.]/g, '')}`;
}

const WORDS: Readonly<Record<string, CbvListName>> = {
  type: 'measurementType',
  exception: 'alertType',
  component: 'component',
};

/** What sensors say is written in attributes; groups and lists, which none can hold, as elements. */
const attributes =
  (isReport: boolean): Write =>
  (name, value, naming) => {
    if (!isObject(value)) return [];
    const written: Record<string, string> = {};
    const rest: Record<string, unknown> = {};
    for (const [member, told] of Object.entries(value)) {
      if (isObject(told) || Array.isArray(told)) rest[member] = told;
      else {
        const words = isReport ? WORDS[member] : undefined;
        const shown = textOf(told);
        written[naming.xml.nameOf(member, naming.json)] = words ? cbvInXml(words, shown, naming.cbv) : shown;
      }
    }
    return [{ name, attributes: written, children: extensionsToXml(rest, naming, () => false) }];
  };

const sensorElement: Write = (name, value, naming) => [
  {
    name,
    children: group(value, naming, [
      ['sensorMetadata', attributes(false)],
      [
        'sensorReport',
        (report, reports, own) => entries(reports).flatMap((one) => attributes(true)(report, one, own)),
      ],
    ]),
  },
];

const dispositions: Write = (name, value, naming) => {
  const each: Write = (entry, words, own) =>
    entries(words).flatMap((one) => word('disposition')(entry, one, own));
  return [
    {
      name,
      children: group(value, naming, [
        ['unset', each],
        ['set', each],
      ]),
    },
  ];
};

const WRITE: Readonly<Record<MemberKind, Write>> = {
  text,
  texts: firstText,
  bizStep: word('bizStep'),
  disposition: word('disposition'),
  epcs: list('epc', text),
  quantities: list('quantityElement', quantityElement),
  place,
  transactions: qualified('bizTransaction', 'transactionType'),
  sources: qualified('source', 'partyType'),
  destinations: qualified('destination', 'partyType'),
  dispositions,
  sensors: list('sensorElement', sensorElement),
  extensions: grouped(),
  error: grouped(
    ['declarationTime', text],
    ['reason', word('errorReason')],
    ['correctiveEventIDs', list('correctiveEventID', text)],
  ),
};

/** Lists that the schema wants filled or absent. */
const FILLED = new Set<MemberKind>(['transactions', 'sources', 'destinations', 'sensors']);

/** An event in its place in EventList, where the schema wants types of one's own in an `extension`. */
export const inEventList = (event: XmlContent): XmlContent =>
  event.name.includes(':') ? { name: 'extension', children: [event] } : event;

/** One event of the JSON form as an element of the XML binding 2.0, its members in the order of the schema. */
export function eventToXml(event: Members, naming: Naming): XmlContent {
  const type = textOf(event['type']);
  const order = orderOf(type);
  const children = order.flatMap((name) => {
    const kind = MEMBER_KINDS.get(name)!;
    const value = event[name];
    const isEmpty = FILLED.has(kind) && entries(value).length === 0;
    return value === undefined || isEmpty ? [] : WRITE[kind](name, value, naming);
  });
  const isKnown = (name: string): boolean =>
    name === 'type' || name === '@context' || (order.includes(name) && MEMBER_KINDS.has(name));
  return {
    name: naming.xml.nameOf(type, naming.json),
    children: [
      ...children,
      ...furtherTexts('certificationInfo', event['certificationInfo'], naming),
      ...extensionsToXml(event, naming, isKnown),
    ],
  };
}
