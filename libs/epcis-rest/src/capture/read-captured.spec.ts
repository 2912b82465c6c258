import { newId } from '@maillon/kernel';
import { BATCH_EVENTS, readCaptured } from './read-captured.js';

const event = (serial: number) => ({
  type: 'ObjectEvent',
  eventTime: '2026-03-02T10:00:00.000Z',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  bizStep: 'inspecting',
  epcList: [`urn:epc:id:sgtin:376123456.1789.${serial}`],
});

const documentOf = (events: number): Buffer =>
  Buffer.from(
    JSON.stringify({
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-02T11:00:00.000Z',
      epcisBody: { eventList: Array.from({ length: events }, (_, index) => event(index)) },
    }),
  );

async function* atOnce(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('who waits for the database has many turns while a batch is read, though all of its bytes are there', async () => {
  const bytes = documentOf(BATCH_EVENTS);
  let [turns, isReading] = [0, true];
  const others = () => {
    turns++;
    if (isReading) setImmediate(others);
  };
  setImmediate(others);
  const first = await readCaptured(() => atOnce(bytes), 'json', 0, newId()).next();
  isReading = false;
  expect(first.value).toMatchObject({ end: BATCH_EVENTS, errors: [] });
  expect(turns).toBeGreaterThan(10);
});
