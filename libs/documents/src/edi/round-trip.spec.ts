import { EDI_PROFILES, EdiProfile, LotStyle, SerialStyle } from './profiles.js';
import { DESPATCH, ENVELOPE, ORDER, RECEIPT, RESPONSE } from './edi.fixture.js';
import { IncomingDocument, IncomingResponse, OutgoingDocument } from './edi-types.js';
import { readEdiFile } from './read-edi-file.js';
import { writeEdifactMessages } from './edifact/write-edifact-messages.js';
import { writeUblMessage } from './ubl/write-ubl-message.js';

const NAMED: readonly (readonly [string, OutgoingDocument])[] = [
  ['order', ORDER],
  ['despatch_advice', DESPATCH],
  ['receipt_advice', RECEIPT],
];
const PROFILES: readonly EdiProfile[] = [
  ...Object.values(EDI_PROFILES),
  { ...EDI_PROFILES.gs1, name: 'gs1 in UTF-8', syntax: 'UNOY', una: false },
  { ...EDI_PROFILES.default, name: 'default D01B', version: 'D01B', lineBreaks: true },
];

const readOne = (bytes: Uint8Array, profile?: EdiProfile) => {
  const file = readEdiFile(bytes, profile ? { profileOf: () => profile } : {});
  expect(file.findings).toEqual([]);
  expect(file.interchanges.flatMap(({ findings }) => findings)).toEqual([]);
  return file.interchanges[0]!.messages[0] as IncomingDocument | IncomingResponse;
};

describe.each(PROFILES.map((profile) => [profile.name, profile] as const))(
  'EDIFACT, profile %s',
  (_name, profile) => {
    it.each(NAMED)('%s goes out and comes in the same', (type, document) => {
      const written = writeEdifactMessages([document], ENVELOPE, profile);
      expect({ findings: written.findings, lost: written.lost }).toEqual({ findings: [], lost: [] });
      const read = readOne(written.bytes, profile) as IncomingDocument;
      expect(read.findings).toEqual([]);
      expect(read).toMatchObject({
        kind: 'document',
        type,
        refused: false,
        function: 'original',
        number: document.header['number'],
        messageReference: '1',
      });
      expect(read.header).toEqual(document.header);
      // EDIFACT puts the number of the order into every line that names a line of it
      expect(read.lines).toEqual(document.lines);
      for (const [side, party] of [
        [read.issuer, document.issuer],
        [read.recipient, document.recipient],
      ] as const) {
        expect(side.name).toBe(party.name);
        expect(party.identifiers).toEqual(
          expect.arrayContaining(side.identifiers.map(({ scheme, value }) => ({ scheme, value }))),
        );
        expect(side.identifiers).toHaveLength(party.identifiers.length);
      }
    });

    it('an answer to an order goes out and comes in the same', () => {
      const written = writeEdifactMessages([RESPONSE], ENVELOPE, profile);
      expect(written.findings).toEqual([]);
      const read = readOne(written.bytes, profile) as IncomingResponse;
      expect(read.findings).toEqual([]);
      expect(read).toMatchObject({
        kind: 'response',
        number: 'AR-555',
        answersNumber: 'CDE-2026-0117',
        act: 'modify',
        reason: 'Matière en retard. Reste le 16.',
        issuer: { name: RESPONSE.issuer.name },
        lines: [
          {
            lineNumber: 10,
            unit: 'KGM',
            values: {
              answer: 'changed',
              confirmedQuantity: 10,
              confirmedDate: '2026-04-09',
              answerNote: 'Reste le 16.',
            },
          },
          { lineNumber: 20, unit: 'H87', values: { answer: 'accepted', confirmedQuantity: 4000 } },
          { lineNumber: 30, values: { answer: 'rejected' } },
        ],
      });
      for (const act of ['accept', 'reject'] as const) {
        const { bytes } = writeEdifactMessages([{ ...RESPONSE, act }], ENVELOPE, profile);
        expect(readOne(bytes, profile)).toMatchObject({ act, findings: [] });
      }
    });
  },
);

