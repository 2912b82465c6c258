import { within } from '@maillon/kernel/testing';
import { seeded } from '../bytes.fixture.js';
import { readEdifact } from './edifact-reader.js';

const SEED = 20260419;
/** `npx jest … --globals '{"EDIFACT_MUTATIONS":100000}'` runs more of them. */
const MUTATIONS = (globalThis as { EDIFACT_MUTATIONS?: number }).EDIFACT_MUTATIONS ?? 8000;
const PIECES = [
  "'",
  '+',
  ':',
  '?',
  '*',
  "?'",
  '??',
  "UNA:+.? '",
  "UNA'+.? :",
  "UNB+UNOY:4+A+B+20260101:0101+1'",
].concat(
  [
    "UNH+2+ORDERS:D:96A:UN'",
    "UNT+3+1'",
    "UNZ+1+1'",
    "UNG+1'",
    "UNE+1+1'",
    '\r\n',
    '\0',
    '\x1d',
    '\x1f\x1c',
    'é',
  ],
  ["BGM+220+1+9'", '\uFFFD', '+'.repeat(120), ':'.repeat(120), 'A'.repeat(300), "\n'", '螺'],
);
const MODELS = [
  "UNA:+.? 'UNB+UNOC:3+A:14+B:ZZ+260312:1405+1'UNH+1+ORDERS:D:96A:UN'BGM+220+C?'1+9'LIN+1++4:EN'QTY+21:1,5:KGM'UNT+5+1'UNZ+1+1'",
  "UNB+UNOY:4+A+B+20260312:1405+1'\r\nUNH+1+DESADV:D:01B:UN'\r\nBGM+351+é螺*x'\r\nUNT+3+1'\r\nUNZ+1+1'\r\n",
  "UNH+1+RECADV:D:01B:UN'BGM+632+1'UNT+3+1'",
  'UNB\x1dUNOB\x1f1\x1dA\x1dB\x1d260312\x1f1405\x1d1\x1cUNH\x1d1\x1dORDERS\x1fD\x1f96A\x1fUN\x1cUNT\x1d2\x1d1\x1cUNZ\x1d1\x1d1\x1c',
].map((text) => Buffer.from(text));

function spoil(random: (below: number) => number): Buffer {
  let bytes = Buffer.from(MODELS[random(MODELS.length)]!);
  for (let times = 1 + random(8); times > 0; times--) {
    const at = random(bytes.length + 1);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const kind = random(4);
    if (kind === 0) bytes = Buffer.concat([before, Buffer.from(PIECES[random(PIECES.length)]!), after]);
    else if (kind === 1) bytes = Buffer.concat([before, Buffer.from([random(256)]), after.subarray(1)]);
    else if (kind === 2) bytes = Buffer.concat([before, after.subarray(random(12))]);
    else bytes = Buffer.concat([before, after, bytes.subarray(random(bytes.length + 1))]);
  }
  return bytes;
}

/** The same as the scanner, by other means: where a byte of a file is, counted from the file's start. */
function placeOf(bytes: Buffer, offset: number, utf8: boolean): string {
  const before = bytes.subarray(0, offset).toString('latin1');
  const lines = before.split(/\r\n|\r(?!$)|\n/);
  // a file that ends in CR just before LF is one break
  const last = Buffer.from(lines.at(-1)!.replace(/\r$/, bytes[offset] === 10 ? '\r' : ''), 'latin1');
  const columns = utf8 ? [...last].filter((byte) => (byte & 0xc0) !== 0x80).length : last.length;
  return `${lines.length}:${columns + 1}`;
}

it(`${MUTATIONS} spoilt files: nothing thrown, nothing slow, every place right`, () => {
  const random = seeded(SEED);
  const limits = { segmentBytes: 400, segments: 60, messages: 20, interchanges: 4 };
  const tally = { whole: 0, refused: 0, findings: 0 };
  let slowest = 0;
  for (let file = 0; file < MUTATIONS; file++) {
    const bytes = spoil(random);
    const start = performance.now();
    const read = readEdifact(bytes, random(4) === 0 ? limits : {});
    // columns count characters: two interchanges of one file may count them differently
    const sets = new Set(read.interchanges.map(({ readAs }) => readAs === 'utf-8')).size;
    for (const { messages, findings, readAs } of read.interchanges) {
      for (const message of messages)
        for (const segment of message.segments)
          if (segment.elements.flat().some((value) => typeof value !== 'string')) throw new Error('a hole');
      const all = [...findings, ...messages.flatMap((message) => message.findings)];
      tally.findings += all.length;
      for (const finding of all) {
        const { offset } = finding.edifact;
        if (bytes[offset - 1] === 13 || bytes[offset] === 10 || bytes[0] === 0xef || sets > 1) continue;
        expect(`${finding.line}:${finding.column}`).toBe(placeOf(bytes, offset, readAs === 'utf-8'));
      }
    }
    slowest = Math.max(slowest, performance.now() - start);
    const errors = read.interchanges.flatMap(({ findings, messages }) =>
      [findings, ...messages.map((message) => message.findings)].flat(),
    );
    if (read.findings.length || errors.some(({ severity }) => severity === 'error')) tally.refused++;
    else tally.whole++;
  }
  expect(slowest).toBeLessThan(2000);
  expect(tally.whole).toBeGreaterThan(MUTATIONS / 100);
  expect(tally.refused).toBeGreaterThan(MUTATIONS / 2);
  expect(tally.findings).toBeGreaterThan(MUTATIONS);
}, 600_000);

it('20 MB of separators, of segments and of one text: read or refused within 2 s', () => {
  const head = "UNB+UNOC:3+A+B+260312:1405+1'UNH+1+ORDERS:D:96A:UN'";
  for (const piece of [
    "'",
    '+',
    ':',
    '?',
    'A',
    "A+'",
    "LIN+1'",
    'é',
    "UNH+1'",
    "UNZ+1+1'UNB+UNOA:1+A+B+2:1+1'",
  ]) {
    const bytes = Buffer.from(
      head + piece.repeat(Math.floor((20 * 1024 * 1024 - 100) / Buffer.byteLength(piece))),
    );
    const read = within(2000, () => readEdifact(bytes));
    expect(read.findings.length + read.interchanges[0]!.findings.length).toBeGreaterThan(0);
  }
}, 60_000);
