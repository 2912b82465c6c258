import { within } from './within.js';

const busy = (milliseconds: number): void => {
  const start = process.cpuUsage();
  while (process.cpuUsage(start).user / 1000 < milliseconds);
};

it('gives what was made in time, at once or in a second attempt', () => {
  expect(within(1000, () => 'made')).toBe('made');
  let attempts = 0;
  within(40, () => busy(attempts++ === 0 ? 80 : 0));
  expect(attempts).toBe(2);
});

it('refuses what is slow each time, and says how slow', () => {
  expect(() => within(5, () => busy(20))).toThrow(/At most 5 ms are allowed; it took \d+, \d+, \d+ ms/);
});