describe('EDIFACT styles', () => {
  const LOTS: readonly LotStyle[] = ['RFF+BT', 'GIN+BX', 'GIR+3', 'PIA+NB', 'PCI+36E'];
  const SERIALS: readonly SerialStyle[] = ['RFF+SE', 'GIN+BN', 'GIR+1', 'PIA+SN'];

  it.each(LOTS.flatMap((lot) => SERIALS.map((serial) => [lot, serial] as const)))(
    'lot as %s and serial number as %s are read whatever the profile',
    (lot, serial) => {
      const { bytes } = writeEdifactMessages([DESPATCH], ENVELOPE, { ...EDI_PROFILES.default, lot, serial });
      expect((readOne(bytes) as IncomingDocument).lines).toEqual(DESPATCH.lines);
    },
  );

  it('replacements, cancellations and duplicates say so', () => {
    for (const purpose of ['replace', 'cancel', 'duplicate'] as const) {
      const { bytes } = writeEdifactMessages(
        [{ ...ORDER, function: purpose }],
        ENVELOPE,
        EDI_PROFILES.default,
      );
      expect(readOne(bytes)).toMatchObject({ function: purpose, refused: false });
    }
  });

  it('several documents make one interchange', () => {
    const { bytes } = writeEdifactMessages(
      [ORDER, DESPATCH, RECEIPT, RESPONSE],
      ENVELOPE,
      EDI_PROFILES.galia,
    );
    const [interchange] = readEdiFile(bytes).interchanges;
    expect(
      interchange!.messages.map(({ messageReference, messageType }) => messageReference + messageType),
    ).toEqual(['1ORDERS D96A', '2DESADV D96A', '3RECADV D96A', '4ORDRSP D96A']);
    expect(interchange).toMatchObject({
      envelope: { acknowledgementRequested: true, controlReference: 'I0001' },
      sender: { identifiers: [{ scheme: 'gln', value: '3012345600002' }] },
      recipient: { identifiers: [{ scheme: 'siret', value: '55210055400005' }] },
    });
  });

  it('what the directory does not hold is found before it leaves', () => {
    const long = { ...ORDER, header: { ...ORDER.header, number: 'X'.repeat(36), note: '螺丝' } };
    const written = writeEdifactMessages([long], ENVELOPE, EDI_PROFILES.default);
    expect(written.lost).toEqual(['螺', '丝']);
    expect(written.findings).toMatchObject([
      { code: 'EDI_VALUE_TOO_LONG', path: '1/2:BGM/2', allowed: '35' },
    ]);
  });

  it('types that are not written are a mistake of the caller', () => {
    const forecast = { ...ORDER, type: 'forecast' as const };
    expect(() => writeEdifactMessages([forecast], ENVELOPE, EDI_PROFILES.default)).toThrow('forecast');
    expect(() => writeUblMessage(forecast)).toThrow('forecast');
    expect(() => writeUblMessage({ ...ORDER, function: 'cancel' })).toThrow('cancel');
  });
});

describe('UBL', () => {
  it.each(NAMED)('%s goes out and comes in the same', (type, document) => {
    const read = readOne(writeUblMessage(document)) as IncomingDocument;
    expect(read.findings).toEqual([]);
    expect(read).toMatchObject({ kind: 'document', syntax: 'ubl', type, refused: false });
    expect(read.header).toEqual(document.header);
    expect(read.lines).toEqual(document.lines);
    expect(read.issuer.name).toBe(document.issuer.name);
    const plain = read.recipient.identifiers.map(({ scheme, value }) => ({ scheme, value }));
    expect(plain).toEqual(document.recipient.identifiers);
  });

  it('an answer to an order goes out and comes in the same', () => {
    expect(readOne(writeUblMessage(RESPONSE))).toMatchObject({
      kind: 'response',
      number: 'AR-555',
      answersNumber: 'CDE-2026-0117',
      act: 'modify',
      refused: false,
      reason: 'Matière en retard. Reste le 16.',
      lines: [
        { lineNumber: 10, unit: 'KGM', values: { answer: 'changed', confirmedQuantity: 10 } },
        { lineNumber: 20, values: { answer: 'accepted', confirmedQuantity: 4000 } },
        { lineNumber: 30, values: { answer: 'rejected' } },
      ],
    });
  });
});
