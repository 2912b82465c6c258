import { existsSync, readFileSync } from 'node:fs';
import {
  IncomingAcknowledgement,
  IncomingDocument,
  IncomingMessage,
  IncomingResponse,
} from '../edi-types.js';
import { readEdifactMessages } from './read-edifact-messages.js';

const SAMPLES = `${import.meta.dirname}/../../../../../../shared/data/exchange/edifact`;
const PARTIES = "NAD+BY+3012345600002::9'NAD+SE+4711::92++Arve Décolletage'";

/** One message of a type between BGM and UNT, counts put right. */
function interchange(type: string, body: string, release = '96A'): Buffer {
  const count = body.split("'").length - 1 + 2;
  return Buffer.from(
    `UNB+UNOC:3+A:ZZ+B:ZZ+260312:1405+7'UNH+1+${type}:D:${release}:UN'${body}UNT+${count}+1'UNZ+1+7'`,
  );
}
const read = (type: string, body: string, release?: string): IncomingMessage =>
  readEdifactMessages(interchange(type, body, release)).interchanges[0]!.messages[0]!;
const faults = ({ findings }: IncomingMessage) => findings.map(({ code, path }) => `${code} ${path}`);

const order = (line: string, head = '') =>
  `BGM+220+C1+9'DTM+137:20260312:102'${head}${PARTIES}LIN+1++AB-1:IN'${line}UNS+S'`;

