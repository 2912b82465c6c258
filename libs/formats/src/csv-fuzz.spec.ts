import { readAll, seeded } from './bytes.fixture.js';
import { detectDialect } from './csv-dialect.js';
import { CsvDialect, CsvEncoding } from './csv-types.js';

const SEED = 20260312;
const FILES = 20_000;
const PIECES = [
  '"',
  '""',
  ';',
  ',',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\t',
  '|',
  'é',
  '€',
  ' ',
  '"a\n',
  ';"',
  '";',
  'sep=;\n',
  '\uFEFF',
  '=1+1',
];
const MODELS = [
  'Lot;Quantité;Date\r\nL1;12,5;01/02/2026\r\n"L""2";"a\nb";x\r\n',
  'lot,qty\nA,"1,5"\nB,2\n',
  'a\tb\n"x"\ty\n\n;;\n',
].map((text) => Buffer.from(text));

/** A small file spoilt in one to eight places: bytes changed, cut, doubled, pieces of syntax put in. */
function spoil(random: (below: number) => number): Buffer {
  let bytes = Buffer.from(MODELS[random(MODELS.length)]!);
  for (let times = 1 + random(8); times > 0; times--) {
    const at = random(bytes.length + 1);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const piece = Buffer.from(PIECES[random(PIECES.length)]!);
    const kind = random(4);
    if (kind === 0) bytes = Buffer.concat([before, piece, after]);
    else if (kind === 1) bytes = Buffer.concat([before, Buffer.from([random(256)]), after.subarray(1)]);
    else if (kind === 2) bytes = Buffer.concat([before, after.subarray(random(6))]);
    else bytes = Buffer.concat([before, after, bytes.subarray(random(bytes.length + 1))]);
  }
  return bytes;
}

/** Physical lines, counted without the scanner. */
const physicalLines = (bytes: Buffer): number => {
  const parts = bytes.toString('latin1').split(/\r\n|\r|\n/);
  return parts.at(-1) === '' ? parts.length - 1 : parts.length;
};

it(`${FILES} spoilt files: nothing thrown, everything counted, whatever the chunks`, async () => {
  const random = seeded(SEED);
  const encodings: CsvEncoding[] = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'];
  const tally = { read: 0, refusedRecords: 0, refusedFiles: 0 };
  for (let file = 0; file < FILES; file++) {
    const bytes = spoil(random);
    const found = detectDialect(bytes);
    if (found.findings.some((finding) => finding.severity === 'error')) tally.refusedFiles++;
    else {
      const result = await readAll(bytes, found.dialect, {
        from: found.dataStart,
        chunk: 1 + random(40),
        batchRows: 1 + random(5),
      });
      tally.read++;
      tally.refusedRecords += result.refused;
    }
    const dialect: CsvDialect = {
      encoding: encodings[random(4)]!,
      bom: false,
      delimiter: ';',
      headerLine: 1,
    };
    const limits = { maxLineBytes: 5 + random(60), maxColumns: 2 + random(4) };
    const whole = await readAll(bytes, dialect, limits);
    const pieces = await readAll(bytes, dialect, {
      ...limits,
      chunk: 1 + random(5),
      batchRows: 1 + random(3),
    });
    expect(pieces.records).toEqual(whole.records);
    expect(pieces.findings).toEqual(whole.findings);
    expect(whole.records.length + whole.refused).toBe(whole.end.record);
    expect(whole.refused).toBe(whole.findings.length);
    for (const finding of whole.findings)
      expect(finding).toMatchObject({
        line: expect.any(Number),
        column: expect.any(Number),
        field: expect.any(String),
      });
    if (dialect.encoding.startsWith('utf-16')) continue;
    expect(whole.end).toMatchObject({ byteOffset: bytes.length, line: physicalLines(bytes) + 1 });
  }
  expect(tally.read).toBeGreaterThan(FILES / 4);
  expect(tally.refusedRecords).toBeGreaterThan(FILES / 20);
}, 120_000);
