import { readEdifact } from './edifact-reader.js';
import { OutgoingInterchange, SegmentContent, writeEdifact } from './edifact-writer.js';

const interchange = (over: Partial<OutgoingInterchange> = {}, ...segments: SegmentContent[]) => ({
  syntax: 'UNOC' as const,
  sender: { id: '3012345600009', qualifier: '14' },
  recipient: { id: 'ACHETEUR', qualifier: 'ZZ', internalId: 'QUAI' },
  preparedAt: '2026-03-12T14:05:59+01:00',
  controlReference: '42',
  messages: [
    { reference: '1', type: 'DESADV', version: 'D', release: '96A', agency: 'UN', segments },
    {
      reference: '2',
      type: 'DESADV',
      version: 'D',
      release: '96A',
      agency: 'UN',
      association: 'A01051',
      segments,
    },
  ],
  ...over,
});

describe('writeEdifact', () => {
  it('writes UNA, headers, trailers with their counts, and leaves empty ends out', () => {
    const { bytes, lost } = writeEdifact(
      interchange({ lineBreaks: true }, ['BGM', '351', 'BL-1', undefined, ''], ['QTY', ['12', '5', '']]),
    );
    expect(lost).toEqual([]);
    expect(bytes.toString('latin1').split('\r\n')).toEqual([
      "UNA:+.? '",
      "UNB+UNOC:3+3012345600009:14+ACHETEUR:ZZ:QUAI+260312:1405+42'",
      "UNH+1+DESADV:D:96A:UN'",
      "BGM+351+BL-1'",
      "QTY+12:5'",
      "UNT+4+1'",
      "UNH+2+DESADV:D:96A:UN:A01051'",
      "BGM+351+BL-1'",
      "QTY+12:5'",
      "UNT+4+2'",
      "UNZ+2+42'",
      '',
    ]);
  });

  it.each([
    ['UNOC', "Pièce n° 5 ?+:' «x»", "Pièce n° 5 ?+:' «x»"],
    ['UNOC', 'l’œuvre – 3 € Łódź', "l'oeuvre - 3 EUR Lódz"],
    ['UNOA', 'Pièce', 'Piece'],
    ['UNOY', '螺丝 l’œuvre', '螺丝 l’œuvre'],
    ['UNOC', 'deux\nlignes\t', 'deux lignes'],
  ] as const)('%s: %j is read back as %j', (syntax, written, read) => {
    const { bytes, lost } = writeEdifact(interchange({ syntax }, ['IMD', 'F', '', ['', '', '', written]]));
    const [back] = readEdifact(bytes).interchanges;
    expect(back!.messages[0]!.segments[1]!.value(3, 4)).toBe(read);
    expect([...back!.findings, ...back!.messages.flatMap(({ findings }) => findings)]).toEqual([]);
    expect(back!.envelope!.preparedAt).toBe('2026-03-12T14:05');
    expect(lost).toEqual([]);
  });

  it('says which signs were lost', () => {
    const { bytes, lost } = writeEdifact(interchange({}, ['IMD', '螺丝 ok']));
    expect(lost).toEqual(['螺', '丝']);
    expect(readEdifact(bytes).interchanges[0]!.messages[0]!.segments[1]!.value(1)).toBe('?? ok');
  });
});
