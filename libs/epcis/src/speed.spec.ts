import { within } from '@maillon/kernel/testing';
import { eventHash, formatEvent, readEvent } from './index.js';
import { shippingEvent } from './test-data.fixture.js';

const EVENTS = 10_000;
const events = Array.from({ length: EVENTS }, (_, number) =>
  shippingEvent({
    epcList: [
      `urn:epc:id:sgtin:9521141.001234.${number}`,
      `https://id.gs1.org/01/09521141012345/21/${number + 1}`,
    ],
    disposition: 'in_transit',
    bizTransactionList: [{ type: 'po', bizTransaction: `urn:epcglobal:cbv:bt:9521141000007:${number}` }],
  }),
);

/**
 * On one core of the machine this was written on: 100,000 events a second are checked, 100,000 hashed (`npm run conformance --
 * --speed` measures). A quarter of what is promised is demanded here: tests run beside others.
 */
describe('simple events', () => {
  it('are checked and brought to the stored form at 25,000 a second at least', () => {
    const refused = within((EVENTS / 25_000) * 1000, () => events.filter((event) => !readEvent(event).event));
    expect(refused).toEqual([]);
  });

  it('are hashed at 12,500 a second at least', () => {
    const hashes = within((EVENTS / 12_500) * 1000, () => new Set(events.map((event) => eventHash(event))));
    expect(hashes.size).toBe(EVENTS);
  });

  it('are brought to the spelling asked for at 50,000 a second at least', () => {
    const told = within((EVENTS / 50_000) * 1000, () => events.map((event) => formatEvent(event)));
    expect(JSON.stringify(told)).not.toContain('urn:epc:id');
  });
});
