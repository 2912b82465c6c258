import { StandardEventType } from '../model.js';

/** Elements of an event in the order that EPCglobal-epcis-2_0.xsd gives them; extensions follow. */
const HEAD = [
  'eventTime',
  'recordTime',
  'eventTimeZoneOffset',
  'eventID',
  'errorDeclaration',
  'certificationInfo',
];
const MIDDLE = ['action', 'bizStep', 'disposition', 'readPoint', 'bizLocation'];
const TAIL = ['sourceList', 'destinationList', 'sensorElementList', 'persistentDisposition'];

export const ELEMENT_ORDER: Readonly<Record<StandardEventType, readonly string[]>> = {
  ObjectEvent: [...HEAD, 'epcList', ...MIDDLE, 'bizTransactionList', 'quantityList', ...TAIL, 'ilmd'],
  AggregationEvent: [
    ...HEAD,
    'parentID',
    'childEPCs',
    ...MIDDLE,
    'bizTransactionList',
    'childQuantityList',
    ...TAIL,
  ],
  AssociationEvent: [
    ...HEAD,
    'parentID',
    'childEPCs',
    'childQuantityList',
    ...MIDDLE,
    'bizTransactionList',
    ...TAIL,
  ],
  TransactionEvent: [
    ...HEAD,
    'bizTransactionList',
    'parentID',
    'epcList',
    ...MIDDLE,
    'quantityList',
    ...TAIL,
  ],
  TransformationEvent: [
    ...HEAD,
    'inputEPCList',
    'inputQuantityList',
    'outputEPCList',
    'outputQuantityList',
    'transformationID',
    ...MIDDLE.slice(1),
    'bizTransactionList',
    ...TAIL,
    'ilmd',
  ],
};

/** Extension event types may hold what every standard type holds. */
export const ANY_ORDER = [
  ...HEAD,
  'parentID',
  'epcList',
  'childEPCs',
  'inputEPCList',
  'inputQuantityList',
  'outputEPCList',
  'outputQuantityList',
  'transformationID',
  ...MIDDLE,
  'bizTransactionList',
  'quantityList',
  'childQuantityList',
  ...TAIL,
  'ilmd',
];

export const orderOf = (type: string): readonly string[] =>
  ELEMENT_ORDER[type as StandardEventType] ?? ANY_ORDER;

/** What an element of an event holds: how it is turned into a member of the JSON form and back. */
export type MemberKind =
  | 'text'
  | 'texts'
  | 'bizStep'
  | 'disposition'
  | 'epcs'
  | 'quantities'
  | 'place'
  | 'transactions'
  | 'sources'
  | 'destinations'
  | 'dispositions'
  | 'sensors'
  | 'extensions'
  | 'error';

export const MEMBER_KINDS: ReadonlyMap<string, MemberKind> = new Map<string, MemberKind>([
  ...[
    'eventTime',
    'recordTime',
    'eventTimeZoneOffset',
    'eventID',
    'parentID',
    'action',
    'transformationID',
  ].map((name) => [name, 'text'] as const),
  ['certificationInfo', 'texts'],
  ['bizStep', 'bizStep'],
  ['disposition', 'disposition'],
  ...['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'].map((name) => [name, 'epcs'] as const),
  ...['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'].map(
    (name) => [name, 'quantities'] as const,
  ),
  ['readPoint', 'place'],
  ['bizLocation', 'place'],
  ['bizTransactionList', 'transactions'],
  ['sourceList', 'sources'],
  ['destinationList', 'destinations'],
  ['persistentDisposition', 'dispositions'],
  ['sensorElementList', 'sensors'],
  ['ilmd', 'extensions'],
  ['errorDeclaration', 'error'],
]);

/** Attributes of a sensor's report that are numbers. */
export const SENSOR_NUMBERS = new Set([
  'value',
  'minValue',
  'maxValue',
  'meanValue',
  'sDev',
  'percRank',
  'percValue',
]);