describe('ORDERS', () => {
  it.each([
    ['an unknown unit', "QTY+21:5:ZZZ'", 'EDI_UNIT_UNKNOWN 1/7:QTY/1.3'],
    ['a negative quantity', "QTY+21:-5:PCE'", 'EDI_NUMBER_NEGATIVE 1/7:QTY/1.2'],
    ['letters for a quantity', "QTY+21:cinq:PCE'", 'EDI_NUMBER_UNREADABLE 1/7:QTY/1.2'],
    ['thousands separators', "QTY+21:1.234,5:PCE'", 'EDI_NUMBER_UNREADABLE 1/7:QTY/1.2'],
    ['too many decimals', "QTY+21:0.1234567:PCE'", 'EDI_NUMBER_TOO_LARGE 1/7:QTY/1.2'],
    ['30 February', "QTY+21:1:PCE'DTM+2:20260230:102'", 'EDI_DATE_IMPOSSIBLE 1/8:DTM/1.2'],
    ['a date unlike its format', "QTY+21:1:PCE'DTM+2:20260220:203'", 'EDI_DATE_IMPOSSIBLE 1/8:DTM/1.2'],
    ['a week 54', "QTY+21:1:PCE'DTM+2:202654:616'", 'EDI_DATE_IMPOSSIBLE 1/8:DTM/1.2'],
    ['an unknown date format', "QTY+21:1:PCE'DTM+2:20260220:999'", 'EDI_DATE_FORMAT_UNKNOWN 1/8:DTM/1.3'],
    ['a wrong GTIN', "PIA+1+3012345678903:EN'QTY+21:1:PCE'", 'FIELD_WRONG_GTIN 1/7:PIA/2.1'],
    ['a quantity without number', "QTY+21::PCE'", 'EDI_VALUE_MISSING 1/7:QTY/1.2'],
    ['no quantity', "IMD+F++:::Vis'", 'EDI_FIELD_MISSING 1/6:LIN'],
    ['an unknown currency', "QTY+21:1:PCE'", 'FIELD_UNKNOWN_CODE 1/4:CUX/1.2', "CUX+2:XXX'"],
    ['a colon not released', "QTY+21:1:PCE'IMD+F++:::a:b:fra:c'", 'EDI_TOO_MANY_COMPONENTS 1/8:IMD/3.7'],
  ])('refuses %s at its component', (_name, line, fault, head = '') => {
    const message = read('ORDERS', order(line, head));
    expect(message.refused).toBe(true);
    const errors = message.findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, path }) => `${code} ${path}`)).toContain(fault);
    for (const { message: words } of errors) {
      expect(words.fr).toMatch(/^Segment \d+ \([A-Z]{3}\)/);
      expect(words.en).toMatch(/^Segment \d+ \([A-Z]{3}\)/);
    }
  });

  it('reads whole what is well written, in either decimal mark and by date format', () => {
    const body = order("QTY+21:12,5:KGM'DTM+2:202614:616'PRI+AAA:250::::'", "DTM+2:202604021430:203'");
    const message = read('ORDERS', body.replace("250::::'", "250:::100:KGM'")) as IncomingDocument;
    expect(message).toMatchObject({
      refused: false,
      findings: [],
      number: 'C1',
      header: { number: 'C1', issueDate: '2026-03-12', requestedDate: '2026-04-02' },
      lines: [
        { lineNumber: 1, values: { quantity: 12.5, unit: 'KGM', price: 2.5, requestedDate: '2026-03-30' } },
      ],
      issuer: { identifiers: [{ scheme: 'gln', value: '3012345600002', agency: '9' }] },
      recipient: {
        identifiers: [{ scheme: 'assigned_by_buyer', value: '4711', agency: '92' }],
        name: 'Arve Décolletage',
      },
    });
  });

  it('remarks what it can do without', () => {
    const message = read('ORDERS', order("QTY+21:5'PRI+AAA:3:::1:KGM'XYZ+1'", "TOD+3++XXX'") + "CNT+2:9'");
    expect(message.refused).toBe(false);
    expect(faults(message)).toEqual([
      'EDI_CODE_LEFT_OUT 1/4:TOD/3.1',
      'EDI_UNIT_ASSUMED 1/8:QTY/1.2',
      'EDI_PRICE_LEFT_OUT 1/9:PRI/1.6',
      'EDI_SEGMENT_UNEXPECTED 1/10:XYZ',
      'EDI_LINE_COUNT 1/12:CNT/1.2',
    ]);
  });

  it('takes the parties of the envelope where the message names none, and refuses where there is neither', () => {
    const body = "BGM+220+C1+9'DTM+137:20260312:102'LIN+1++AB-1:IN'QTY+21:1:PCE'UNS+S'";
    expect(read('ORDERS', body)).toMatchObject({ refused: false, issuer: { identifiers: [{ value: 'A' }] } });
    const bare = Buffer.from(`UNH+1+ORDERS:D:96A:UN'${body}UNT+7+1'`);
    expect(faults(readEdifactMessages(bare).interchanges[0]!.messages[0]!)).toEqual([
      'EDI_PARTY_MISSING 1/2:BGM',
    ]);
  });

  it('refuses messages of an interchange whose envelope is wrong', () => {
    const cut = interchange('ORDERS', order("QTY+21:1:PCE'")).toString('latin1').replace("UNZ+1+7'", '');
    const [whole] = readEdifactMessages(Buffer.from(cut, 'latin1')).interchanges;
    expect(whole).toMatchObject({ refused: true, messages: [{ refused: true }] });
  });
});

describe('ORDRSP', () => {
  const answer = (bgm: string, lines: string) =>
    read(
      'ORDRSP',
      `BGM+231+R1+${bgm}'DTM+137:20260312:102'RFF+ON:C1'${PARTIES}${lines}UNS+S'`,
    ) as IncomingResponse;

  it.each([
    ['29', "LIN+1+5'QTY+21:5:PCE'", 'accept', []],
    ['27', '', 'reject', []],
    ['4', "LIN+1+3'QTY+113:4:PCE'LIN+2+5'", 'modify', []],
    ['9+AP', '', 'accept', []],
    ['9', "LIN+1+7'LIN+2+7'", 'reject', []],
    ['9', "LIN+1'QTY+21:5:PCE'", 'compare', []],
    ['29', "LIN+1+3'QTY+113:4:PCE'", 'modify', ['EDI_ANSWER_UNCLEAR 1/2:BGM/3']],
  ])('BGM %s with %s means %s', (bgm, lines, act, found) => {
    const message = answer(bgm, lines);
    expect(message).toMatchObject({
      kind: 'response',
      answersNumber: 'C1',
      number: 'R1',
      act,
      refused: false,
    });
    expect(faults(message)).toEqual(found);
    expect(message.reason).not.toBe('');
    expect(message.issuer.name).toBe('Arve Décolletage');
  });

  it('counts lines as the order does, and refuses an answer to no order', () => {
    const message = answer('4', "LIN+1+3'QTY+113:4:KGM'DTM+69:20260401:102'RFF+ON:C1:20'FTX+AAI+++rupture'");
    expect(message.lines).toEqual([
      {
        lineNumber: 20,
        unit: 'KGM',
        values: {
          answer: 'changed',
          confirmedQuantity: 4,
          confirmedDate: '2026-04-01',
          answerNote: 'rupture',
        },
      },
    ]);
    const nothing = read('ORDRSP', `BGM+231+R1+8'${PARTIES}`);
    expect(faults(nothing)).toEqual(['EDI_VALUE_MISSING 1/2:BGM', 'EDI_FUNCTION_UNKNOWN 1/2:BGM/3']);
  });
});

