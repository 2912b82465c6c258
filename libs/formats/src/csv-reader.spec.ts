import { encode, PLAIN, readAll } from './bytes.fixture.js';
import { detectDialect } from './csv-dialect.js';
import { readCsv } from './csv-reader.js';
import { CsvDelimiter, CsvEncoding } from './csv-types.js';
import { peakGrowth } from './memory.fixture.js';

const ROWS = [
  ['Numéro de lot', 'Quantité', 'Désignation', 'Prix €'],
  ['LOT-1', '12,5', 'Tôle; acier, "étiré" |\tà froid', '9,90'],
  ['LOT-2', '', 'deux\nlignes', '€ 3'],
  ['LOT-3', '7', 'cœur de filière', ''],
  ['LOT-4', '1.5', 'fin', '0'],
];

const ENCODINGS: [CsvEncoding, boolean][] = [
  ['utf-8', false],
  ['utf-8', true],
  ['windows-1252', false],
  ['utf-16le', true],
  ['utf-16be', true],
  ['utf-16le', false],
];
const DELIMITERS: CsvDelimiter[] = [';', ',', '\t', '|'];
const NEWLINES = ['\r\n', '\n', '\r'];
const QUOTING = ['needed', 'all'] as const;
const MIXTURES = ENCODINGS.flatMap(([encoding, bom]) =>
  DELIMITERS.flatMap((delimiter) =>
    NEWLINES.flatMap((newline) => QUOTING.map((quoting) => ({ encoding, bom, delimiter, newline, quoting }))),
  ),
);

