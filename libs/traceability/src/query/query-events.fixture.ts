import { GS1_CONTEXT } from '@maillon/epcis';

/** Events of every type, in URN and Digital Link spellings, with all that a query can ask of. Their ids end with a letter. */
const at = (hour: number) => ({
  eventTime: `2026-03-01T${String(hour).padStart(2, '0')}:00:00+01:00`,
  eventTimeZoneOffset: '+01:00',
});
const id = (letter: string) => ({ eventID: `urn:test:event:${letter}` });
const sgtin = (serial: number) => `urn:epc:id:sgtin:0614141.107346.${serial}`;
const link = (serial: number) => `https://id.gs1.org/01/10614141073464/21/${serial}`;
const LOT = 'urn:epc:class:lgtin:4012345.012345.998877';

const commissioned = {
  ...id('a'),
  type: 'ObjectEvent',
  ...at(8),
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  persistentDisposition: { set: ['conformant'], unset: ['damaged'] },
  epcList: [sgtin(1), sgtin(2)],
  readPoint: { id: 'urn:epc:id:sgln:0614141.07346.1234', 'ex:door': { 'ex:side': 'north' }, 'ex:hall': 'H1' },
  bizLocation: { id: 'urn:epc:id:sgln:0614141.07346.0', 'ex:site': 'S1', 'ex:area': { 'ex:row': 4 } },
  ilmd: {
    'ex:lot': 'L1',
    'ex:weight': 5,
    'ex:best': '2026-12-01T00:00:00+01:00',
    'ex:deep': { 'ex:colour': 'red', 'ex:layers': [{ 'ex:thickness': 3 }] },
  },
  'ex:score': 10,
  'ex:tags': ['x', 'y'],
  'ex:text': '12',
  'ex:noted': { '#text': 'checked', 'ex:kind': 'visual', by: 'me' },
  'ex:outer': { 'ex:inner': 'deep', 'ex:level': 2 },
};

const shipped = {
  ...id('b'),
  type: 'ObjectEvent',
  ...at(9),
  action: 'OBSERVE',
  bizStep: 'shipping',
  disposition: 'in_transit',
  epcList: [link(3)],
  quantityList: [
    { epcClass: LOT, quantity: 10, uom: 'KGM' },
    { epcClass: 'urn:epc:idpat:sgtin:0614141.107346.*', quantity: 200 },
  ],
  bizTransactionList: [
    { type: 'po', bizTransaction: 'urn:epc:id:gdti:0614141.00001.1618034' },
    { type: 'inv', bizTransaction: 'urn:test:invoice:7' },
    { bizTransaction: 'urn:test:untyped' },
  ],
  sourceList: [{ type: 'possessing_party', source: 'urn:epc:id:pgln:4012345.00000' }],
  destinationList: [{ type: 'owning_party', destination: 'urn:epc:id:pgln:0614141.00777' }],
  'ex:score': 2,
};

const packed = {
  ...id('c'),
  type: 'AggregationEvent',
  ...at(10),
  action: 'ADD',
  bizStep: 'packing',
  disposition: 'container_closed',
  parentID: 'urn:epc:id:sscc:0614141.1234567890',
  childEPCs: [sgtin(1)],
  childQuantityList: [{ epcClass: LOT, quantity: 3 }],
  'ex:score': 30,
};

const transformed = {
  ...id('d'),
  type: 'TransformationEvent',
  ...at(11),
  bizStep: 'assembling',
  transformationID: 'urn:test:transformation:1',
  inputEPCList: [sgtin(2)],
  inputQuantityList: [{ epcClass: LOT, quantity: 4, uom: 'KGM' }],
  outputEPCList: ['urn:test:item:out'],
  outputQuantityList: [{ epcClass: 'urn:test:class:out', quantity: 7, uom: 'MTR' }],
};

const measured = {
  ...id('e'),
  type: 'ObjectEvent',
  ...at(12),
  action: 'OBSERVE',
  bizStep: 'sensor_reporting',
  epcList: [],
  readPoint: { id: 'urn:test:place:cold-room' },
  sensorElementList: [
    {
      'ex:batch': 'B7',
      sensorMetadata: {
        time: '2026-03-01T12:00:00+01:00',
        startTime: '2026-03-01T11:00:00+01:00',
        endTime: '2026-03-01T12:00:00+01:00',
        deviceID: 'urn:epc:id:giai:4000001.111',
        dataProcessingMethod: 'https://example.com/gdti/1',
        bizRules: 'https://example.com/gdti/2',
        'ex:rate': 60,
        'ex:setup': { 'ex:mode': 'night' },
      },
      sensorReport: [
        {
          type: 'Temperature',
          value: 26,
          minValue: 21.5,
          maxValue: 30,
          meanValue: 25.5,
          sDev: 0.2,
          percRank: 50,
          percValue: 22,
          uom: 'CEL',
          'ex:quality': 3,
          'ex:more': { 'ex:raw': 'r1' },
        },
        { type: 'RelativeHumidity', value: 12.1, uom: 'P1', deviceID: 'urn:test:device:humid' },
      ],
    },
    {
      sensorReport: [
        {
          type: 'gs1:Dimensionless',
          stringValue: 'SomeString',
          booleanValue: true,
          hexBinaryValue: 'f0f0f0',
          uriValue: 'urn:test:value',
          microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011',
          chemicalSubstance: 'https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N',
        },
      ],
    },
  ],
};

const associated = {
  ...id('g'),
  type: 'AssociationEvent',
  ...at(13),
  action: 'ADD',
  parentID: 'urn:epc:id:grai:4012345.55555.987',
  childEPCs: ['urn:epc:id:giai:4000001.12345'],
};

/** The shipping, declared erroneous: it shares its id. */
const corrected = {
  ...shipped,
  errorDeclaration: {
    declarationTime: '2026-03-02T08:00:00+01:00',
    reason: 'incorrect_data',
    correctiveEventIDs: ['urn:test:event:h'],
    'ex:ticket': 'T1',
    'ex:report': { 'ex:page': 3 },
  },
};

export const QUERY_EVENTS = {
  '@context': [GS1_CONTEXT, { ex: 'https://ex.org/' }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-03T08:00:00Z',
  epcisBody: { eventList: [commissioned, shipped, packed, transformed, measured, associated, corrected] },
};