describe('DELFOR and DELJIT', () => {
  const D96A = `BGM+241+P7+5'DTM+137:20260312:102'DTM+158:20260316:102'DTM+159:20260430:102'RFF+AIF:P6'${PARTIES}NAD+ST+Q3'UNS+D'LIN+++AR-1:IN'PIA+1+S-9:SA'IMD+F++:::Axe'RFF+ON:C1:10'QTY+70:500:PCE'DTM+51:20260101:102'QTY+113:100:PCE'SCC+1'DTM+2:20260316:102'QTY+113:200:PCE'SCC+4++W'DTM+64:20260323:102'DTM+63:20260329:102'QTY+113:300:PCE'SCC+2'DTM+2:202614:616'LIN+++AR-2:IN'QTY+1:5:KGM'DTM+2:202604:610'UNS+S'`;

  it('reads a schedule of D96A, SCC behind each quantity', () => {
    const message = read('DELFOR', D96A) as IncomingDocument;
    expect(faults(message)).toEqual([]);
    expect(message).toMatchObject({
      type: 'forecast',
      function: 'replace',
      header: {
        number: 'P7',
        periodStart: '2026-03-16',
        periodEnd: '2026-04-30',
        replacesNumber: 'P6',
        deliveryLocation: 'Q3',
      },
    });
    const about = { buyerItem: 'AR-1', sellerItem: 'S-9', description: 'Axe', unit: 'H87' };
    expect(message.lines).toEqual([
      {
        lineNumber: 1,
        values: { ...about, quantity: 100, date: '2026-03-16', bucket: 'day', commitment: 'firm' },
      },
      {
        lineNumber: 2,
        values: { ...about, quantity: 200, date: '2026-03-23', bucket: 'week', commitment: 'planning' },
      },
      {
        lineNumber: 3,
        values: { ...about, quantity: 300, date: '2026-03-30', bucket: 'week', commitment: 'production' },
      },
      {
        lineNumber: 4,
        values: { buyerItem: 'AR-2', unit: 'KGM', quantity: 5, date: '2026-04-01', bucket: 'month' },
      },
    ]);
  });

  it('reads a schedule of D01B, SCC before the quantities that it governs, and finds its horizon', () => {
    const body = `BGM+241+P8+9'DTM+137:20260312:102'${PARTIES}LIN+1++AR-1:IN'SCC+1'QTY+113:1:PCE'DTM+2:20260316:102'QTY+113:2:PCE'DTM+2:20260317:102'SCC+4++M'QTY+113:3:PCE'DTM+64:20260401:102'`;
    const message = read('DELFOR', body, '01B') as IncomingDocument;
    expect(faults(message)).toEqual([]);
    expect(
      message.lines.map(({ values }) => `${values['quantity']} ${values['commitment']} ${values['bucket']}`),
    ).toEqual(['1 firm day', '2 firm day', '3 planning month']);
    expect(message.header).toMatchObject({ periodStart: '2026-03-16', periodEnd: '2026-04-01' });
  });

  it('reads a call-off to the hour', () => {
    const body = `BGM+242+J1+9'DTM+137:20260312:102'${PARTIES}SEQ+1'LIN+1++AR-1:IN'RFF+ON:C1'QTY+113:40:PCE'DTM+2:202603131430:203'`;
    expect(read('DELJIT', body)).toMatchObject({
      type: 'call_off',
      findings: [],
      header: { number: 'J1', orderNumber: 'C1' },
      lines: [{ values: { quantity: 40, requestedDate: '2026-03-13', requestedTime: '14:30' } }],
    });
  });

  it('refuses a schedule without deliveries, and one whose date is missing', () => {
    const none = `BGM+241+P8+9'DTM+137:20260312:102'${PARTIES}LIN+1++A:IN'QTY+70:5:PCE'`;
    expect(faults(read('DELFOR', none))).toContain('EDI_LINES_MISSING 1/2:BGM');
    const undated = none.replace('QTY+70', 'QTY+113');
    expect(faults(read('DELFOR', undated))).toContain('EDI_FIELD_MISSING 1/7:QTY');
  });
});

