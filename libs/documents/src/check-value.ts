import { hasValidCheckDigit } from '@maillon/epcis';
import { UNITS, unitFromText } from '@maillon/filieres';
import { parseDateTime, parseDecimal } from '@maillon/formats';
import { Finding, nearest } from '@maillon/kernel';
import { FieldDefinition } from './definition.js';
import { FieldValue } from './document.js';
import { fieldProblem, Problem } from './messages.js';

const MAX_TEXT = 200;
const MAX_NOTE = 4000;
/** Beyond it a double no longer counts in thousandths. */
const MAX_NUMBER = 1e12;
/** Digits after the decimal mark that a quantity or price may have. */
const DECIMALS = 6;

export type Checked = { readonly value: FieldValue | null } | { readonly finding: Finding };

/**
 * The value of a field as it will be stored, or what is wrong with it. Empty text and null empty the field.
 * Quantities may be numbers or text as people write them (« 12,5 »); dates ISO or dd/mm/yyyy; units codes or names.
 */
export function checkValue(field: FieldDefinition, written: unknown, path: string): Checked {
  if (written === null || written === undefined) return { value: null };
  if (typeof written === 'number' && (field.type === 'quantity' || field.type === 'amount'))
    return inRange(field, written, path);
  if (typeof written !== 'string' && typeof written !== 'number')
    return refuse(field, path, 'NOT_TEXT', typeof written);
  const text = String(written).trim();
  if (text === '') return { value: null };
  return READERS[field.type](field, text, path);
}

type Reader = (field: FieldDefinition, text: string, path: string) => Checked;

const READERS: Readonly<Record<FieldDefinition['type'], Reader>> = {
  text: (field, text, path) => ofLength(field, text.replace(/\s+/g, ' '), path, MAX_TEXT),
  document: (field, text, path) => ofLength(field, text.replace(/\s+/g, ' '), path, MAX_TEXT),
  note: (field, text, path) => ofLength(field, text, path, MAX_NOTE),
  date: (field, text, path) => {
    const parsed = parseDateTime(text);
    return parsed.ok ? { value: parsed.iso.slice(0, 10) } : refuse(field, path, 'NOT_A_DATE', text);
  },
  date_time: (field, text, path) => {
    const parsed = parseDateTime(text);
    return parsed.ok ? { value: parsed.iso } : refuse(field, path, 'NOT_A_DATE', text);
  },
  quantity: (field, text, path) => decimal(field, text, path),
  amount: (field, text, path) => decimal(field, text, path),
  integer: (field, text, path) =>
    /^\d{1,9}$/.test(text) ? { value: Number(text) } : refuse(field, path, 'NOT_WHOLE', text),
  unit: (field, text, path) => {
    const unit = unitFromText(text);
    return unit
      ? { value: unit }
      : refuse(
          field,
          path,
          'UNKNOWN_UNIT',
          text,
          UNITS.map(({ code, symbol }) => `${code} (${symbol})`),
        );
  },
  code: (field, text, path) => {
    const known = field.codes!.find(({ code }) => code.toLowerCase() === text.toLowerCase());
    return known
      ? { value: known.code }
      : refuse(
          field,
          path,
          'UNKNOWN_CODE',
          text,
          field.codes!.map(({ code }) => code),
        );
  },
  gtin: (field, text, path) => {
    const digits = text.replace(/\s/g, '');
    const isGtin = /^(\d{8}|\d{12,14})$/.test(digits) && hasValidCheckDigit(digits);
    return isGtin ? { value: digits.padStart(14, '0') } : refuse(field, path, 'WRONG_GTIN', text);
  },
  sscc: (field, text, path) => {
    const digits = text.replace(/\s/g, '').replace(/^\(?00\)?(?=\d{18}$)/, '');
    const isSscc = /^\d{18}$/.test(digits) && hasValidCheckDigit(digits);
    return isSscc ? { value: digits } : refuse(field, path, 'WRONG_SSCC', text);
  },
};

function ofLength(field: FieldDefinition, text: string, path: string, max: number): Checked {
  // eslint rules out control characters in a pattern: their code points say the same
  const hasControl = [...text].some(
    (letter) => letter < ' ' && letter !== '\n' && letter !== '\t' && letter !== '\r',
  );
  // half of a letter, which no database keeps
  const isBroken = /\p{Surrogate}/u.test(text);
  if (hasControl || isBroken)
    return refuse(field, path, 'CONTROL_CHARACTER', JSON.stringify(text.slice(0, 40)));
  return text.length <= max
    ? { value: text }
    : refuse(field, path, 'TOO_LONG', text.slice(0, 40), [String(max)]);
}

function decimal(field: FieldDefinition, text: string, path: string): Checked {
  const parsed = parseDecimal(text);
  return parsed.ok ? inRange(field, parsed.value, path) : refuse(field, path, 'NOT_A_NUMBER', text);
}

function inRange(field: FieldDefinition, value: number, path: string): Checked {
  const written = String(value);
  if (!Number.isFinite(value)) return refuse(field, path, 'NOT_A_NUMBER', written);
  if (value < 0) return refuse(field, path, 'NEGATIVE', written);
  if (value > MAX_NUMBER) return refuse(field, path, 'TOO_LARGE', written);
  return Number(value.toFixed(DECIMALS)) === value ? { value } : refuse(field, path, 'TOO_PRECISE', written);
}

function refuse(
  field: FieldDefinition,
  path: string,
  problem: Problem,
  written: string,
  allowed: readonly string[] = [],
): Checked {
  const close = allowed.length > 1 ? nearest(written, allowed) : undefined;
  return {
    finding: {
      ...fieldProblem(problem, field, allowed),
      severity: 'error',
      path,
      field: field.name,
      value: written.slice(0, 60),
      ...(allowed.length && { allowed: allowed.join(', ') }),
      ...(close && { nearest: close }),
    },
  };
}
