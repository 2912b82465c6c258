import { within } from '@maillon/kernel/testing';
import { DESPATCH, ENVELOPE, ORDER, RECEIPT, RESPONSE } from './edi.fixture.js';
import { EDI_PROFILES } from './profiles.js';
import { readEdiFile } from './read-edi-file.js';
import { writeControlAnswer, writeEdifactMessages } from './edifact/write-edifact-messages.js';
import { writeUblMessage } from './ubl/write-ubl-message.js';

const SEED = 20260502;
/** `npx jest … --globals '{"EDI_MUTATIONS":100000}'` runs more of them. */
const MUTATIONS = (globalThis as { EDI_MUTATIONS?: number }).EDI_MUTATIONS ?? 1500;
const PIECES = [
  "'",
  '+',
  ':',
  '?',
  "LIN+1'",
  "QTY+12:-1'",
  "CPS+1'",
  "PCI+36E'",
  "GIN+BX+A+B'",
  "UNS+S'",
  "SCC+1'",
].concat([
  '<',
  '>',
  '&',
  '"',
  '<cbc:ID/>',
  '</cac:Item>',
  ':102',
  '99999999999999999999',
  '\uFFFD',
  '-5',
  '1e9',
  '\0',
]);
const MODELS = [ORDER, DESPATCH, RECEIPT, RESPONSE].flatMap((document) => [
  writeEdifactMessages([document], ENVELOPE, EDI_PROFILES.gs1).bytes,
  writeEdifactMessages([document], ENVELOPE, EDI_PROFILES.galia).bytes,
  writeUblMessage(document),
]);

/** Numerical recipes' linear congruential generator. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function spoil(random: (below: number) => number): Buffer {
  let bytes = Buffer.from(MODELS[random(MODELS.length)]!);
  for (let times = 1 + random(3); times > 0; times--) {
    const at = random(bytes.length + 1);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const kind = random(4);
    if (kind === 0) bytes = Buffer.concat([before, Buffer.from(PIECES[random(PIECES.length)]!), after]);
    else if (kind === 1) bytes = Buffer.concat([before, Buffer.from([random(256)]), after.subarray(1)]);
    else if (kind === 2) bytes = Buffer.concat([before, after.subarray(random(20))]);
    else bytes = Buffer.concat([before, bytes.subarray(random(bytes.length + 1)).subarray(0, 60), after]);
  }
  return bytes;
}

it(`${MUTATIONS} spoilt messages: nothing thrown, nothing slow, every fault placed and worded`, () => {
  const random = seeded(SEED);
  const tally = { taken: 0, refused: 0 };
  let slowest = 0;
  for (let count = 0; count < MUTATIONS; count++) {
    const bytes = spoil(random);
    const start = performance.now();
    const { interchanges, findings } = readEdiFile(bytes);
    slowest = Math.max(slowest, performance.now() - start);
    const messages = interchanges.flatMap((interchange) => interchange.messages);
    for (const message of messages) {
      tally[message.refused ? 'refused' : 'taken']++;
      if (message.kind === 'document' && !message.refused) {
        expect(message.number).not.toBe('');
        for (const { values } of message.lines)
          for (const value of Object.values(values))
            expect(typeof value === 'string' ? value !== '' : Number.isFinite(value) && value >= 0).toBe(
              true,
            );
      }
    }
    for (const finding of [
      ...findings,
      ...interchanges.flatMap((one) => one.findings),
      ...messages.flatMap((one) => one.findings),
    ]) {
      if (
        !finding.line ||
        !finding.column ||
        !finding.message.fr ||
        !finding.message.en ||
        !finding.remedy.fr
      )
        throw new Error(`A finding without place or words: ${JSON.stringify(finding)}`);
    }
    for (const interchange of interchanges)
      if (interchange.envelope) writeControlAnswer(interchange, ENVELOPE, EDI_PROFILES.default);
  }
  expect(slowest).toBeLessThan(2000);
  expect(tally.taken).toBeGreaterThan(MUTATIONS / 20);
  expect(tally.refused).toBeGreaterThan(MUTATIONS / 4);
}, 900_000);

const FLOODS: readonly (readonly [string, string, string])[] = [
  ['DESADV', "LIN+1++A:IN'QTY+12:1:PCE'", "GIN+BX+#1+#2+#3+#4+#5'"],
  ['DESADV', "LIN+1++A:IN'QTY+12:1:PCE'", "GIN+BN+#1+#2+#3+#4+#5'"],
  ['DESADV', "LIN+1++A:IN'", "PCI+36E'QTY+12:1'GIN+BX+#'"],
  ['DESADV', "CPS+1'", "GIN+BJ+#1+#2+#3+#4+#5'"],
  ['DESADV', '', "CPS+1'LIN+#++A:IN'QTY+12:1'"],
  ['DELFOR', "LIN+1++A:IN'", "IMD+F++:::xx'QTY+113:1:PCE'DTM+2:20260101:102'"],
  ['ORDERS', '', "FTX+AAI+++xxxxxxxx'"],
  ['ORDERS', '', "LIN+#++A:IN'QTY+21:-1:QQQ'"],
  ['ORDERS', "NAD+BY+1'", "RFF+VA:#'"],
  ['ORDRSP', '', "LIN+#+7'FTX+AAI+++xx#'"],
  ['APERAK', '', "ERC+12'FTX+AAO+++xx'"],
  ['CONTRL', '', "UCS+#+12'"],
];

it('floods of one thing: read or refused, in little time and with few findings', () => {
  for (const [type, head, piece] of FLOODS) {
    const body: string[] = [];
    for (let count = 0; count < 20_000; count++) body.push(piece.replaceAll('#', String(count)));
    const bytes = Buffer.from(
      `UNB+UNOC:3+A+B+260312:1405+1'UNH+1+${type}:D:96A:UN'BGM+1+C1+9'${head}${body.join('')}UNT+9+1'UNZ+1+1'`,
    );
    const [interchange] = within(3000, () => readEdiFile(bytes)).interchanges;
    expect(interchange!.messages[0]!.findings.length).toBeLessThan(500);
  }
}, 60_000);

it('ten thousand bad messages: each is refused, and findings stay few', () => {
  const messages = Array.from(
    { length: 10_000 },
    (_, at) => `UNH+${at}+ORDERS:D:96A:UN'BGM+220'LIN+1'QTY+21:-1:Q'UNT+5+${at}'`,
  );
  const bytes = Buffer.from(`UNB+UNOC:3+A+B+260312:1405+1'${messages.join('')}UNZ+10000+1'`);
  const [interchange] = within(5000, () => readEdiFile(bytes)).interchanges;
  expect(interchange!.messages.every(({ refused }) => refused)).toBe(true);
  expect(interchange!.messages.reduce((sum, { findings }) => sum + findings.length, 0)).toBeLessThan(30_000);
});

it('a UBL document of 60,000 differently named elements: no square of them', () => {
  const many = Array.from({ length: 60_000 }, (_, at) => `<a${at}><b/></a${at}>`).join('');
  const file = Buffer.from(`<Order>${many}</Order>`);
  const { interchanges } = within(4000, () => readEdiFile(file));
  expect(interchanges[0]!.messages[0]!.refused).toBe(true);
}, 30_000);
