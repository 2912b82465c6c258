/** A number of a JSON text that is not the same once it was read. */
export interface ChangedNumber {
  /** Names and indices that lead to it from the outermost value. */
  readonly steps: readonly (string | number)[];
  /** 0-based. */
  readonly offset: number;
  readonly written: string;
}

/** Found in one text; more would only repeat them. */
const MOST = 100;
/** Double precision keeps 15 digits whatever they are (IEEE 754): a number of so many characters may lose some. */
const LONG = 16;
/** Significant digits that name every double apart from its neighbours. */
const ENOUGH = 17;

/**
 * The numbers of a JSON text that JSON.parse, and PostgreSQL's readers behind it, would change: those whose decimal value is
 * not that of the double they become, written with as many digits (RFC 8259 section 6 warns of them). 0.10, 1e3 and
 * 0.10000000000000001 stay; numbers beyond all doubles are not told, for they are read as Infinity. At most 100, in their
 * order. Expects a text that JSON.parse takes. A text without long numbers is only looked at in every sixteenth place.
 */
export const changedNumbers = (text: string): ChangedNumber[] => (mayHold(text) ? find(text) : []);

function mayHold(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isPart(text.charCodeAt(at))) continue;
    let [start, end] = [at, at + 1];
    while (start > 0 && isPart(text.charCodeAt(start - 1))) start--;
    while (end < text.length && isPart(text.charCodeAt(end))) end++;
    if (end - start >= LONG && isNumber(text, start, end)) return true;
    at = end - 1;
  }
  return (text.includes('e-') || text.includes('E-')) && /\d[eE]-\d{3}/.test(text);
}

/** A digit or the point. */
const isPart = (code: number): boolean => (code >= 0x30 && code <= 0x39) || code === 0x2e;

const BEFORE = new Set([' ', '\t', '\n', '\r', ':', ',', '[', '-', '']);
const BEHIND = new Set([' ', '\t', '\n', '\r', ',', ']', '}', 'e', 'E', '']);

/** False for digits that can only stand in a text between quotation marks. */
const isNumber = (text: string, start: number, end: number): boolean =>
  BEFORE.has(text.charAt(start - 1)) && BEHIND.has(text.charAt(end));

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Goes through the whole text, in which such a number may stand. */
function find(text: string): ChangedNumber[] {
  const found: ChangedNumber[] = [];
  const steps: (string | number)[] = [];
  let isName = false;
  for (let at = 0; at < text.length && found.length < MOST; at++) {
    const sign = text[at]!;
    if (sign === '"') {
      const close = closing(text, at);
      if (isName) steps[steps.length - 1] = JSON.parse(text.slice(at, close + 1)) as string;
      isName = false;
      at = close;
    } else if (sign === '{' || sign === '[') {
      isName = sign === '{';
      steps.push(isName ? '' : 0);
    } else if (sign === '}' || sign === ']') {
      steps.pop();
      isName = false;
    } else if (sign === ',') {
      const last = steps.at(-1)!;
      isName = typeof last === 'string';
      if (typeof last === 'number') steps[steps.length - 1] = last + 1;
    } else if (sign === '-' || isPart(text.charCodeAt(at))) {
      NUMBER.lastIndex = at;
      const written = NUMBER.exec(text)![0];
      if (isChanged(written)) found.push({ steps: [...steps], offset: at, written });
      at += written.length - 1;
    }
  }
  return found;
}

/** Where the text that opens at `open` is closed. */
function closing(text: string, open: number): number {
  for (let end = text.indexOf('"', open + 1); ; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
}

/** True for a decimal number that becomes another one as a double; see changedNumbers. */
export function isChanged(written: string): boolean {
  if (written.length < LONG && !/[eE]-\d{3}/.test(written)) return false;
  const read = Number(written);
  if (!Number.isFinite(read)) return false;
  const decimal = decimalOf(written);
  if (decimal === decimalOf(String(read))) return false;
  const digits = decimal.indexOf('e');
  return digits > ENOUGH || digits < 1 || decimal !== decimalOf(read.toPrecision(digits));
}

/** One spelling for each value: significant digits and exponent; the sign never changes. */
function decimalOf(number: string): string {
  const [, whole, fraction = '', exponent = '0'] = /^[+-]?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(
    number,
  )!;
  const digits = whole! + fraction;
  let [start, end] = [0, digits.length];
  while (start < end && digits[start] === '0') start++;
  while (end > start && digits[end - 1] === '0') end--;
  return start === end
    ? '0'
    : `${digits.slice(start, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
