import { text } from '@maillon/kernel';
import { checkKeyData } from './check-key-data.js';
import { Filiere, KeyDataElement } from './filiere.js';
import { FILIERES } from './filieres.js';

const elements: KeyDataElement[] = [
  {
    key: 'partNumber',
    label: text('Référence', 'Part number'),
    type: 'text',
    required: true,
    pattern: '[A-Z]{2}-\\d+|X',
    help: text('Par exemple AB-12.', 'For example AB-12.'),
    granularities: ['LOT', 'SERIAL'],
  },
  { key: 'alloy', label: text('Nuance', 'Alloy'), type: 'text', granularities: ['HEAT'] },
  { key: 'recycledContent', label: text('Part recyclée', 'Recycled content'), type: 'number', unit: '%' },
  { key: 'bestBefore', label: text('À consommer avant', 'Best before'), type: 'date' },
  { key: 'organic', label: text('Biologique', 'Organic'), type: 'boolean' },
  {
    key: 'claim',
    label: text('Mention', 'Claim'),
    type: 'choice',
    choices: [
      { value: 'PEFC_100', label: text('100 % PEFC', '100% PEFC') },
      { value: 'NONE', label: text('Aucune', 'None') },
    ],
  },
];
const filiere: Filiere = { ...FILIERES[0]!, keyDataElements: elements };
const check = (keyData: Record<string, unknown>, granularity: 'LOT' | 'HEAT' = 'LOT') =>
  checkKeyData(filiere, granularity, keyData).map(({ code, severity, field }) => [severity, code, field]);

describe('key data', () => {
  it('passes when all is as asked, blanks left out', () => {
    const good = {
      partNumber: 'AB-12',
      recycledContent: 0,
      bestBefore: '2028-02-29',
      organic: false,
      claim: 'NONE',
    };
    expect(check(good)).toEqual([]);
    expect(
      check({ ...good, recycledContent: '', bestBefore: null, organic: undefined, claim: '  ' }),
    ).toEqual([]);
  });

  it.each([{}, { partNumber: '' }, { partNumber: null }])('misses a required element in %j', (keyData) => {
    expect(check(keyData)).toEqual([['error', 'KEY_DATA_MISSING', 'partNumber']]);
  });

  it('asks for nothing where an element does not apply, and says so when it is given', () => {
    expect(check({}, 'HEAT')).toEqual([]);
    expect(check({ partNumber: 'X', alloy: 'TA6V' })).toEqual([['warning', 'KEY_DATA_NOT_HERE', 'alloy']]);
  });

  it.each([
    [{ partNumber: 12 }, 'KEY_DATA_TYPE', 'partNumber'],
    [{ partNumber: 'ab-12' }, 'KEY_DATA_PATTERN', 'partNumber'],
    [{ partNumber: 'XY' }, 'KEY_DATA_PATTERN', 'partNumber'],
    [{ partNumber: `AB-${'1'.repeat(600)}` }, 'KEY_DATA_PATTERN', 'partNumber'],
    [{ partNumber: 'X', recycledContent: '12' }, 'KEY_DATA_TYPE', 'recycledContent'],
    [{ partNumber: 'X', recycledContent: NaN }, 'KEY_DATA_TYPE', 'recycledContent'],
    [{ partNumber: 'X', bestBefore: '31/12/2026' }, 'KEY_DATA_TYPE', 'bestBefore'],
    [{ partNumber: 'X', bestBefore: '2026-02-30' }, 'KEY_DATA_TYPE', 'bestBefore'],
    [{ partNumber: 'X', bestBefore: '2026-13-01' }, 'KEY_DATA_TYPE', 'bestBefore'],
    [{ partNumber: 'X', organic: 'oui' }, 'KEY_DATA_TYPE', 'organic'],
    [{ partNumber: 'X', claim: 'PEFC_10' }, 'KEY_DATA_CHOICE', 'claim'],
    [{ partNumber: 'X', claim: { a: 1n.toString() } }, 'KEY_DATA_CHOICE', 'claim'],
  ])('refuses %j with %s', (keyData, code, field) => {
    expect(check(keyData)).toEqual([['error', code, field]]);
  });

  it('names the nearest known element and the nearest choice', () => {
    const [unknown] = checkKeyData(filiere, 'LOT', { partNumber: 'X', recycledContents: 12 });
    expect(unknown).toMatchObject({
      severity: 'warning',
      code: 'KEY_DATA_UNKNOWN',
      nearest: 'recycledContent',
      value: '12',
    });
    expect(unknown!.remedy).toEqual(
      text('Vouliez-vous dire « Part recyclée » ?', 'Did you mean “Recycled content”?'),
    );
    expect(checkKeyData(filiere, 'LOT', { partNumber: 'X', claim: 'PEFC100' })[0]).toMatchObject({
      nearest: 'PEFC_100',
      allowed: 'PEFC_100, NONE',
    });
  });

  it('is not fooled by names that every object has', () => {
    expect(check({ partNumber: 'X', constructor: 1, toString: 'a' }).map(([, code]) => code)).toEqual([
      'KEY_DATA_UNKNOWN',
      'KEY_DATA_UNKNOWN',
    ]);
    const inherited = Object.create({ partNumber: 'X' }) as Record<string, unknown>;
    expect(check(inherited)).toEqual([['error', 'KEY_DATA_MISSING', 'partNumber']]);
  });

  it('says what and what to do, in both languages, with a value short enough to be shown', () => {
    const findings = checkKeyData(filiere, 'LOT', {
      partNumber: 'é'.repeat(400),
      alloy: 'a',
      recycledContent: 'x',
      bestBefore: 'y',
      organic: 1,
      claim: 'z',
      zzz: 1,
    });
    expect(findings).toHaveLength(7);
    for (const { message, remedy, value, path, field } of findings) {
      for (const words of [message.fr, message.en, remedy.fr, remedy.en])
        expect(words.length).toBeGreaterThan(10);
      expect(message.fr).not.toBe(message.en);
      expect(value!.length).toBeLessThanOrEqual(120);
      expect(path).toBe(field);
    }
  });
});
