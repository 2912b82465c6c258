import { text } from '@maillon/kernel';
import { Unit } from './filiere.js';

/** A unit, with the ways people write it. */
export interface KnownUnit extends Unit {
  /** Spellings beyond the code and the symbol; case and accents do not matter. */
  aliases: string[];
}

const unit = (code: string, fr: string, en: string, symbol: string, aliases: string[]): KnownUnit => ({
  code,
  label: text(fr, en),
  symbol,
  aliases,
});

/** Every unit the filières count in: UN/ECE Recommendation 20 codes. */
export const UNITS: readonly KnownUnit[] = [
  unit('H87', 'pièce', 'piece', 'pce', [
    'pces',
    'pc',
    'pcs',
    'pièces',
    'pieces',
    'u',
    'un',
    'unité',
    'unités',
    'unit',
    'units',
    'ea',
    'each',
    'C62',
    'exemplaire',
    'exemplaires',
  ]),
  unit('KGM', 'kilogramme', 'kilogram', 'kg', ['kgs', 'kilo', 'kilos', 'kilogrammes', 'kilograms']),
  unit('GRM', 'gramme', 'gram', 'g', ['gr', 'grs', 'grammes', 'grams']),
  unit('TNE', 'tonne', 'tonne', 't', ['to', 'tonnes', 'tonnes métriques', 'metric ton', 'metric tons']),
  unit('MTR', 'mètre', 'metre', 'm', [
    'ml',
    'mètres',
    'metres',
    'meter',
    'meters',
    'mètre linéaire',
    'mètres linéaires',
    'mct',
  ]),
  unit('MTK', 'mètre carré', 'square metre', 'm²', [
    'm2',
    'mètres carrés',
    'square metres',
    'square meter',
    'sqm',
  ]),
  unit('MTQ', 'mètre cube', 'cubic metre', 'm³', [
    'm3',
    'mètres cubes',
    'cubic metres',
    'cubic meter',
    'cbm',
  ]),
  unit('LTR', 'litre', 'litre', 'l', ['litres', 'lt', 'liter', 'liters', 'ltr']),
  unit('HLT', 'hectolitre', 'hectolitre', 'hl', ['hectolitres', 'hecto', 'hectos']),
  unit('MLT', 'millilitre', 'millilitre', 'mL', ['millilitres', 'milliliters']),
  unit('PR', 'paire', 'pair', 'pr', ['paires', 'pairs']),
  unit('KWH', 'kilowattheure', 'kilowatt hour', 'kWh', [
    'kilowattheures',
    'kilowatt-heure',
    'kilowatt hours',
  ]),
  unit('MWH', 'mégawattheure', 'megawatt hour', 'MWh', ['mégawattheures', 'megawatt hours']),
];

/** What makes two spellings the same: no case, no accent, no dot, no space at the ends, m² written m2. */
const plain = (written: string): string =>
  written
    .replace(/²/g, '2')
    .replace(/³/g, '3')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.()]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const BY_CODE = new Map(UNITS.map((known) => [known.code, known]));

const known = (code: string): KnownUnit => {
  const found = BY_CODE.get(code);
  if (!found) throw new Error(`Unit ${code} is not in UNITS.`);
  return found;
};

/** The units of these codes, in their order. Throws for a code that is not in UNITS: a mistake in our own data. */
export const units = (...codes: string[]): Unit[] =>
  codes.map((code) => ({ code: known(code).code, label: known(code).label, symbol: known(code).symbol }));

/** Spelling -> code; a spelling that two units claim (ml: millilitre or mètre linéaire) is left out rather than guessed. */
const BY_SPELLING = spellings();

function spellings(): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const { code, label, symbol, aliases } of UNITS) {
    for (const spelling of new Set([code, symbol, label.fr, label.en, ...aliases].map(plain))) {
      found.set(spelling, found.has(spelling) ? undefined : code);
    }
  }
  return found;
}

const EXACT = new Map(UNITS.flatMap(({ code, symbol }) => [[code, code] as const, [symbol, code] as const]));

/**
 * The UN/ECE Recommendation 20 code of a unit as people write it: `kg`, `Kilo`, `m2`, `pièces`, `T.`; undefined when it
 * is unknown or could mean two units.
 */
export function unitFromText(written: string): string | undefined {
  return EXACT.get(written.trim()) ?? BY_SPELLING.get(plain(written.slice(0, 60)));
}

/** Units that measure the same thing, in terms of one of them (UN/ECE Recommendation 20, conversion factors). */
export const DIMENSIONS: readonly Readonly<Record<string, number>>[] = [
  { GRM: 0.001, KGM: 1, TNE: 1000 },
  { MLT: 0.001, LTR: 1, HLT: 100, MTQ: 1000 },
  { KWH: 1, MWH: 1000 },
  { H87: 1, PR: 2 },
];

/** A quantity in another unit of the same dimension; undefined where the two cannot be compared. */
export function convertQuantity(value: number, from: string, to: string): number | undefined {
  if (from === to) return value;
  const dimension = DIMENSIONS.find((units) => from in units && to in units);
  // twelve digits are what a sum of decimals is sure of
  return dimension && Number(((value * dimension[from]!) / dimension[to]!).toPrecision(12));
}
