import Ajv from 'ajv';
import { checkKeyData } from './check-key-data.js';
import { Filiere, Granularity, KeyDataElement } from './filiere.js';
import { FILIERES } from './filieres.js';
import { keyDataSchema, keyDataValues } from './key-data-schema.js';

/** Values a second, the same for every run of a seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const WORDS = [
  '',
  ' ',
  '\u00a0',
  'x',
  'FR',
  'fr',
  '12',
  'UN 1234',
  'AB-12',
  '2.5,-3',
  '34009123456',
  '2026-03-31',
];
const DATES = [
  '2024-02-29',
  '2023-02-29',
  '1900-02-29',
  '2000-02-29',
  '0000-02-29',
  '2026-04-31',
  '2026-13-01',
  '2026-1-1',
];
const OTHERS: unknown[] = [null, 0, -1.5, 1e300, true, false, [], {}, ['x'], { a: 1 }];

function valueFor(element: KeyDataElement, random: () => number): unknown {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const kind = random();
  if (kind < 0.2) return pick(OTHERS);
  if (kind < 0.4) return pick(WORDS);
  if (element.type === 'number') return random() * 1000;
  if (element.type === 'boolean') return random() < 0.5;
  if (element.type === 'choice') return pick([...(element.choices ?? []).map(({ value }) => value), 'OTHER']);
  return pick(element.type === 'date' ? [...DATES, '2026-03-31'] : WORDS);
}

function randomData(filiere: Filiere, random: () => number): Record<string, unknown> {
  const keyData: Record<string, unknown> = random() < 0.2 ? { notAsked: 1 } : {};
  for (const element of filiere.keyDataElements)
    if (random() < 0.8) keyData[element.key] = valueFor(element, random);
  return keyData;
}

/** The reader at hand knows the dialect's words, not its name. */
const compile = ({ $schema: _, ...schema }: Readonly<Record<string, unknown>>) =>
  new Ajv({ unknownFormats: 'ignore' }).compile(schema);

const cases = FILIERES.flatMap((filiere) =>
  filiere.granularities.map(({ code }) => [filiere.slug, code, filiere] as const),
);

describe('the schema of key data', () => {
  it.each(cases)(
    '%s, %s: takes what the check finds no error in, and nothing else',
    (_slug, code, filiere) => {
      const takes = compile(keyDataSchema(filiere, code));
      const random = dice(filiere.id * 31 + code.length);
      const right = rightData(filiere, code);
      let taken = 0;
      for (let run = 0; run < 150; run++) {
        const keyData = randomData(filiere, random);
        const isRight = checkKeyData(filiere, code, keyData).every(({ severity }) => severity !== 'error');
        if (takes(keyData) !== isRight) throw new Error(`${isRight} for ${JSON.stringify(keyData)}`);
        if (isRight) taken++;
        // one value alone may be right where all together rarely are
        for (const element of filiere.keyDataElements) {
          const one = { ...right, [element.key]: valueFor(element, random) };
          const told = checkKeyData(filiere, code, one).filter(({ severity }) => severity === 'error');
          if (takes(one) !== (told.length === 0)) throw new Error(JSON.stringify({ one, told }));
          if (!told.length) taken++;
        }
      }
      expect(taken).toBeGreaterThan(0);
    },
  );

  it('says which dialect it is of, what is required, and units in both languages', () => {
    const filiere: Filiere = {
      ...FILIERES[0]!,
      keyDataElements: [
        { key: 'mass', label: { fr: 'Masse', en: 'Mass' }, type: 'number', unit: 'kg', required: true },
        { key: 'alloy', label: { fr: 'Nuance', en: 'Alloy' }, type: 'text', granularities: ['HEAT'] },
      ],
    };
    expect(keyDataSchema(filiere, 'LOT')).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:maillon:key-data:${filiere.slug}:LOT`,
      required: ['mass'],
      properties: { mass: { title: 'Masse / Mass', description: 'Unité : kg. / Unit: kg.' } },
    });
    expect(Object.keys(keyDataSchema(filiere, 'LOT')['properties'] as object)).toEqual(['mass']);
    expect(Object.keys(keyDataSchema(filiere, 'HEAT')['properties'] as object)).toEqual(['mass', 'alloy']);
  });
});

/** Data that the check finds no error in, where any can be made. */
function rightData(filiere: Filiere, granularity: Granularity): Record<string, unknown> {
  const keyData: Record<string, unknown> = {};
  for (const element of filiere.keyDataElements) {
    if (!element.required) continue;
    const values = [
      ...WORDS.filter(Boolean),
      1,
      true,
      '2026-03-31',
      ...(element.choices ?? []).map(({ value }) => value),
    ];
    keyData[element.key] = values.find((value) =>
      checkKeyData(filiere, granularity, { ...keyData, [element.key]: value }).every(
        ({ field, severity }) => field !== element.key || severity !== 'error',
      ),
    );
  }
  return keyData;
}

describe('the values of key data', () => {
  it('have label, type and unit, in the order of the filière, with what it does not ask for last', () => {
    const filiere: Filiere = {
      ...FILIERES[0]!,
      keyDataElements: [
        { key: 'mass', label: { fr: 'Masse', en: 'Mass' }, type: 'number', unit: 'kg' },
        {
          key: 'claim',
          label: { fr: 'Mention', en: 'Claim' },
          type: 'choice',
          choices: [{ value: 'NONE', label: { fr: 'Aucune', en: 'None' } }],
        },
        { key: 'empty', label: { fr: 'Vide', en: 'Empty' }, type: 'text' },
      ],
    };
    expect(keyDataValues(filiere, { own: 'x', claim: 'NONE', mass: 2, empty: ' ' })).toEqual([
      { key: 'mass', label: { fr: 'Masse', en: 'Mass' }, type: 'number', unit: 'kg', value: 2 },
      {
        key: 'claim',
        label: { fr: 'Mention', en: 'Claim' },
        type: 'choice',
        value: 'NONE',
        valueLabel: { fr: 'Aucune', en: 'None' },
      },
      { key: 'own', value: 'x' },
    ]);
  });
});
