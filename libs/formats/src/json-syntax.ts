import { JSON_SYNTAX_MESSAGES } from './json-messages.js';

export type JsonSyntaxFault = keyof typeof JSON_SYNTAX_MESSAGES;

class Fault {
  constructor(
    readonly code: JsonSyntaxFault,
    readonly at: number,
  ) {}
}

/**
 * Where a text breaks the JSON grammar (RFC 8259) and how; undefined where it does not. For texts that JSON.parse
 * refused: it does not say where. `at` is an index in the text. Nesting must be bounded by the caller.
 */
export function findJsonFault(
  text: string,
): { readonly code: JsonSyntaxFault; readonly at: number } | undefined {
  try {
    const end = spaces(text, value(text, spaces(text, 0)));
    return end < text.length ? { code: 'TEXT_AFTER_END', at: end } : undefined;
  } catch (fault) {
    if (fault instanceof Fault) return { code: fault.code, at: fault.at };
    throw fault;
  }
}

function value(text: string, at: number): number {
  const sign = text[at];
  if (sign === '{') return members(text, at);
  if (sign === '[') return elements(text, at);
  if (sign === '"') return string(text, at);
  const end = literal(text, at);
  if (end > at) return end;
  throw new Fault(sign === undefined ? 'CUT_OFF' : sign === "'" ? 'SINGLE_QUOTE' : 'VALUE_EXPECTED', at);
}

function members(text: string, open: number): number {
  let at = spaces(text, open + 1);
  if (text[at] === '}') return at + 1;
  for (;;) {
    if (text[at] !== '"') throw new Fault(badKey(text, at), at);
    at = spaces(text, string(text, at));
    if (text[at] !== ':') throw new Fault(at < text.length ? 'COLON_EXPECTED' : 'CUT_OFF', at);
    at = spaces(text, value(text, spaces(text, at + 1)));
    if (text[at] === '}') return at + 1;
    at = spaces(text, comma(text, at));
  }
}

function badKey(text: string, at: number): JsonSyntaxFault {
  if (at >= text.length) return 'CUT_OFF';
  if (text[at] === "'") return 'SINGLE_QUOTE';
  return text[at] === '}' ? 'TRAILING_COMMA' : 'KEY_EXPECTED';
}

function elements(text: string, open: number): number {
  let at = spaces(text, open + 1);
  if (text[at] === ']') return at + 1;
  for (;;) {
    at = spaces(text, value(text, at));
    if (text[at] === ']') return at + 1;
    at = spaces(text, comma(text, at));
    if (text[at] === ']') throw new Fault('TRAILING_COMMA', at);
  }
}

function comma(text: string, at: number): number {
  if (text[at] === ',') return at + 1;
  throw new Fault(at < text.length ? 'COMMA_EXPECTED' : 'CUT_OFF', at);
}

function string(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code < 32) throw new Fault('CONTROL_IN_STRING', at);
    if (code !== 92) continue;
    const escaped = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
    escaped.lastIndex = at + 1;
    if (!escaped.test(text)) throw new Fault('BAD_ESCAPE', at);
    at = escaped.lastIndex - 1;
  }
  throw new Fault('STRING_NOT_CLOSED', open);
}

function literal(text: string, at: number): number {
  const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.+-])/y;
  word.lastIndex = at;
  return word.test(text) ? word.lastIndex : at;
}

function spaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \n\r\t'.includes(text[at]!)) at++;
  return at;
}