function write(delimiter: string, newline: string, quoting: 'needed' | 'all'): string {
  const cell = (text: string) =>
    quoting === 'all' || /[;,\t|"\n]/.test(text)
      ? `"${text.replaceAll('"', '""').replaceAll('\n', newline)}"`
      : text;
  return ROWS.map((row) => row.map(cell).join(delimiter) + newline).join('');
}

describe('reading CSV as spreadsheets write it', () => {
  it.each(MIXTURES)('$encoding bom=$bom $delimiter newline=$newline quotes=$quoting', async (mixture) => {
    const { encoding, bom, delimiter, newline, quoting } = mixture;
    const bytes = encode(write(delimiter, newline, quoting), encoding, bom);
    const found = detectDialect(bytes);
    expect(found.findings).toEqual([]);
    expect(found.dialect).toEqual({ encoding, bom, delimiter, headerLine: 1 });
    expect(found.header).toEqual(ROWS[0]);
    for (const chunk of [1, 7, 65536]) {
      const { records, findings, end } = await readAll(bytes, found.dialect, {
        chunk,
        from: found.dataStart,
      });
      expect(findings).toEqual([]);
      expect(records.map((record) => record.cells)).toEqual(
        ROWS.slice(1).map((row) => row.map((cell) => cell.replaceAll('\n', newline))),
      );
      expect(records.map((record) => record.line)).toEqual([2, 3, 5, 6]);
      expect(records.map((record) => record.record)).toEqual([1, 2, 3, 4]);
      expect(end).toEqual({ byteOffset: bytes.length, line: 7, record: 4 });
    }
  });

  it('resumes at the end of every batch with the same records as one pass', async () => {
    for (const [encoding, bom] of ENCODINGS) {
      const text = Array.from(
        { length: 60 },
        (_, i) =>
          `L${i};"é${encoding === 'windows-1252' ? '' : '😀'}${'x\n'.repeat(i % 3)}";${i % 7 ? '€' : '"open'}\r\n`,
      ).join('');
      const bytes = encode(`Lot;Texte;Prix\r\n${text}`, encoding, bom);
      const found = detectDialect(bytes);
      const whole = await readAll(bytes, found.dialect, { from: found.dataStart });
      expect(whole.findings.length).toBeGreaterThan(3);
      for (let from = found.dataStart, seen = 0; ;) {
        const [batch] = (await readAll(bytes, found.dialect, { from, batchRows: 4, chunk: 5 })).batches;
        if (!batch) {
          expect(seen).toBe(whole.records.length);
          break;
        }
        expect(batch.records).toEqual(whole.records.slice(seen, seen + batch.records.length));
        expect(batch.end.record - from.record).toBe(batch.records.length + batch.refusedRecords);
        seen += batch.records.length;
        from = batch.end;
      }
    }
  });

  it('passes over blank lines and emptied rows', async () => {
    const { records, findings } = await readAll(Buffer.from('a;b\n\n;;;\n"";" "\r\n  \nc;d\n\n'));
    expect(findings).toEqual([]);
    expect(records.map(({ line, record }) => [line, record])).toEqual([
      [1, 1],
      [6, 2],
    ]);
  });

  it('gives rows shorter or longer than others as they are, and the raw text', async () => {
    const { records } = await readAll(Buffer.from('a;b;c\nd\n"e"  ;f;;\n a"b ;x'));
    expect(records.map((record) => record.cells)).toEqual([
      ['a', 'b', 'c'],
      ['d'],
      ['e', 'f', '', ''],
      [' a"b ', 'x'],
    ]);
    expect(records[2]?.raw).toBe('"e"  ;f;;');
  });

  it('closes the file when its reader stops early', async () => {
    let closed = false;
    const open = async function* () {
      try {
        for (;;) yield Buffer.from('a;b\n');
      } finally {
        closed = true;
      }
    };
    for await (const batch of readCsv(open, {
      dialect: PLAIN,
      from: { byteOffset: 0, line: 1, record: 0 },
    })) {
      expect(batch.records).toHaveLength(2000);
      break;
    }
    expect(closed).toBe(true);
  });
});

describe('records that cannot be read', () => {
  const filler = Array.from({ length: 150 }, (_, i) => `L${i};ok`).join('\n');
  const cases: [
    string,
    string | Buffer,
    { code: string; line: number; column: number; field: string },
    number[],
  ][] = [
    [
      'unclosed quote, then another quote',
      'a;"5 pouces;b\nc;"ok";d\ne;f\n',
      { code: 'CSV_UNCLOSED_QUOTE', line: 1, column: 3, field: 'B' },
      [2, 3],
    ],
    [
      'unclosed quote at the end',
      'a;b\nc;"d\n',
      { code: 'CSV_UNCLOSED_QUOTE', line: 2, column: 3, field: 'B' },
      [1],
    ],
    [
      'unclosed quote, no line end',
      'a;b\nc;"d',
      { code: 'CSV_UNCLOSED_QUOTE', line: 2, column: 3, field: 'B' },
      [1],
    ],
    [
      'unclosed quote in a long file',
      `a;"b\n${filler}`,
      { code: 'CSV_UNCLOSED_QUOTE', line: 1, column: 3, field: 'B' },
      Array.from({ length: 150 }, (_, i) => i + 2),
    ],
    [
      'unclosed quote on a later line of a record',
      'a;"x\ny";"open\nb;c\n',
      { code: 'CSV_UNCLOSED_QUOTE', line: 2, column: 4, field: 'C' },
      [3],
    ],
    [
      '64 KiB in quotes',
      `"${'x'.repeat(70000)}";b\nc;d`,
      { code: 'CSV_UNCLOSED_QUOTE', line: 1, column: 1, field: 'A' },
      [2],
    ],
    [
      'text after a quote',
      'é;"5" pouces";b\nc;d',
      { code: 'CSV_TEXT_AFTER_QUOTE', line: 1, column: 7, field: 'B' },
      [2],
    ],
    ['null byte', 'a;b\nc;d\0e\nf;g', { code: 'CSV_NUL_BYTE', line: 2, column: 4, field: 'B' }, [1, 3]],
    [
      'bad UTF-8',
      Buffer.concat([Buffer.from('é;b\né;d'), Buffer.from([0xe9, 10]), Buffer.from('f;g')]),
      { code: 'CSV_BAD_CHARACTER', line: 2, column: 4, field: 'B' },
      [1, 3],
    ],
    [
      'line too long',
      `a;b\n${'x'.repeat(1100)};c\nd;e`,
      { code: 'CSV_LINE_TOO_LONG', line: 2, column: 1002, field: 'A' },
      [1, 3],
    ],
    [
      'too many columns',
      `a;b\n${'c;'.repeat(20)}\nd;e`,
      { code: 'CSV_TOO_MANY_COLUMNS', line: 2, column: 21, field: 'K' },
      [1, 3],
    ],
  ];
  it.each(cases)('%s', async (_, content, expected, goodLines) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const limits = expected.code === 'CSV_LINE_TOO_LONG' ? { maxLineBytes: 1000 } : { maxColumns: 10 };
    for (const chunk of [1, 1000, 1 << 20]) {
      const { records, findings, refused, end } = await readAll(bytes, PLAIN, { chunk, ...limits });
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({ ...expected, severity: 'error' });
      expect(findings[0]?.message.fr).toContain(`Ligne ${expected.line}`);
      expect(findings[0]?.remedy.en.length).toBeGreaterThan(10);
      expect(refused).toBe(1);
      expect(records.map((record) => record.line)).toEqual(goodLines);
      expect(end.byteOffset).toBe(bytes.length);
    }
  });

  it('names the field by its header and the byte of the file', async () => {
    const bytes = Buffer.concat([Buffer.from('a;b\nc;'), Buffer.from([0xe9])]);
    const { findings } = await readAll(bytes, PLAIN, { header: ['Lot', 'Site'] });
    expect(findings[0]?.field).toBe('Site');
    expect(findings[0]?.message.en).toContain('byte 7 of the file');
  });

  it('refuses a Windows-1252 byte that means nothing, and half a UTF-16 pair', async () => {
    const latin = await readAll(Buffer.from([0x61, 10, 0x81, 10, 0x62]), {
      ...PLAIN,
      encoding: 'windows-1252',
    });
    expect(latin.findings.map(({ code, line }) => [code, line])).toEqual([['CSV_BAD_CHARACTER', 2]]);
    const pair = await readAll(Buffer.from('a\n\ud83d\nb😀', 'utf16le'), { ...PLAIN, encoding: 'utf-16le' });
    expect(pair.findings.map(({ code, line }) => [code, line])).toEqual([['CSV_BAD_CHARACTER', 2]]);
    expect(pair.records.map((record) => record.raw)).toEqual(['a', 'b😀']);
  });

  it('refuses a line of 64 MB alone, and passes over a million blank ones', async () => {
    const block = Buffer.alloc(1 << 20, 'x');
    const open = async function* () {
      for (let i = 0; i < 64; i++) yield block;
      yield Buffer.from('\nlast;row\n');
    };
    const found = [];
    for await (const batch of readCsv(open, {
      dialect: PLAIN,
      from: { byteOffset: 0, line: 1, record: 0 },
    })) {
      found.push(
        ...batch.findings.map((finding) => finding.line),
        ...batch.records.map((record) => record.line),
      );
    }
    expect(found).toEqual([1, 2]);
    expect((await readAll(Buffer.alloc(1 << 20, '\n'))).end).toEqual({
      byteOffset: 1 << 20,
      line: (1 << 20) + 1,
      record: 0,
    });
  });

  it('keeps memory flat: 200 MB of rows, then a line of 64 MB, in less than 150 MB', () => {
    const grown = peakGrowth(`
      const dialect = { encoding: 'utf-8', bom: false, delimiter: ';', headerLine: 1 };
      const from = { byteOffset: 0, line: 1, record: 0 };
      const rows = Buffer.from('LOT-2026;12,5;kg;"tôle ""laminée"" à froid";Forges\\r\\n'.repeat(4000));
      const block = Buffer.alloc(1 << 20, 'x');
      const open = async function* () {
        for (let i = 0; i * rows.length < 200e6; i++) yield Buffer.from(rows);
        for (let i = 0; i < 64; i++) yield block;
        yield Buffer.from('\\nlast;row\\n');
      };
      let count = 0;
      for await (const batch of formats.readCsv(open, { dialect, from })) { count += batch.records.length; look(); }
      if (count < 3_000_000) throw new Error(count + ' rows');`);
    expect(grown).toBeLessThan(150e6);
  }, 60_000);
});
