import { Finding } from '@maillon/kernel';
import { pathOf } from './event-check.js';
import { findSyntaxError } from './json-syntax.js';
import { changedNumbers } from './kept-numbers.js';
import { problem, ProblemCode, ProblemPlace } from './messages.js';
import { placeFindings } from './json-places.js';
import { membersIn, namesTwice } from './names-twice.js';

/** `bytes`: largest text read (default 64 MiB), `depth`: deepest nesting of lists and objects (default 32). */
export interface JsonLimits {
  readonly bytes?: number;
  readonly depth?: number;
}

/** `value` is present unless a finding is an error. */
export interface ParsedJson {
  readonly value?: unknown;
  readonly findings: Finding[];
}

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_NESTING = 32;

/**
 * Reads a JSON text (RFC 8259) in UTF-8, byte order mark allowed. Numbers that would not stay what they are (see
 * changedNumbers) are refused, names that stand twice in one object are told. Findings carry 1-based line and column. Never throws.
 */
export function parseJson(source: string | Buffer, limits: JsonLimits = {}): ParsedJson {
  const { text, names, ...parsed } = parseText(source, limits);
  if (text === undefined) return parsed;
  const found = lostIn({ text, names, value: parsed.value }, '$');
  if (found.length === 0) return parsed;
  const findings = placeFindings(found, text);
  return findings.some(({ severity }) => severity === 'error') ? { findings } : { ...parsed, findings };
}

/** A value that was parsed, its text, and how many names of members stand in that. */
export interface JsonPiece {
  readonly text: string;
  readonly value: unknown;
  readonly names: number;
}

/** The findings on what JSON.parse changes or drops without a word: numbers, names that stand twice. */
export function lostIn({ text, value, names }: JsonPiece, root: string, eventIndex?: number): Finding[] {
  const numbers = numbersNotKept(text, root, eventIndex);
  return membersIn(value) === names ? numbers : [...numbers, ...namesTwice(text, root, eventIndex)];
}

/** The findings on the numbers of a text that would not stay what they are; `root` is the path of its outermost value. */
const numbersNotKept = (text: string, root: string, eventIndex?: number): Finding[] =>
  changedNumbers(text).map(({ steps, written }) =>
    problem('NUMBER_NOT_KEPT', {
      path: pathOf(root, steps),
      eventIndex,
      field: steps.findLast((step) => typeof step === 'string') ?? lastName(root),
      value: written,
      nearest: String(Number(written)),
    }),
  );

/** The name that a path ends with. */
const lastName = (path: string): string => /([\w:.-]+)'?\]?$/.exec(path)?.[1] ?? path;

/**
 * As parseJson, whatever numbers the text holds; `text` is what was parsed, `names` counts the names of members in it. The depth is
 * counted before JSON.parse, which takes millions of levels that no reader after it survives.
 */
export function parseText(
  source: string | Buffer,
  limits: JsonLimits = {},
): ParsedJson & { readonly text?: string; readonly names: number } {
  const { bytes = MAX_BYTES, depth = MAX_NESTING } = limits;
  const size = typeof source === 'string' ? Buffer.byteLength(source) : source.length;
  if (size > bytes)
    return refused('JSON_TOO_LARGE', { line: 1, column: 1, value: size, allowed: String(bytes) });
  const text = typeof source === 'string' ? source.replace(/^\ufeff/, '') : decoded(source);
  if (text === undefined) {
    const before = beforeBadUtf8(source as Buffer).replace(/^\ufeff/, '');
    return refused('JSON_NOT_UTF8', lineAndColumn(before, before.length));
  }
  const { names, tooDeepAt } = namesIn(text, depth);
  if (tooDeepAt >= 0)
    return refused('JSON_TOO_DEEP', { ...lineAndColumn(text, tooDeepAt), allowed: String(depth) });
  try {
    const value: unknown = JSON.parse(text);
    return { value, text, names, findings: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = findSyntaxError(text);
    return refused('JSON_SYNTAX', { ...lineAndColumn(text, position), value: charAt(text, position) });
  }
}

const refused = (code: ProblemCode, place: ProblemPlace): ParsedJson & { readonly names: number } => ({
  names: 0,
  findings: [problem(code, { path: '$', ...place })],
});

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (isBadEncoding(error)) return undefined;
    throw error;
  }
}

/** The text before the first bytes that are not UTF-8; all of it where there are none. */
export function beforeBadUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf(REPLACED); at >= 0; at = text.indexOf(REPLACED, from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    // the character itself may stand there
    if (bytes.toString('latin1', offset, offset + 3) !== '\xef\xbf\xbd') return text.slice(0, at);
    offset += 3;
    from = at + 1;
  }
  return text;
}

const REPLACED = '\ufffd';

/** Colons outside quotation marks, and the position of the first bracket that opens a level too many, or -1. */
function namesIn(text: string, limit: number): { names: number; tooDeepAt: number } {
  let depth = 0;
  let names = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      i = endOfText(text, i);
      if (i < 0) break;
    } else if (code === 0x3a) names++;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > limit) return { names, tooDeepAt: i };
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return { names, tooDeepAt: -1 };
}

/** Position of the quotation mark that closes the text opened at `start`, or -1. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return -1;
}

const charAt = (text: string, position: number): string | undefined => {
  const point = text.codePointAt(position);
  return point === undefined ? undefined : String.fromCodePoint(point);
};

/** 1-based, the column in characters; a line ends with LF, CR or CR LF. */
export function lineAndColumn(text: string, position: number): { line: number; column: number } {
  const lines = text.slice(0, position).split(/\r\n|\r|\n/);
  return { line: lines.length, column: [...lines.at(-1)!].length + 1 };
}

/** What a fatal TextDecoder throws, known by its code (Node.js errors, ERR_ENCODING_INVALID_ENCODED_DATA). */
const isBadEncoding = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
