import { existsSync, readFileSync } from 'node:fs';
import { readEdifact } from './edifact-reader.js';
import { EdifactFinding } from './edifact-types.js';

const SAMPLES = `${import.meta.dirname}/../../../../../shared/data/exchange/edifact`;

/** An order of two lines, with what a test changes. */
const order = (
  over: { una?: string; unb?: string; body?: string; unt?: string; unz?: string } = {},
): string =>
  (over.una ?? "UNA:+.? '") +
  (over.unb ?? "UNB+UNOC:3+3012345600009:14+552100554:1+260312:1405+REF7++++1'") +
  "UNH+M1+ORDERS:D:96A:UN:EAN008'BGM+220+CDE-77+9'" +
  (over.body ?? "LIN+1++4012345678901:EN'QTY+21:12.5:KGM'LIN+2++9:SA'QTY+21:2:PCE'") +
  (over.unt ?? "UNT+7+M1'") +
  (over.unz ?? "UNZ+1+REF7'");

const read = (text: string, encoding: BufferEncoding = 'utf8') => readEdifact(Buffer.from(text, encoding));
const brief = (findings: readonly EdifactFinding[]) =>
  findings.map(({ code, severity, path, line, column }) => `${severity} ${code} ${path} ${line}:${column}`);

describe('readEdifact', () => {
  it('reads envelope, message and segments', () => {
    const file = read(order());
    expect(file.findings).toEqual([]);
    const [interchange] = file.interchanges;
    expect(interchange!.findings).toEqual([]);
    expect(interchange!.envelope).toEqual({
      syntax: 'UNOC',
      syntaxVersion: '3',
      sender: { id: '3012345600009', qualifier: '14' },
      recipient: { id: '552100554', qualifier: '1' },
      preparedAt: '2026-03-12T14:05',
      controlReference: 'REF7',
      acknowledgementRequested: true,
      test: false,
    });
    const [message] = interchange!.messages;
    expect(message).toMatchObject({
      index: 0,
      reference: 'M1',
      type: 'ORDERS',
      version: 'D',
      release: '96A',
      agency: 'UN',
      association: 'EAN008',
      findings: [],
    });
    expect(message!.segments.map(({ number, tag }) => `${number}${tag}`).join(' ')).toBe(
      '1UNH 2BGM 3LIN 4QTY 5LIN 6QTY 7UNT',
    );
    const quantity = message!.segments[3]!;
    expect(quantity.elements).toEqual([['21', '12.5', 'KGM']]);
    expect([quantity.value(1, 2), quantity.value(1, 4), quantity.value(9)]).toEqual(['12.5', '', '']);
  });

  it.each([
    ['usual signs, no UNA', { una: '' }, ':+?' + "'"],
    ['line breaks after segments', { una: "UNA:+.? '\r\n" }, ''],
  ])('reads %s', (_name, over) => {
    expect(read(order(over)).interchanges[0]!.messages[0]).toMatchObject({ type: 'ORDERS', findings: [] });
  });

  it('reads other separators from UNA, and the control signs of level B', () => {
    const swap = (text: string, to: string) =>
      [...text].map((sign) => to[":+?'".indexOf(sign)] ?? sign).join('');
    const other = 'UNA|*,\\ ~' + swap(order({ una: '' }), '|*\\~');
    expect(read(other).interchanges[0]!.messages[0]).toMatchObject({ reference: 'M1', findings: [] });
    const levelB = swap(order({ una: '' }), '\x1f\x1d?\x1c').replace('UNOC', 'UNOB');
    const [interchange] = read(levelB).interchanges;
    expect(interchange!.messages[0]!.segments[3]!.elements).toEqual([['21', '12.5', 'KGM']]);
    expect(interchange!.messages[0]!.findings).toEqual([]);
    const lines = 'UNA:+.? \n' + order({ una: '' }).replaceAll("'", '\n');
    expect(read(lines).interchanges[0]!.messages[0]!.segments).toHaveLength(7);
  });

  it('takes release characters out, and knows the signs they release', () => {
    const body = "FTX+AAI+++l?'eau ?+ 5 ?: 1 ?? oui:deux'LIN+1'QTY+21:1'IMD+F++:::fin??'";
    const [message] = read(order({ body })).interchanges[0]!.messages;
    expect(message!.segments[2]!.elements).toEqual([['AAI'], [''], [''], ["l'eau + 5 : 1 ? oui", 'deux']]);
    expect(message!.segments[5]!.value(3, 4)).toBe('fin?');
    expect(message!.findings).toEqual([]);
  });

  it('reads repetitions in syntax version 4 alone', () => {
    const body = "LIN+1'FTX+a:b*c:d*e+f'LIN+2'LIN+3'";
    const four = order({ una: '', unb: "UNB+UNOC:4+A+B+20260312:1405+REF7'", body });
    const segment = read(four).interchanges[0]!.messages[0]!.segments[3]!;
    expect(segment.repetitions(1)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(segment.elements).toEqual([['a', 'b'], ['f']]);
    expect([segment.value(1, 2), segment.value(2)]).toEqual(['b', 'f']);
    expect(read(order({ body })).interchanges[0]!.messages[0]!.segments[3]!.value(1, 2)).toBe('b*c');
  });

  it.each([
    ['UNOC', 'latin1', 'pièce', 'pièce', 'iso-8859-1', ''],
    ['UNOC', 'utf8', 'pièce 螺丝', 'pièce 螺丝', 'utf-8', 'EDIFACT_CHARSET_MISMATCH'],
    ['UNOY', 'utf8', '螺丝', '螺丝', 'utf-8', ''],
    ['UNOA', 'latin1', 'é', 'é', 'iso-8859-1', 'EDIFACT_CHARSET_MISMATCH'],
    ['UNOC', 'latin1', '\x80 10', '€ 10', 'iso-8859-1', ''],
    ['UNOD', 'latin1', '\xb3\xf3d\xbc', 'łódź', 'iso-8859-2', ''],
    ['ABCD', 'ascii', 'x', 'x', 'ascii', 'EDIFACT_CHARSET_UNKNOWN'],
  ] as const)('%s in %s: %s is read as %s', (syntax, encoding, written, text, readAs, doubt) => {
    const file = order({
      unb: `UNB+${syntax}:3+A+B+260312:1405+REF7'`,
      body: `LIN+1'IMD+F++:::${written}'QTY+1'QTY+2'`,
    });
    const [interchange] = read(file, encoding).interchanges;
    expect(interchange!.messages[0]!.segments[3]!.value(3, 4)).toBe(text);
    expect(interchange!.readAs).toBe(readAs);
    expect(brief(interchange!.findings)).toEqual(doubt ? [`warning ${doubt} 1:UNB/1.1 1:14`] : []);
  });

  it('refuses bytes that are not the announced UTF-8 at their place, counted in characters', () => {
    const unb = "UNB+UNOY:4+A+B+20260312:1405+REF7'\n";
    const bytes = Buffer.concat([
      Buffer.from(order({ una: '', unb, body: 'LIN+1é++' }).split('UNT')[0]!.replace("9'", "9'\n")),
      Buffer.from([0xe9]),
      Buffer.from(":EN'QTY+1'LIN+2'QTY+1'UNT+7+M1'UNZ+1+REF7'"),
    ]);
    const [message] = readEdifact(bytes).interchanges[0]!.messages;
    expect(brief(message!.findings)).toEqual(['error EDIFACT_BAD_CHARACTER M1/3:LIN/3.1 3:9']);
    expect(message!.findings[0]!.edifact).toMatchObject({
      segment: 3,
      element: 3,
      component: 1,
      syntaxError: '21',
    });
  });

  it.each([
    ['wrong segment count', { unt: "UNT+8+M1'" }, 'EDIFACT_COUNT_MISMATCH M1/7:UNT/1', '7'],
    ['wrong message reference', { unt: "UNT+7+M2'" }, 'EDIFACT_REFERENCE_MISMATCH M1/7:UNT/2', 'M1'],
    ['wrong message count', { unz: "UNZ+2+REF7'" }, 'EDIFACT_COUNT_MISMATCH 2:UNZ/1', '1'],
    ['wrong interchange reference', { unz: "UNZ+1+REF8'" }, 'EDIFACT_REFERENCE_MISMATCH 2:UNZ/2', 'REF7'],
    ['no UNT', { unt: '' }, 'EDIFACT_TRAILER_MISSING M1/1:UNH', undefined],
    ['no UNZ', { unz: '' }, 'EDIFACT_INTERCHANGE_NOT_CLOSED 1:UNB', undefined],
    ['an end cut off', { unz: 'UNZ+1+REF7' }, 'EDIFACT_SEGMENT_NOT_CLOSED 2:UNZ', undefined],
    [
      'an apostrophe that was not released',
      { body: "LIN+1'IMD+F++:::joint d'étanchéité'QTY+1'" },
      'EDIFACT_TAG_INVALID M1/5:étanchéi',
      undefined,
    ],
    [
      'a control character',
      { body: "LIN+1'IMD+F++:::a\x01'QTY+1'QTY+2'" },
      'EDIFACT_CONTROL_CHARACTER M1/4:IMD/3.4',
      undefined,
    ],
    ['a segment outside messages', { unz: "QTY+1'UNZ+1+REF7'" }, 'EDIFACT_OUTSIDE_MESSAGE 2:QTY', undefined],
    [
      'too many elements',
      { body: `LIN${'+'.repeat(120)}'QTY'QTY'QTY'` },
      'EDIFACT_TOO_MANY_ELEMENTS M1/3:LIN',
      undefined,
    ],
    [
      'missing recipient',
      { unb: "UNB+UNOC:3+A++260312:1405+REF7'" },
      'EDIFACT_VALUE_MISSING 1:UNB/3',
      undefined,
    ],
  ])('refuses %s', (_name, over, place, allowed) => {
    const [interchange] = read(order(over)).interchanges;
    const found = [...interchange!.findings, ...interchange!.messages.flatMap(({ findings }) => findings)];
    const errors = found.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, path }) => `${code} ${path}`)).toEqual([place]);
    expect(errors[0]!.allowed).toBe(allowed);
    expect(errors[0]!.message.fr).toMatch(/^Segment \d+ \(.+\).* : .+\.$/);
    expect(errors[0]!.message.en).toMatch(/^Segment \d+ \(.+\).*: .+\.$/);
  });

  it('remarks once what it puts right: wrapped lines, needless release signs, a lost character, a wrong preparation date', () => {
    const body = "LIN+1'IMD+F++:::vi\r\ns ?a\uFFFD'IMD+F++:::vi\ns ?b\uFFFD'QTY+1'";
    const [interchange] = read(order({ unb: "UNB+UNOY:3+A+B+261312:1405+REF7'", body })).interchanges;
    expect(brief(interchange!.findings)).toEqual(['warning EDIFACT_PREPARATION_DATE 1:UNB/4 1:25']);
    const [message] = interchange!.messages;
    expect(brief(message!.findings)).toEqual([
      'warning EDIFACT_NEEDLESS_RELEASE M1/4:IMD/3.4 1:105',
      'warning EDIFACT_WRAPPED M1/4:IMD/3.4 1:105',
      'warning EDIFACT_CHARACTER_LOST M1/4:IMD/3.4 1:105',
    ]);
    expect(message!.segments[3]!.value(3, 4)).toBe('vis a\uFFFD');
  });

  it('reads messages without envelope, several interchanges, and groups', () => {
    const bare = order({ una: '', unb: '', unz: '' });
    const [first] = read(bare).interchanges;
    expect(first!.envelope).toBeUndefined();
    expect(brief(first!.findings)).toEqual(['warning EDIFACT_NO_ENVELOPE M1/1:UNH 1:1']);
    expect(first!.messages[0]!.findings).toEqual([]);
    const headless = read(bare.slice(bare.indexOf('BGM'), bare.indexOf('UNT'))).interchanges[0]!;
    expect(headless.messages[0]).toMatchObject({ type: '', reference: '' });
    expect(brief(headless.messages[0]!.findings)).toEqual(['warning EDIFACT_NO_MESSAGE_HEADER 1:BGM 1:1']);
    const two = read(order() + '\r\n' + order({ unb: "UNB+UNOA:2+C+D+260312:1405+REF7'" }));
    expect(two.interchanges.map(({ envelope }) => envelope!.sender.id)).toEqual(['3012345600009', 'C']);
    const grouped = order({
      unb: "UNB+UNOC:3+A+B+260312:1405+REF7'UNG+ORDERS+A+B+260312:1405+G1+UN+D:96A'",
      unz: "UNE+1+G1'UNZ+1+REF7'",
    });
    expect(read(grouped).interchanges[0]!.findings).toEqual([]);
    expect(brief(read(grouped.replace('UNE+1+G1', 'UNE+3+G9')).interchanges[0]!.findings)).toEqual([
      'error EDIFACT_COUNT_MISMATCH 3:UNE/1 1:206',
      'error EDIFACT_REFERENCE_MISMATCH 3:UNE/2 1:208',
    ]);
  });

  it.each([
    ['', 'EDIFACT_EMPTY'],
    [' \r\n', 'EDIFACT_EMPTY'],
    ['Bonjour', 'EDIFACT_NOT_EDIFACT'],
    ['UNA:+.? ', 'EDIFACT_UNA_INVALID'],
    ["UNA++.? 'UNB+UNOC", 'EDIFACT_UNA_INVALID'],
    ["UNA:+.? 'hello", 'EDIFACT_NOT_EDIFACT'],
    ['UNB*UNOC|3*A*B~', 'EDIFACT_UNA_MISSING'],
    [`UNB+UNOC:3+${'A'.repeat(40_000)}`, 'EDIFACT_SEGMENT_TOO_LONG'],
    [`${order()}et voilà`, 'EDIFACT_TEXT_AFTER_END'],
  ])('refuses the file %j', (text, code) => {
    const { findings } = read(text);
    expect(findings).toMatchObject([{ code, severity: 'error', line: expect.any(Number) }]);
  });

  it('keeps to its limits', () => {
    const bytes = Buffer.from(order());
    const codes = (limits: object) => readEdifact(bytes, limits).findings.map(({ code }) => code);
    expect(codes({ fileBytes: 10 })).toEqual(['EDIFACT_TOO_LARGE']);
    expect(codes({ segments: 5 })).toEqual(['EDIFACT_TOO_MANY_SEGMENTS']);
    expect(codes({ messages: 0 })).toEqual(['EDIFACT_TOO_MANY_MESSAGES']);
    expect(codes({ segmentBytes: 20 })).toEqual(['EDIFACT_SEGMENT_TOO_LONG']);
    const many = read("UNB+UNOC:3+A+B+260312:1405+R'" + "UNH++'x'".repeat(9000));
    const kept = many.interchanges[0]!.messages.map(({ findings }) => findings.length);
    expect(Math.min(...kept)).toBeGreaterThan(0);
    expect(kept.reduce((sum, count) => sum + count)).toBeLessThan(12_000);
  });

  it('reads the samples of other programs, where they are at hand', () => {
    if (!existsSync(SAMPLES)) return;
    const sample = (name: string) => readEdifact(readFileSync(`${SAMPLES}/${name}`));
    const wrapped = sample('example_wrapped.edi').interchanges[0]!;
    expect(brief(wrapped.findings)).toEqual(['warning EDIFACT_CHARSET_UNKNOWN 1:UNB/1.1 1:14']);
    expect(wrapped.messages[0]).toMatchObject({ type: 'PAORES', version: '93', release: '1', findings: [] });
    const released = sample('example_release_character.edi').interchanges[0]!.messages[0]!;
    expect(released.segments[8]!.value(2)).toBe("NO MORE ?' FLIGHTS 3");
    expect(brief(released.findings)).toEqual(['error EDIFACT_COUNT_MISMATCH 1/23:UNT/1 25:5']);
    const wrong = sample('example_order_error.edi').interchanges[0]!.messages[0]!;
    expect(brief(wrong.findings)).toEqual([
      'warning EDIFACT_CHARACTER_LOST 2019265563/6:NAD/4.1 8:26',
      'warning EDIFACT_NEEDLESS_RELEASE 2019265563/83:IMD/3.4 85:11',
    ]);
    expect(sample('d96a-invoic.edi').interchanges[0]!.messages[0]).toMatchObject({ type: '' });
    expect(sample('recadv-d01b.edi').interchanges[0]!.messages[0]!.segments[8]!.value(4)).toBe(
      '报文测试天津有限公司',
    );
    expect(sample('D96ADESADV.edi').interchanges[0]!.messages[0]).toMatchObject({
      version: '0',
      findings: [],
    });
  });
});
