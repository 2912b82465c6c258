import { DECIMAL_MESSAGES } from './value-messages.js';
import { Parsed, Refusal } from './refusal.js';

export interface DecimalOptions {
  /** The file's decimal mark where it is known: it decides between the two readings of "1,234" and "1.234". */
  readonly decimalMark?: ',' | '.';
}

type Mark = ',' | '.';

const PLAIN = /^-?\d+(?:[.,]\d+)?$/;
const SPACES = /[\u0020\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const TWO_READINGS = /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/;
const MAX_LENGTH = 60;
/** Digits, with one kind of thousands sign between groups of three, and one decimal mark. */
const SHAPES: readonly (readonly [RegExp, Mark | undefined])[] = [
  [/^[-+]?\d+(?:,\d+)?$/, ','],
  [/^[-+]?\d+(?:\.\d+)?$/, '.'],
  [/^[-+]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/, undefined],
  [/^[-+]?\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?$/, undefined],
  [/^[-+]?\d{1,3}(?:\.\d{3})+,\d+$/, ','],
  [/^[-+]?\d{1,3}(?:,\d{3})+\.\d+$/, '.'],
  [/^[-+]?\d{1,3}(?:\.\d{3}){2,}$/, ','],
  [/^[-+]?\d{1,3}(?:,\d{3}){2,}$/, '.'],
];

/**
 * The number written in a cell, as French or English spreadsheets write it: "12,5", "1 234,5" (any of the spaces used
 * for thousands), "1.234,5", "1,234.50", "12.5", "12,5-". Refused, with the reason: "1,234" and "1.234" when the
 * file's decimal mark is not known (two readings, a thousandfold apart), percentages, units, powers of ten.
 */
export function parseDecimal(text: string, options: DecimalOptions = {}): Parsed<{ readonly value: number }> {
  if (PLAIN.test(text) && text.length < 16 && !TWO_READINGS.test(text)) {
    const value = Number(text.replace(',', '.'));
    if (Number.isSafeInteger(Math.trunc(value))) return { ok: true, value: value === 0 ? 0 : value };
  }
  return parseWritten(tidy(text), options);
}

/**
 * A quantity with its unit written behind it: "12,5 kg", "1 200 m3", "9,90 €"; without unit, `unitText` is absent.
 * Percentages are refused. The unit is given as written.
 */
export function parseQuantity(
  text: string,
  options: DecimalOptions = {},
): Parsed<{ readonly value: number; readonly unitText?: string }> {
  const written = tidy(text);
  const [, digits = written, unit = ''] =
    /^([-+]?\d[\d .,'’]*?) *([\p{L}\p{Sc}%‰°][^\r\n]{0,29})$/u.exec(written) ?? [];
  if (/^[%‰]/.test(unit)) return refuse('NUMBER_PERCENT', written);
  if (/^e[-+]?\d/i.test(unit)) return refuse('NUMBER_EXPONENT', written);
  const number = parseWritten(digits, options);
  return number.ok && unit !== '' ? { ...number, unitText: unit.trim() } : number;
}

/** The decimal mark that unambiguous numbers of a column show; undefined where they show none, or both. */
export function detectDecimalMark(samples: Iterable<string>): Mark | undefined {
  const found = new Set<Mark>();
  for (const sample of samples) {
    const written = /^[-+]?\d[\d .,'’]*/.exec(tidy(sample))?.[0].trim() ?? '';
    if (TWO_READINGS.test(written)) continue;
    for (const [shape, mark] of SHAPES) {
      if (!shape.test(written) || !/[.,]/.test(written)) continue;
      found.add(mark ?? (written.includes(',') ? ',' : '.'));
      break;
    }
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** One kind of space, one kind of minus; SAP writes the minus behind. */
function tidy(text: string): string {
  const written = text
    .slice(0, MAX_LENGTH + 1)
    .replace(SPACES, ' ')
    .replace(/[\u2212\u2013]/g, '-')
    .trim();
  const behind = /^(\d[\d .,'’]*)-$/.exec(written);
  return behind ? `-${behind[1]}` : written.replace(/^([-+]) +/, '$1');
}

function parseWritten(written: string, options: DecimalOptions): Parsed<{ readonly value: number }> {
  if (written === '') return refuse('NUMBER_EMPTY', written);
  if (written.length > MAX_LENGTH) return refuse('NUMBER_UNREADABLE', written);
  if (TWO_READINGS.test(written) && !options.decimalMark) return refuse('NUMBER_AMBIGUOUS', written);
  const shape = SHAPES.find(([pattern]) => pattern.test(written));
  if (!shape) return refuse(unreadable(written), written);
  const mark = TWO_READINGS.test(written)
    ? options.decimalMark!
    : (shape[1] ?? (written.includes(',') ? ',' : '.'));
  const digits = written.replace(mark === ',' ? /[ '’.]/g : /[ '’,]/g, '');
  const value = Number(digits.replace(',', '.'));
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return refuse('NUMBER_TOO_LARGE', written);
  return { ok: true, value: value === 0 ? 0 : value };
}

function unreadable(written: string): keyof typeof DECIMAL_MESSAGES {
  if (/^[-+]?[\d .,'’]+[%‰]$/.test(written)) return 'NUMBER_PERCENT';
  if (/^[-+]?\d+(?:[.,]\d+)?e[-+]?\d+$/i.test(written)) return 'NUMBER_EXPONENT';
  if (/^[-+]?\d[\d .,'’]*[^\d\s.,'’]/.test(written)) return 'NUMBER_WITH_UNIT';
  return 'NUMBER_UNREADABLE';
}

function refuse(code: keyof typeof DECIMAL_MESSAGES, written: string): Refusal {
  return { ok: false, code, ...DECIMAL_MESSAGES[code](written.slice(0, 40)) };
}
