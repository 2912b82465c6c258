import { EventItem, EVENT_TYPES, ItemRole, StandardEventType } from './model.js';
import { EventCheck } from './event-check.js';
import { isObject, list, readObject, Repeats, shape, Shape, Texts } from './object-rules.js';
import { sensorElements } from './sensor-rules.js';
import {
  identifier,
  instant,
  known,
  listed,
  offset,
  oneOf,
  quantity,
  Rule,
  unit,
  uri,
  word,
} from './value-rules.js';

function addItem(check: EventCheck, item: EventItem): void {
  if (item.uri !== '') check.items.push(item);
}

const one =
  (role: ItemRole): Rule =>
  (value, check) => {
    const told = identifier(value, check);
    addItem(check, { uri: told, role });
    return told;
  };

/** A GS1 key that names a lot or a product, in the canonical spelling. */
const OF_CLASS =
  /^https:\/\/id\.gs1\.org\/(?:01\/\d{14}(?:$|\/10\/)|8006\/\d{18}(?:$|\/10\/)|(?:253|255)\/\d{13}$|8003\/\d{14}$|8010\/[^/]+$)/;
const OF_INSTANCE = /^https:\/\/id\.gs1\.org\/(?:01|8006)\/\d+\/(?:21|235)\//;

const instance: Rule = (value, check) => {
  const told = identifier(value, check);
  if (OF_CLASS.test(told)) check.report('CLASS_AMONG_INSTANCES', { value });
  return told;
};

const itemClass: Rule = (value, check) => {
  const told = identifier(value, check);
  if (OF_INSTANCE.test(told)) check.report('INSTANCE_AS_CLASS', { value });
  return told;
};

/** A list of instances; each is kept once as an item. */
const instances = (role: ItemRole, repeats: Repeats): Rule => {
  const read = list((value, check) => {
    const uri = instance(value, check);
    addItem(check, { uri, role });
    return uri;
  }, repeats);
  return (value, check) => {
    const first = check.items.length;
    const told = read(value, check);
    if (hasRepeats(check.items, first)) dropRepeats(check.items, first);
    return told;
  };
};

function hasRepeats(items: readonly EventItem[], first: number): boolean {
  if (items.length - first > 8) return true;
  for (let one = first + 1; one < items.length; one++)
    for (let other = first; other < one; other++) if (items[one]!.uri === items[other]!.uri) return true;
  return false;
}

/** Keeps the first mention of each item from an index on. */
function dropRepeats(items: EventItem[], first: number): void {
  const seen = new Set<string>();
  let kept = first;
  for (let at = first; at < items.length; at++) {
    const item = items[at]!;
    if (seen.has(item.uri)) continue;
    seen.add(item.uri);
    items[kept++] = item;
  }
  items.length = kept;
}

const QUANTITY = shape({ epcClass: itemClass, quantity, uom: unit }, ['epcClass']);

const quantities = (role: ItemRole): Rule =>
  list((value, check) => {
    const texts: Texts = {};
    const told = readObject(value, QUANTITY, check, texts);
    const amount = isObject(value) && typeof value['quantity'] === 'number' ? value['quantity'] : undefined;
    addItem(check, { uri: texts['epcClass'] ?? '', role, quantity: amount, uom: texts['uom'] || undefined });
    return told;
  }, 'told');

const TRANSACTION = shape({ type: word('transactionType'), bizTransaction: uri }, ['bizTransaction']);

const transaction: Rule = (value, check) => {
  const texts: Texts = {};
  const told = readObject(value, TRANSACTION, check, texts);
  check.transactions.push({ type: texts['type'] || undefined, uri: texts['bizTransaction'] ?? '' });
  return told;
};

const parties = (kind: 'source' | 'destination'): Rule => {
  const expected = shape({ type: word('partyType'), [kind]: identifier }, ['type', kind]);
  return list((value, check) => {
    const texts: Texts = {};
    const told = readObject(value, expected, check, texts);
    check.parties.push({ kind, type: texts['type'] ?? '', uri: texts[kind] ?? '' });
    return told;
  }, 'told');
};

/** The JSON Schema closes every object but readPoint and bizLocation, where members without prefix pass. */
const PLACE = shape({ id: identifier }, ['id'], 'open');

const place =
  (name: 'readPoint' | 'bizLocation'): Rule =>
  (value, check) => {
    const texts: Texts = {};
    const told = readObject(value, PLACE, check, texts);
    check.places[name] = texts['id'];
    return told;
  };

const dispositions = list(word('disposition'), 'refused', 1);
const PERSISTENT_DISPOSITION = shape({ set: dispositions, unset: dispositions });

