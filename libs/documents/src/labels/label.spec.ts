import fc from 'fast-check';
import { Values } from '../document.js';
import { readLabel } from './read-label.js';
import { writeLabel } from './write-label.js';

const GTIN = '04006381333931';
const SSCC = '340123450000000000';
const FNC1 = '\u001d';

/** What a scanner sends of a GS1 symbol: brackets are only for people. */
const scanned = ({ form, text }: ReturnType<typeof writeLabel>) =>
  form === 'gs1' ? `]d2${text.replace(/\((\d+)\)/g, `${FNC1}$1`).slice(1)}` : text;

describe('labels', () => {
  it('carry the content of a logistic unit by application identifiers', () => {
    expect(writeLabel({ sscc: SSCC, gtin: GTIN, lot: 'L-1', quantity: 40, unit: 'H87' })).toEqual({
      form: 'gs1',
      text: `(00)${SSCC}(02)${GTIN}(37)40(10)L-1`,
    });
    expect(writeLabel({ gtin: GTIN, serial: 'A/7', quantity: 1, unit: 'H87' }).text).toBe(
      `(01)${GTIN}(21)A/7`,
    );
  });

  it('carry both item numbers by data identifiers where there is no GTIN', () => {
    const { form, text } = writeLabel({
      buyerItem: 'B 9',
      sellerItem: 'S-7',
      lot: 'É1',
      quantity: 12.5,
      unit: 'KGM',
    });
    expect(form).toBe('dataIdentifiers');
    expect(text).toBe(`[)>\u001e06${FNC1}PB 9${FNC1}1PS-7${FNC1}1TÉ1${FNC1}7Q12.5KGM\u001e\u0004`);
  });

  it.each([
    [`(01)${GTIN}(10)ABC(17)261200`, { gtin: GTIN, lot: 'ABC', expiryDate: '2026-12-31' }],
    [`01${GTIN}10ABC${FNC1}3103001250`, { gtin: GTIN, lot: 'ABC', quantity: 1.25, unit: 'KGM' }],
    [`]C100${SSCC}`, { sscc: SSCC }],
    [`https://id.gs1.org/01/${GTIN}/10/A%2F1?x=2`, { gtin: GTIN, lot: 'A/1' }],
    [`[)>\u001e06${FNC1}1JUN123`, undefined],
    [`[)>\u001e06${FNC1}PB${FNC1}7Q1.001H87\u001e\u0004`, { buyerItem: 'B', quantity: 1.001, unit: 'H87' }],
    ['bonjour', undefined],
    ['', undefined],
    [`01${GTIN.replace(/1$/, '2')}`, undefined],
    ['https://example.org/produit', undefined],
    ['0112', undefined],
  ])('are read: %j', (text, expected) => {
    expect(readLabel(text)).toEqual(expected);
  });

  it('say after a scan what was printed', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9/_.-]{1,20}$/);
    const line = fc.record(
      {
        sscc: fc.constant(SSCC),
        gtin: fc.constant(GTIN),
        buyerItem: word,
        sellerItem: word,
        lot: word,
        serial: word,
        quantity: fc.oneof(
          fc.integer({ min: 0, max: 99_999_999 }),
          fc.integer({ min: 0, max: 1e9 }).map((value) => value / 1000),
        ),
        unit: fc.constantFrom('H87', 'KGM', 'MTR', 'LTR'),
      },
      { requiredKeys: ['quantity', 'unit', 'buyerItem'] },
    );
    fc.assert(
      fc.property(line, (values: Values) => {
        const symbol = writeLabel(values);
        const read = readLabel(scanned(symbol))!;
        const kept = symbol.form === 'gs1' ? ['sscc', 'gtin', 'lot', 'serial'] : Object.keys(values);
        for (const name of kept) expect([name, read[name]]).toEqual([name, values[name]]);
      }),
      { numRuns: 500 },
    );
  });

  it('never throw, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readLabel(text);
        readLabel(`01${text}`);
        readLabel(`[)>\u001e06${text}`);
      }),
    );
  });
});
