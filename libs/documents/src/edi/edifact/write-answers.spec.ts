import { readEdifact } from '@maillon/formats';
import { ENVELOPE } from '../edi.fixture.js';
import { EDI_PROFILES } from '../profiles.js';
import { readEdifactMessages } from './read-edifact-messages.js';
import { writeApplicationAnswers, writeControlAnswer } from './write-edifact-messages.js';

const PARTIES = "NAD+BY+3012345600002::9'NAD+SU+4711::92'";
const good = `UNH+1+ORDERS:D:96A:UN'BGM+220+C1+9'DTM+137:20260312:102'${PARTIES}LIN+1++A:IN'QTY+21:5:PCE'UNS+S'UNT+9+1'`;
const badForm = `UNH+2+ORDERS:D:96A:UN'BGM+220+C2+9'DTM+137:20260312:102'${PARTIES}LIN+1++A:IN'QTY+21:5:PCE'IMD+F++:::a:b:fr:c'LIN+2++B:IN:9:9:9'QTY+21:1:PCE'UNS+S'UNT+12+2'`;
const badMeaning = `UNH+3+ORDERS:D:96A:UN'BGM+220+C3+9'DTM+137:20260312:102'${PARTIES}LIN+1++A:IN'QTY+21:5:QQQ'UNS+S'UNT+9+3'`;
const badCount = `UNH+4+ORDERS:D:96A:UN'BGM+220+C4+9'DTM+137:20260312:102'${PARTIES}LIN+1++A:IN'QTY+21:5:PCE'UNS+S'UNT+8+4'`;

const incoming = (messages: readonly string[], unz = `UNZ+${messages.length}+7'`) =>
  readEdifactMessages(
    Buffer.from(`UNB+UNOC:3+ACHETEUR:ZZ+55210055400005:5+260312:1405+7++++1'${messages.join('')}${unz}`),
  ).interchanges[0]!;

const body = (bytes: Buffer) =>
  readEdifact(bytes)
    .interchanges[0]!.messages.map(({ segments }) => segments.slice(1, -1).map(String))
    .flat();

describe('CONTRL', () => {
  it('names message, segment, element and component in error, and leaves meaning to APERAK', () => {
    const interchange = incoming([good, badForm, badMeaning, badCount]);
    const { bytes, findings } = writeControlAnswer(interchange, ENVELOPE, EDI_PROFILES.default);
    expect(findings).toEqual([]);
    expect(body(bytes)).toEqual([
      'UCI+7+ACHETEUR:ZZ+55210055400005:5+7',
      'UCM+2+ORDERS:D:96A:UN+4',
      'UCS+8',
      'UCD+16+4:7',
      'UCS+9',
      'UCD+16+4:5',
      'UCM+4+ORDERS:D:96A:UN+4+29+UNT+2',
    ]);
    expect(readEdifact(bytes).interchanges[0]!.messages[0]).toMatchObject({
      type: 'CONTRL',
      version: 'D',
      release: '3',
    });
  });

  it('refuses the whole interchange where its envelope is wrong, and takes one without fault', () => {
    const cut = incoming([good], "UNZ+3+7'");
    expect(body(writeControlAnswer(cut, ENVELOPE, EDI_PROFILES.default).bytes)).toEqual([
      'UCI+7+ACHETEUR:ZZ+55210055400005:5+4+29+UNZ+2',
    ]);
    expect(body(writeControlAnswer(incoming([good]), ENVELOPE, EDI_PROFILES.gs1).bytes)).toEqual([
      'UCI+7+ACHETEUR:ZZ+55210055400005:5+7',
    ]);
    const bare = readEdifactMessages(Buffer.from(good)).interchanges[0]!;
    expect(() => writeControlAnswer(bare, ENVELOPE, EDI_PROFILES.default)).toThrow('UNB');
  });

  it('is read back as what it says', () => {
    const { bytes } = writeControlAnswer(incoming([badForm]), ENVELOPE, EDI_PROFILES.default);
    expect(readEdifactMessages(bytes).interchanges[0]!.messages[0]).toMatchObject({
      kind: 'acknowledgement',
      accepted: false,
      interchangeReference: '7',
      reasons: ['UCS 8', 'UCD 16 4.7', 'UCS 9', 'UCD 16 4.5'],
    });
  });
});

describe('APERAK', () => {
  const at = '2026-03-12T14:30:00+01:00';

  it.each(Object.values(EDI_PROFILES).map((profile) => [profile.name, profile] as const))(
    'says what is wrong, where, in the language asked for: profile %s',
    (_name, profile) => {
      const [message] = incoming([badMeaning]).messages;
      const { bytes, findings } = writeApplicationAnswers(
        [{ message: message!, answer: { number: 'A1', at, language: 'fr' } }],
        ENVELOPE,
        profile,
      );
      expect(findings).toEqual([]);
      const segments = body(bytes);
      expect(segments.slice(0, 4)).toEqual([
        'BGM+313+A1+27',
        'DTM+137:202603121430:203',
        'RFF+ACW:3',
        'RFF+ON:C3',
      ]);
      expect(segments).toContain('ERC+12');
      const read = readEdifactMessages(bytes).interchanges[0]!.messages[0]!;
      expect(read).toMatchObject({ kind: 'acknowledgement', accepted: false, documentNumber: 'C3' });
      expect(JSON.stringify(read)).toContain('Segment 7 (QTY), élément 1, composant 3');
    },
  );

  it('says that a message is taken', () => {
    const [message] = incoming([good]).messages;
    const answer = { number: 'A1', at, language: 'en' as const };
    const { bytes } = writeApplicationAnswers(
      [{ message: message!, answer }],
      ENVELOPE,
      EDI_PROFILES.default,
    );
    expect(body(bytes)[0]).toBe('BGM+312+A1+29');
    const own = { ...answer, findings: incoming([badMeaning]).messages[0]!.findings };
    const refused = writeApplicationAnswers(
      [{ message: message!, answer: own }],
      ENVELOPE,
      EDI_PROFILES.default,
    );
    expect(body(refused.bytes)[0]).toBe('BGM+313+A1+27');
    expect(refused.bytes.toString('latin1')).toContain('this unit is not known');
  });
});