const persistentDisposition: Rule = (value, check) => {
  const told = readObject(value, PERSISTENT_DISPOSITION, check);
  if (isObject(value) && value['set'] === undefined && value['unset'] === undefined) {
    check.report('FIELD_MISSING', { field: 'set', allowed: 'set, unset' }, true);
  }
  return told;
};

const ILMD = shape({}, [], 'extensions');

const certifications: Rule = (value, check) => {
  const told = Array.isArray(value) ? list(uri)(value, check) : `[${uri(value, check)}]`;
  check.certifications.push(...told.slice(1, -1).split('\n').filter(Boolean));
  return told;
};

const ERROR_DECLARATION = shape(
  { declarationTime: instant, reason: word('errorReason'), correctiveEventIDs: list(uri) },
  ['declarationTime'],
  'extensions',
);

/** Kept beside the event, never part of what the event says. */
const errorDeclaration: Rule = (value, check) => {
  const texts: Texts = {};
  readObject(value, ERROR_DECLARATION, check, texts);
  check.errorDeclaration = {
    declarationTime: texts['declarationTime'] ?? '',
    reason: texts['reason'] || undefined,
    correctiveEventIds: texts['correctiveEventIDs']?.slice(1, -1).split('\n').filter(Boolean) ?? [],
  };
  return '';
};

/** Checked, but no part of what the event says. */
const apart =
  (rule: Rule): Rule =>
  (value, check) => {
    rule(value, check);
    return '';
  };

const COMMON: Record<string, Rule> = {
  '@context': () => '',
  // Which types there are is settled before the members are read.
  type: (value, check) =>
    typeof value === 'string' && value.includes(':') ? known(value, check, true) : String(value),
  eventTime: instant,
  recordTime: apart(instant),
  eventTimeZoneOffset: offset,
  eventID: apart(uri),
  certificationInfo: certifications,
  errorDeclaration,
  bizStep: listed(word('bizStep')),
  disposition: listed(word('disposition')),
  persistentDisposition,
  readPoint: place('readPoint'),
  bizLocation: place('bizLocation'),
  bizTransactionList: list(transaction, 'told'),
  sourceList: parties('source'),
  destinationList: parties('destination'),
  sensorElementList: sensorElements,
};

const action = oneOf(['ADD', 'OBSERVE', 'DELETE']);
const ilmd: Rule = (value, check) => readObject(value, ILMD, check);
const parentAndChildren: Record<string, Rule> = {
  action,
  parentID: one('parent'),
  childEPCs: instances('child', 'told'),
  childQuantityList: quantities('child'),
};

/** The members of each type over and above the common ones (EPCIS 2.0 sections 7.4.2 to 7.4.6). */
const OWN: Record<StandardEventType, Record<string, Rule>> = {
  ObjectEvent: { action, epcList: instances('epc', 'refused'), quantityList: quantities('epc'), ilmd },
  AggregationEvent: parentAndChildren,
  AssociationEvent: parentAndChildren,
  TransactionEvent: {
    action,
    bizTransactionList: list(transaction, 'told', 1),
    parentID: one('parent'),
    epcList: instances('epc', 'told'),
    quantityList: quantities('epc'),
  },
  TransformationEvent: {
    inputEPCList: instances('input', 'refused'),
    inputQuantityList: quantities('input'),
    outputEPCList: instances('output', 'refused'),
    outputQuantityList: quantities('output'),
    transformationID: uri,
    ilmd,
  },
};

const REQUIRED: Record<StandardEventType, readonly string[]> = {
  ObjectEvent: ['action'],
  AggregationEvent: ['action'],
  AssociationEvent: ['action', 'parentID'],
  TransactionEvent: ['action', 'bizTransactionList'],
  TransformationEvent: [],
};

const ELSEWHERE = new Map<string, string>();
for (const type of EVENT_TYPES) {
  for (const name of Object.keys(OWN[type])) {
    if (!(name in COMMON)) ELSEWHERE.set(name, [ELSEWHERE.get(name), type].filter(Boolean).join(', '));
  }
}

const eventShape = (rules: Record<string, Rule>, required: readonly string[]): Shape => ({
  ...shape({ ...COMMON, ...rules }, ['type', 'eventTime', 'eventTimeZoneOffset', ...required], 'extensions'),
  elsewhere: ELSEWHERE,
});

const SHAPES = new Map<string, Shape>(
  EVENT_TYPES.map((type) => [type, eventShape(OWN[type], REQUIRED[type])]),
);

/** Extension types may use the members of every standard type, in their standard form. */
const EXTENSION_SHAPE = eventShape(Object.assign({}, ...Object.values(OWN)) as Record<string, Rule>, []);

export const shapeOf = (type: string): Shape => SHAPES.get(type) ?? EXTENSION_SHAPE;