describe('DESADV', () => {
  const despatch = (body: string, release?: string) =>
    read('DESADV', `BGM+351+B1+9'DTM+11:202603301645:203'${PARTIES}${body}`, release) as IncomingDocument;
  const lines = (message: IncomingDocument) =>
    message.lines.map(({ lineNumber, values: { quantity, lot, serial, sscc } }) =>
      [lineNumber, quantity, lot ?? serial, sscc].join(' '),
    );

  it('splits a line by its lots (GS1: PCI+36E)', () => {
    const message = despatch(
      "CPS+1'PAC+1++CT'PCI+33E'GIN+BJ+395260000000000014'LIN+5++3012345678902:SRV'QTY+12:15:PCE'PCI+36E'QTY+12:10:PCE'DTM+36:20270101:102'GIN+BX+L1'PCI+36E'QTY+12:5:PCE'GIN+BX+L2'LIN+1++A:IN'QTY+12:1:PCE'",
      '01B',
    );
    expect(faults(message)).toEqual([]);
    expect(lines(message)).toEqual([
      '1 1  395260000000000014',
      '2 5 L2 395260000000000014',
      '5 10 L1 395260000000000014',
    ]);
    expect(message.lines[2]!.values).toMatchObject({
      expiryDate: '2027-01-01',
      gtin: '03012345678902',
      packageType: 'CT',
    });
  });

  it('splits a line by its serial numbers, and refuses another count', () => {
    const serials = "CPS+1'LIN+1++A:IN'QTY+12:3:PCE'GIN+BN+S1+S2+S3'RFF+BT:L1'";
    expect(lines(despatch(serials))).toEqual(['1 1 L1 ', '2 1 L1 ', '3 1 L1 ']);
    expect(despatch(serials).lines.map(({ values }) => values['serial'])).toEqual(['S1', 'S2', 'S3']);
    expect(faults(despatch(serials.replace('12:3', '12:4')))).toEqual(['EDI_SERIAL_COUNT 1/9:GIN/2.1']);
  });

  it('splits a line by its packages where the quantity per pack says how much each holds (Odette)', () => {
    const packs =
      "CPS+1++1'PAC+2++CT'QTY+52:50:PCE'PCI+17'GIN+ML+395260000000000014+395260000000000021'LIN+1++A:IN'QTY+12:100:PCE'RFF+ON:C1:10'";
    expect(lines(despatch(packs))).toEqual(['1 50  395260000000000014', '2 50  395260000000000021']);
    const unsaid = despatch(packs.replace("QTY+52:50:PCE'", ''));
    expect(lines(unsaid)).toEqual(['1 100  ']);
    expect(faults(unsaid)).toEqual(['EDI_PACKAGES_UNSPLIT 1/9:GIN/2.1']);
    const own = despatch(packs.replaceAll('3952600000000000', ''));
    expect(faults(own)).toEqual(['EDI_LABEL_NOT_SSCC 1/10:GIN/2.1']);
  });

  it('refuses several lots without quantities, and a wrong SSCC', () => {
    expect(faults(despatch("CPS+1'LIN+1++A:IN'QTY+12:3:PCE'GIN+BX+L1+L2'"))).toEqual([
      'EDI_LOT_QUANTITY 1/9:GIN/2.1',
    ]);
    expect(faults(despatch("CPS+1'PCI+33E'GIN+BJ+395260000000000015'LIN+1++A:IN'QTY+12:3:PCE'"))).toEqual([
      'FIELD_WRONG_SSCC 1/8:GIN/2.1',
    ]);
  });

  it('takes the date of the message where that of despatch is missing', () => {
    const message = read(
      'DESADV',
      `BGM+351+B1+9'DTM+137:20260330:102'${PARTIES}CPS+1'LIN+1++A:IN'QTY+12:3:PCE'`,
    ) as IncomingDocument;
    expect(faults(message)).toEqual(['EDI_DATE_ASSUMED 1/3:DTM']);
    expect(message.header['despatchDate']).toBe('2026-03-30T00:00:00+02:00');
  });
});

