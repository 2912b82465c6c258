// EPCIS documents of 10,000 events as companies send them: plain observations of one thing each, or what a plant says in a day.
import { writeJsonEvents, writeXmlEvents } from '@maillon/epcis';

const READ_POINT = { id: 'urn:epc:id:sgln:3760000.00007.0' };
const START = Date.UTC(2026, 0, 1);
const SELF = 'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0002:';

/** Texts of `count` documents of so many events, each with ids of its own. `kind`: simple or mix; `form`: json or xml. */
export async function documentsOf({ kind, form, mark, count, events, parties }) {
  const made = [];
  for (let number = 0; number < count; number++) {
    const frame = {
      type: 'EPCISDocument',
      creationDate: '2026-01-02T00:00:00Z',
      context: [{ ex: 'https://bench.example/' }],
    };
    const write = form === 'json' ? writeJsonEvents : writeXmlEvents;
    const list = eventsOf(kind, { mark, first: number * events, count: events, parties });
    const chunks = [];
    for await (const chunk of write(list, frame)) chunks.push(chunk);
    made.push(Buffer.concat(chunks));
  }
  return made;
}

function* eventsOf(kind, { mark, first, count, parties }) {
  for (let n = first; n < first + count; n++)
    yield {
      eventID: `urn:bench:${mark}:${n}`,
      eventTime: new Date(START + n * 1000).toISOString(),
      eventTimeZoneOffset: '+01:00',
      ...(kind === 'simple' ? observation(mark, n) : MIX[n % MIX.length](mark, n, parties)),
      readPoint: READ_POINT,
    };
}

const article = (n) => String(n % 99_999).padStart(5, '0');
const piece = (mark, n) => `urn:epc:id:sgtin:3760000.0${article(n)}.${mark}${n}`;
const lot = (mark, n) => `urn:epc:class:lgtin:3760000.0${article(n)}.${mark}${n}`;
const box = (mark, n) =>
  `urn:epc:id:sscc:3760000.${String(parseInt(mark, 36) % 100).padStart(2, '0')}${String(n).padStart(8, '0')}`;

const observation = (mark, n) => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep: 'inspecting',
  disposition: 'in_progress',
  epcList: [piece(mark, n)],
});

const made = (mark, n) => ({
  type: 'ObjectEvent',
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  quantityList: [{ epcClass: lot(mark, n), quantity: (n % 90) + 0.5, uom: 'KGM' }],
  bizLocation: READ_POINT,
  ilmd: { 'ex:grade': `G${n % 7}`, 'ex:castOn': '2026-01-01' },
});

const transformed = (mark, n) => ({
  type: 'TransformationEvent',
  bizStep: 'commissioning',
  disposition: 'active',
  inputQuantityList: [n - 1, n - 2].map((of) => ({ epcClass: lot(mark, of), quantity: 10, uom: 'KGM' })),
  outputQuantityList: [{ epcClass: lot(mark, n), quantity: 19.5, uom: 'KGM' }],
  ilmd: { 'ex:grade': `G${n % 7}` },
});

const packed = (mark, n) => ({
  type: 'AggregationEvent',
  action: 'ADD',
  bizStep: 'packing',
  parentID: box(mark, n),
  childEPCs: Array.from({ length: 10 }, (_, at) => piece(mark, n * 10 + at)),
});

const moved = (bizStep, disposition, from, to) => (mark, n, parties) => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep,
  disposition,
  epcList: [box(mark, n - 2)],
  bizTransactionList: [
    { type: 'po', bizTransaction: `urn:bench:${mark}:po:${n >> 5}` },
    { type: 'desadv', bizTransaction: `urn:bench:${mark}:desadv:${n >> 4}` },
  ],
  sourceList: [{ type: 'owning_party', source: SELF + parties[from] }],
  destinationList: [{ type: 'owning_party', destination: SELF + parties[to] }],
});

const inspected = (mark, n) => ({
  ...observation(mark, n),
  sensorElementList: [
    {
      sensorMetadata: { time: new Date(START + n * 1000).toISOString(), deviceID: 'urn:bench:device:7' },
      sensorReport: [
        { type: 'Temperature', value: 20 + (n % 10), uom: 'CEL' },
        { type: 'RelativeHumidity', value: 40 + (n % 20), uom: 'A93' },
      ],
    },
  ],
});

const shipped = moved('shipping', 'in_transit', 'self', 'other');
const received = moved('receiving', 'in_progress', 'other', 'self');
const MIX = [made, made, made, transformed, packed, packed, shipped, shipped, received, inspected];
