// How many simple events a second one core reads, hashes and writes: the median of five rounds.
const EVENTS = 20_000;
const ROUNDS = 5;
const CONTEXT = ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'];

/** An observation of two serials with step, place and order: what most events are. */
const simpleEvent = (number) => ({
  type: 'ObjectEvent',
  eventTime: '2026-07-22T06:45:00.000+02:00',
  eventTimeZoneOffset: '+02:00',
  action: 'OBSERVE',
  epcList: [
    `urn:epc:id:sgtin:9521141.001234.${number}`,
    `https://id.gs1.org/01/09521141012345/21/${number + 1}`,
  ],
  bizStep: 'shipping',
  disposition: 'in_transit',
  readPoint: { id: 'urn:epc:id:sgln:9521141.00000.0' },
  bizTransactionList: [{ type: 'po', bizTransaction: `urn:epcglobal:cbv:bt:9521141000007:${number}` }],
});

/** A line for each measure: `NAME figure events/s`. */
export function speeds(epcis) {
  const eventList = Array.from({ length: EVENTS }, (_, number) => simpleEvent(number));
  const document = {
    '@context': CONTEXT,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-07-22T10:30:00Z',
    epcisBody: { eventList },
  };
  const json = JSON.stringify(document);
  const xml = Buffer.from(epcis.writeXmlDocument(document));
  const measures = {
    'event hash': () => eventList.forEach((event) => epcis.eventHash(event)),
    'check and canonical form': () => eventList.forEach((event) => epcis.readEvent(event)),
    'JSON document in': () => epcis.readDocument(epcis.parseJson(json).value),
    'XML document in': () => epcis.readXmlDocument(xml),
    'XML document out': () => epcis.writeXmlDocument(document),
  };
  return Object.entries(measures).map(([name, run]) => `${name.padEnd(26)} ${perSecond(run)} events/s`);
}

function perSecond(run) {
  run();
  const seconds = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / 1e9;
  }).sort((a, b) => a - b);
  return Math.round(EVENTS / seconds[ROUNDS >> 1]);
}
