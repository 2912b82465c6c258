import { encode } from './bytes.fixture.js';
import { detectDialect, HEAD_BYTES } from './csv-dialect.js';
import { Utf8Probe } from './text-encoding.js';

const detect = (text: string) => detectDialect(Buffer.from(text));

describe('detecting how a CSV file is written', () => {
  it('honours a sep= line, with or without mark and quotes', () => {
    for (const first of ['sep=|\r\n', '\uFEFFsep=|\r\n', '"sep=|"\r\n', 'SEP=|\n']) {
      const found = detect(`${first}Lot|Nom;court\r\nA|b;c\r\n`);
      expect(found.dialect).toMatchObject({ delimiter: '|', headerLine: 2 });
      expect(found.header).toEqual(['Lot', 'Nom;court']);
      expect(found.dataStart).toEqual({
        byteOffset: Buffer.byteLength(`${first}Lot|Nom;court\r\n`),
        line: 3,
        record: 0,
      });
    }
    expect(detect('sep=^\nLot^Nom\n').findings[0]?.code).toBe('CSV_FILE_DELIMITER_UNKNOWN');
  });

  it.each([
    ['decimal commas in a semicolon file', 'Poids (kg, net);Lot\n12,5;A\n7,25;B\n', ';'],
    ['delimiters inside quotes', 'a,b\n"x;y;z","1;2"\n"x;y;z","1;2"\n', ','],
    ['one column', 'Lot\nA1, B\nA2\n', ';'],
    ['uneven text', 'Lot;Note\nA;un, deux, trois\nB;quatre\n', ';'],
    ['one column of names', 'Nom\nDupont, Jean\nDurand, Anne\n', ';'],
    ['rows wider than the header', `Lot;Note;Site;Prix;Unité\n${'A;b;c;Lyon;1,5;kg, net\n'.repeat(30)}`, ';'],
    ['tabs', 'Lot\tNote\nA;1\tb\n', '\t'],
  ])('%s', (_, text, delimiter) => {
    expect(detect(text)).toMatchObject({ dialect: { delimiter, headerLine: 1 }, findings: [] });
  });

  it('finds the header under a title and blank lines', () => {
    const found = detect('Suivi des expéditions 2026;;\n\nLot;Quantité;Date\nA;1;01/02/2026\n');
    expect(found.header).toEqual(['Lot', 'Quantité', 'Date']);
    expect(found.dialect.headerLine).toBe(3);
    expect(found.dataStart.line).toBe(4);
  });

  it('is not misled by a comma in the title', () => {
    expect(detect('Suivi, lots 2026\nLot;Quantité;Date\nA;1,5;01/02/2026\nB;2,5;01/02/2026\n')).toMatchObject(
      {
        dialect: { delimiter: ';', headerLine: 2 },
        findings: [],
      },
    );
  });

  it('takes dates and years for column names where the rows below hold quantities', () => {
    expect(detect('Article;Site;2025;2026\nA;Lyon;12;13\n').findings).toEqual([]);
    expect(detect('Article;01/02/2026;01/03/2026\nA;12;13\n').findings).toEqual([]);
  });

  it('reads Windows-1252 after the first byte that is not UTF-8, and cuts no character at the end of the head', () => {
    expect(detectDialect(encode('Numéro;Prix €\nA;1\n', 'windows-1252')).header).toEqual([
      'Numéro',
      'Prix €',
    ]);
    const long = Buffer.from(`Lot;Nom\n${`A;${'é'.repeat(60)}\n`.repeat(3000)}`);
    for (let more = 0; more < 3; more++) {
      const head = long.subarray(0, HEAD_BYTES - more);
      expect(detectDialect(Buffer.concat([Buffer.alloc(more, 'L'), head])).dialect.encoding).toBe('utf-8');
    }
  });

  it('lets the whole file decide the encoding where the first accent comes late', () => {
    const probe = new Utf8Probe();
    const bytes = encode('Lot;Nom\nA;b\nB;é\n', 'windows-1252');
    for (const byte of bytes) probe.push(Uint8Array.of(byte));
    expect(probe.valid).toBe(false);
    expect(detectDialect(bytes.subarray(0, 10), { utf8: probe.valid }).dialect.encoding).toBe('windows-1252');
    const good = new Utf8Probe();
    for (const byte of Buffer.from('aé€😀')) good.push(Uint8Array.of(byte));
    expect(good.valid).toBe(true);
  });

  it('refuses a line of names longer than the head', () => {
    expect(detect(`Lot;${'x'.repeat(300_000)}\nA;1\n`).findings[0]?.code).toBe('CSV_FILE_HEADER_UNREADABLE');
  });

  it('warns of a column named twice', () => {
    const [finding] = detect('N° de lot;Date;Numero de lot\nA;01/02/2026;B\n').findings;
    expect(finding).toMatchObject({ code: 'CSV_DUPLICATE_COLUMN', severity: 'warning', line: 1, field: 'C' });
  });
});

describe('files that are not CSV', () => {
  const cases: [string, Buffer | string][] = [
    ['EMPTY', ''],
    ['ONLY_BLANK', '\r\n;;\r\n  \n'],
    ['XLSX', 'PK\x03\x04\x14\0\x06\0[Content_Types].xml'],
    ['ODS', 'PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet'],
    ['ZIP', 'PK\x03\x04\x14\0\x06\0photo.jpg'],
    ['XLS', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['GZIP', Buffer.from('1f8b0800', 'hex')],
    ['PDF', '%PDF-1.7\n'],
    ['IMAGE', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['JSON', '\uFEFF {"@context": []}'],
    ['XML', '<?xml version="1.0"?><a/>'],
    ['XML', '<table border=1><tr>'],
    ['EDIFACT', "UNA:+.? 'UNB+UNOA:1"],
    ['BINARY', 'a\0b;c\n1;2\n'],
    ['NO_HEADER', 'LOT-1;12,5;01/02/2026\nLOT-2;7;02/02/2026\n'],
    ['NO_HEADER', '12;13\n14;15\n'],
    ['HEADER_UNREADABLE', '"Lot;Date\nA;"b";c\n'],
    ['HEADER_UNREADABLE', `${'a;'.repeat(1100)}\n`],
  ];
  it.each(cases)('%s', (code, content) => {
    const { findings } = detectDialect(Buffer.from(content as string));
    expect(findings[0]).toMatchObject({
      code: `CSV_FILE_${code}`,
      severity: 'error',
      line: expect.any(Number),
    });
    expect(findings[0]?.remedy.fr.length).toBeGreaterThan(10);
  });
});
