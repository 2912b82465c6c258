import fc from 'fast-check';
import { BIZ_STEPS, DISPOSITIONS, PARTY_TYPES, TRANSACTION_TYPES } from './index.js';

const CONTEXT = [
  'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
  { ex: 'https://example.com/voc/', two: 'urn:two', 'd-e': 'https://example.com/d#' },
];

const serial = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
const gtin = fc.integer({ min: 0, max: 99999 }).map((n) => String(n).padStart(5, '0'));
/** The same serial in either spelling. */
export const serials = fc
  .tuple(gtin, serial, fc.boolean())
  .map(([item, number, isUrn]) =>
    isUrn ? `urn:epc:id:sgtin:9521141.0${item}.${number}` : `https://example.org/thing/${item}/${number}`,
  );
const place = fc.constantFrom(
  'urn:epc:id:sgln:9521141.00000.0',
  'https://id.gs1.org/414/9521141000007/254/A-1',
  'geo:47.5,11.1',
);
const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((told) => !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(told)),
  fc.constantFrom(
    '',
    ' x ',
    '<&>"\'',
    ']]>',
    'urn:epcglobal:cbv:bizstep:shipping',
    '007',
    '1.50',
    'line\nline',
  ),
);
const scalar = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const name = fc.oneof(
  fc.constantFrom(
    'ex:a',
    'ex:b',
    'two:a',
    'd-e:c',
    'cbvmda:lotNumber',
    'https://example.com/voc/far',
    'ex:é',
    'ex:%41',
  ),
  fc.stringMatching(/^ex:[a-z][A-Za-z0-9_.-]{0,6}$/),
);
const nestedName = fc.oneof(name, fc.constantFrom('plain', '1st', 'a b', '_x0020_', '__proto__x'));
const { value: extension } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(nestedName, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const extensions = fc
  .dictionary(
    name.filter((told) => !told.includes('é')),
    extension,
    { maxKeys: 3, noNullPrototype: true },
  )
  .map((members) => members as Record<string, unknown>);

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const quantities = fc.array(
  fc.record({
    epcClass: gtin.map((item) => `urn:epc:class:lgtin:9521141.0${item}.LOT`),
    quantity: some(fc.double({ min: 0, max: 1e9, noNaN: true })),
    uom: some(fc.constantFrom('KGM', 'MTR')),
  }),
  { minLength: 1, maxLength: 3 },
);
const report = fc
  .tuple(
    fc.record({
      type: fc.constantFrom('Temperature', 'Speed', 'ex:own'),
      value: some(fc.double({ noNaN: true, noDefaultInfinity: true })),
      stringValue: some(text),
      booleanValue: some(fc.boolean()),
      component: some(fc.constantFrom('x', 'northing')),
      time: some(instant),
      bizRules: some(fc.constant('https://example.com/253/4012345000054987')),
    }),
    fc.dictionary(fc.constantFrom('ex:note', 'two:note'), text, { maxKeys: 2, noNullPrototype: true }),
  )
  .map(([known, own]) => ({ ...known, ...own }));
const sensor = fc
  .tuple(
    fc.record({ sensorMetadata: some(fc.record({ time: some(instant) })) }),
    fc.array(report, { minLength: 1, maxLength: 3 }),
    extensions,
  )
  .map(([known, sensorReport, own]) => ({ ...known, sensorReport, ...own }));

const common = {
  eventTime: instant,
  eventTimeZoneOffset: fc.constantFrom('+02:00', '-05:30', '+00:00'),
  eventID: some(fc.uuid().map((id) => `urn:uuid:${id}`)),
  bizStep: some(fc.constantFrom(...BIZ_STEPS, 'https://example.com/step')),
  disposition: some(fc.constantFrom(...DISPOSITIONS)),
  persistentDisposition: some(
    fc.record({ set: fc.constant(['recalled']), unset: some(fc.constant(['expired'])) }),
  ),
  readPoint: some(fc.tuple(place, extensions).map(([id, own]) => ({ ...own, id }))),
  bizLocation: some(fc.record({ id: place })),
  certificationInfo: some(
    fc.constantFrom('https://example.com/c', ['https://example.com/c', 'https://example.com/d']),
  ),
  bizTransactionList: fc.array(
    fc.record({ type: some(fc.constantFrom(...TRANSACTION_TYPES)), bizTransaction: place }),
    { minLength: 1, maxLength: 2 },
  ),
  sourceList: some(
    fc.array(fc.record({ type: fc.constantFrom(...PARTY_TYPES), source: place }), {
      minLength: 1,
      maxLength: 2,
    }),
  ),
  destinationList: some(
    fc.array(fc.record({ type: fc.constantFrom(...PARTY_TYPES), destination: place }), {
      minLength: 1,
      maxLength: 2,
    }),
  ),
  sensorElementList: some(fc.array(sensor, { minLength: 1, maxLength: 2 })),
};
const things = fc.uniqueArray(serials, { minLength: 1, maxLength: 4 });
const event = fc
  .oneof(
    fc.record({
      ...common,
      type: fc.constant('ObjectEvent'),
      action: fc.constant('ADD'),
      epcList: things,
      quantityList: some(quantities),
      ilmd: some(extensions),
    }),
    fc.record({
      ...common,
      type: fc.constant('AggregationEvent'),
      action: fc.constantFrom('ADD', 'OBSERVE'),
      parentID: serials,
      childEPCs: things,
      childQuantityList: some(quantities),
    }),
    fc.record({
      ...common,
      type: fc.constant('AssociationEvent'),
      action: fc.constant('ADD'),
      parentID: serials,
      childEPCs: things,
    }),
    fc.record({
      ...common,
      type: fc.constant('TransactionEvent'),
      action: fc.constant('ADD'),
      epcList: things,
    }),
    fc.record({
      ...common,
      type: fc.constant('TransformationEvent'),
      inputEPCList: things,
      outputQuantityList: quantities,
      ilmd: some(extensions),
    }),
  )
  .chain((known) => extensions.map((own) => withoutUndefined({ ...known, ...own })));

/** As JSON.parse gives it: members that are undefined are not there. */
function withoutUndefined(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

/** Documents with a few events of every type, right in every respect. */
export const documents = fc
  .record({ events: fc.array(event, { minLength: 1, maxLength: 3 }), isQuery: fc.boolean() })
  .map(({ events, isQuery }) => ({
    '@context': CONTEXT,
    type: isQuery ? 'EPCISQueryDocument' : 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-07-22T10:30:00Z',
    epcisBody: isQuery
      ? { queryResults: { queryName: 'SimpleEventQuery', resultsBody: { eventList: events } } }
      : { eventList: events },
  }));
