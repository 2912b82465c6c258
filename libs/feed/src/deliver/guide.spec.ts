import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DELIVERY_TIMES, pauseAfter, retryDelay } from './delivery-times.js';
import { signatureOf } from './sign.js';

const GUIDE = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'guide', 'webhooks.md');
type Check = (rawBody: string, signature: string, secret: string, now?: number) => boolean;

describe('what the guide tells integrators', () => {
  const guide = readFileSync(GUIDE, 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'maillon-guide-'));
  let isFromMaillon: Check;
  beforeAll(async () => {
    const [, code] = /```js\n([\s\S]+?)```/.exec(guide)!;
    const file = join(folder, 'check.mjs');
    writeFileSync(file, code!);
    ({ isFromMaillon } = (await import(file)) as { isFromMaillon: Check });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const body = '{"id":"é"}';
  const at = new Date('2026-11-22T08:30:00.900Z');
  const now = at.getTime() / 1000;

  it('verifies what we sign, with either secret of a rotation', () => {
    const signature = signatureOf(body, ['whsec_new', 'whsec_old'], at);
    expect(signature).toMatch(/^t=1795336200,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
    expect(isFromMaillon(body, signature, 'whsec_new', now)).toBe(true);
    expect(isFromMaillon(body, signature, 'whsec_old', now)).toBe(true);
  });

  it('turns down another body, secret or time, and what is no signature', () => {
    const signature = signatureOf(body, ['whsec_new'], at);
    expect(isFromMaillon(`${body} `, signature, 'whsec_new', now)).toBe(false);
    expect(isFromMaillon(body, signature, 'whsec_other', now)).toBe(false);
    expect(isFromMaillon(body, signature, 'whsec_new', now + 400)).toBe(false);
    expect(isFromMaillon(body, signature.replace('t=1795336200', 't=1795336201'), 'whsec_new', now)).toBe(
      false,
    );
    for (const text of ['', 't=1795336200', 'v1=00', 't=1795336200,v1=00'])
      expect(isFromMaillon(body, text, 'whsec_new', now)).toBe(false);
  });

  it('names the waits between attempts', () => {
    const words = { s: 1000, min: 60_000, h: 3_600_000 };
    const [, waits] = /\*\*Dix essais\*\* : ([^à]+),/.exec(guide)!;
    const told = waits!.split(', ').map((wait) => {
      const [number, unit] = wait.split(' ') as [string, keyof typeof words];
      return Number(number) * words[unit];
    });
    expect(told).toEqual(DELIVERY_TIMES.retryMs);
    expect(told.map((_, place) => retryDelay(DELIVERY_TIMES, place + 1, 0.5))).toEqual(told);
    expect(retryDelay(DELIVERY_TIMES, 2, 0)).toBe(4000);
    expect(retryDelay(DELIVERY_TIMES, 2, 1)).toBe(6000);
    expect(retryDelay(DELIVERY_TIMES, 10)).toBe(0);
  });

  it('switches a webhook that only fails off within a day, and never asks it more than once an hour by then', () => {
    const { disableAfter, leaseMs, timeoutMs } = DELIVERY_TIMES;
    const pauses = Array.from({ length: disableAfter - 1 }, (_, place) =>
      pauseAfter(DELIVERY_TIMES, place + 1),
    );
    const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(12);
    expect(hours).toBeLessThan(24);
    expect(pauses.at(-1)).toBe(3_600_000);
    expect(leaseMs).toBeGreaterThan(timeoutMs + 2000);
  });
});