describe('RECADV', () => {
  const receipt = (quantities: string) =>
    read(
      'RECADV',
      `BGM+632+R1+9'DTM+50:202604010810:203'RFF+AAK:B1'${PARTIES}CPS+1'LIN+1++A:IN'${quantities}RFF+AAK:B1:3'`,
    ) as IncomingDocument;

  it.each([
    ["QTY+48:10:PCE'", { quantity: 10 }],
    ["QTY+12:12:PCE'QTY+48:10:PCE'", { quantity: 10, shortQuantity: 2 }],
    ["QTY+48:10:PCE'QTY+195:3:PCE'", { quantity: 7, rejectedQuantity: 3 }],
    [
      "QTY+194:7:PCE'QTY+195:3:PCE'QVR+3:195++:::expired'",
      { quantity: 7, rejectedQuantity: 3, rejectReason: 'expired' },
    ],
    ["QTY+48:10:PCE'QTY+124:1:PCE'", { quantity: 9, rejectedQuantity: 1, rejectReason: 'damaged' }],
    ["QTY+48:10:PCE'QVR+-2:12+BP'", { quantity: 10, shortQuantity: 2 }],
    ["QTY+48:0:PCE'QTY+119:5:PCE'", { quantity: 0, shortQuantity: 5 }],
  ])('%s', (quantities, values) => {
    const message = receipt(quantities);
    expect(faults(message)).toEqual([]);
    expect(message.header).toMatchObject({
      despatchAdviceNumber: 'B1',
      receiptDate: '2026-04-01T08:10:00+02:00',
    });
    expect(message.lines).toEqual([
      { lineNumber: 1, values: { buyerItem: 'A', unit: 'H87', despatchLine: 3, ...values } },
    ]);
  });
});

describe('acknowledgements and what is not read', () => {
  it('reads CONTRL and APERAK of a partner', () => {
    const control = "UCI+I0001+A:ZZ+B:ZZ+7'UCM+1+ORDERS:D:96A:UN+4'UCS+7'UCD+39+2:3'";
    expect(read('CONTRL', control)).toMatchObject({
      kind: 'acknowledgement',
      accepted: false,
      interchangeReference: 'I0001',
      reasons: ['UCS 7', 'UCD 39 2.3'],
    } satisfies Partial<IncomingAcknowledgement>);
    expect(read('CONTRL', "UCI+I0001+A+B+8'")).toMatchObject({ accepted: true, reasons: [] });
    const refusal = "BGM+313+9+27'RFF+ON:C1'ERC+12'FTX+AAO+++unité inconnue'";
    expect(read('APERAK', refusal)).toMatchObject({
      accepted: false,
      documentNumber: 'C1',
      reasons: ['ERC 12: unité inconnue'],
    });
    expect(read('APERAK', "BGM+312+9+29'RFF+ON:C1'")).toMatchObject({ accepted: true });
  });

  it('refuses types that it does not know, at UNH', () => {
    expect(read('INVOIC', "BGM+380+F1+9'")).toMatchObject({ kind: 'unread', refused: true });
    expect(faults(read('toString', "BGM+380+F1+9'"))).toEqual(['EDI_TYPE_UNKNOWN 1/1:UNH/2.1']);
  });

  it('reads other releases as the nearest, and says so', () => {
    const message = read('ORDERS', order("QTY+21:1:PCE'"), '07A');
    expect(message.refused).toBe(false);
    expect(faults(message)).toEqual(['EDI_VERSION_OTHER 1/1:UNH/2.3']);
  });
});

