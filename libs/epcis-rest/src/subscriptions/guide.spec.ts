import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DELIVERY_TIMES } from '@maillon/feed';
import { CLOSES } from './follow-query.js';
import { BATCH, MOST_SUBSCRIPTIONS } from './subscribe.js';
import { MOST_SOCKETS } from './query-sockets.js';
import { readSubscription } from './read-subscription.js';
import { signatureOf } from './write-parcel.js';

const GUIDE = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'guide', 'epcis-rest.md');
type Check = (rawBody: string | Buffer, signature: string | undefined, signatureToken: string) => boolean;

describe('what the guide tells subscribers', () => {
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

  it('verifies what we sign, and nothing else', () => {
    const body = '{"name":"é"}';
    const signature = signatureOf(body, 'a token of mine');
    expect(signature).toBe('sha256=' + signature.slice(7));
    expect(isFromMaillon(body, signature, 'a token of mine')).toBe(true);
    expect(isFromMaillon(Buffer.from(body), signature, 'a token of mine')).toBe(true);
    expect(isFromMaillon(`${body} `, signature, 'a token of mine')).toBe(false);
    expect(isFromMaillon(body, signature, 'another token')).toBe(false);
    for (const none of [undefined, '', 'sha256=', signature.slice(7)])
      expect(isFromMaillon(body, none, 'a token of mine')).toBe(false);
  });

  it('gives examples that are taken', () => {
    const bodies = [...guide.matchAll(/-d '(\{"dest".+)'/g)].map(([, body]) => body!);
    expect(bodies).toHaveLength(2);
    for (const body of bodies)
      expect(readSubscription(Buffer.from(body), () => undefined).dest).toBe('https://erp.example.com/epcis');
  });

  it('names the waits, the limits and the reasons of closing', () => {
    const words = { s: 1000, min: 60_000, h: 3_600_000 };
    const [, waits] = /réessayons après ([^p]+), puis/.exec(guide)!;
    const told = waits!.split(', ').map((wait) => {
      const [number, unit] = wait.split(' ') as [string, keyof typeof words];
      return Number(number) * words[unit];
    });
    expect(told).toEqual(DELIVERY_TIMES.retryMs);
    expect(guide).toContain(
      `${MOST_SUBSCRIPTIONS} abonnements et, sur chaque serveur, ${MOST_SOCKETS} WebSockets`,
    );
    expect(guide).toContain(`${BATCH} événements au plus`);
    const codes = [...guide.matchAll(/^\| `(\d{4})` /gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(
      Object.values(CLOSES)
        .map(([code]) => code)
        .sort(),
    );
  });
});
