import { randomUUID } from 'node:crypto';
import { viewerBits } from './viewer-bits.js';

const has = (all: string, one: string): boolean => (BigInt(all) & BigInt(one)) === BigInt(one);

describe('viewerBits', () => {
  it('sets two bits by the last two bytes of an id', () => {
    expect(viewerBits(['018f0000-0000-7000-8000-000000000100'])).toBe(String((1n << 0n) | (1n << 1n)));
    expect(viewerBits(['018f0000-0000-7000-8000-00000000ff3e'])).toBe(String((1n << 62n) | (1n << 3n)));
    expect(viewerBits([])).toBe('0');
  });

  it('always holds those of each organisation, and seldom those of another', () => {
    let mistaken = 0;
    for (let round = 0; round < 5000; round++) {
      const viewers = [randomUUID(), randomUUID(), randomUUID()];
      const bits = viewerBits(viewers);
      for (const viewer of viewers) expect(has(bits, viewerBits([viewer]))).toBe(true);
      if (has(bits, viewerBits([randomUUID()]))) mistaken++;
    }
    // (6 / 63)² of them
    expect(mistaken).toBeLessThan(5000 * 0.02);
  });
});