describe('samples of other programs, where they are at hand', () => {
  const sample = (name: string) => readEdifactMessages(readFileSync(`${SAMPLES}/${name}`)).interchanges[0]!;
  const errors = ({ findings }: IncomingMessage) =>
    findings
      .filter(({ severity }) => severity === 'error')
      .map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`);

  it('D96ADESADV.edi: its function code is none', () => {
    if (!existsSync(SAMPLES)) return;
    const [message] = sample('D96ADESADV.edi').messages as IncomingDocument[];
    expect(errors(message!)).toEqual(['EDI_FUNCTION_UNKNOWN 142/2:BGM/3 3:19']);
    expect(faults(message!)).toContain('EDI_VERSION_OTHER 142/1:UNH/2.2');
    expect(message!.lines[1]).toEqual({
      lineNumber: 2,
      values: expect.objectContaining({
        gtin: '09781568361871',
        quantity: 1,
        orderNumber: '6905456',
      }) as object,
    });
  });

  it('d96a-invoic.edi: no envelope, no type', () => {
    if (!existsSync(SAMPLES)) return;
    const file = sample('d96a-invoic.edi');
    expect(file.findings.map(({ code }) => code)).toEqual(['EDIFACT_NO_ENVELOPE']);
    expect(errors(file.messages[0]!)).toEqual(['EDI_TYPE_UNKNOWN 1:BGM 1:1']);
  });

  it('example_order_ok.edi: every unit is unknown, and nothing else wrong', () => {
    if (!existsSync(SAMPLES)) return;
    const [message] = sample('example_order_ok.edi').messages;
    const found = errors(message!);
    expect(found[0]).toBe('EDI_UNIT_UNKNOWN 2019265563/16:QTY/1.3 18:10');
    expect(found.every((one) => one.startsWith('EDI_UNIT_UNKNOWN 2019265563/'))).toBe(true);
  });

  it('example_order_error.edi: two descriptions whose colons are not released', () => {
    if (!existsSync(SAMPLES)) return;
    const [message] = sample('example_order_error.edi').messages;
    expect(errors(message!).filter((one) => !one.startsWith('EDI_UNIT_UNKNOWN'))).toEqual([
      'EDI_VALUE_TOO_LONG 2019265563/359:IMD/3.6 361:55',
      'EDI_TOO_MANY_COMPONENTS 2019265563/359:IMD/3.7 361:68',
    ]);
    expect(faults(message!)).toContain('EDIFACT_NEEDLESS_RELEASE 2019265563/83:IMD/3.4');
  });

  it('the two PAORES: a type that is not read', () => {
    if (!existsSync(SAMPLES)) return;
    expect(errors(sample('example_wrapped.edi').messages[0]!)).toEqual(['EDI_TYPE_UNKNOWN 1/1:UNH/2.1 1:53']);
    expect(errors(sample('example_release_character.edi').messages[0]!)).toEqual([
      'EDI_TYPE_UNKNOWN 1/1:UNH/2.1 3:7',
      'EDIFACT_COUNT_MISMATCH 1/23:UNT/1 25:5',
    ]);
  });

  it('recadv-d01b.edi: read whole', () => {
    if (!existsSync(SAMPLES)) return;
    const [message] = sample('recadv-d01b.edi').messages as IncomingDocument[];
    expect(message).toMatchObject({
      refused: false,
      type: 'receipt_advice',
      number: '20220808112809950',
      header: { receiptDate: '2022-08-23T00:00:00+02:00' },
      lines: [
        {
          lineNumber: 900001,
          values: { buyerItem: '1000629', quantity: 200, unit: 'H87', lot: 'U23362', orderLine: 10 },
        },
      ],
    });
    expect(faults(message!)).toEqual(['EDI_VALUE_TOO_LONG 1/12:NAD/4.1']);
  });
});
