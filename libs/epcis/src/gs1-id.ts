import { checkDigit, hasValidCheckDigit } from './check-digit.js';
import { Gs1Key, keyOfLink, keyOfUrn } from './gs1-keys.js';
import { decodePart, isUri } from './uri.js';

/** A GS1 identifier taken apart. */
export interface Gs1Id {
  readonly key: Gs1Key;
  /** With its check digit where the key has one: 14 digits for a GTIN, 18 for an SSCC, 13 for a GLN... */
  readonly number: string;
  /** Piece and total, four digits (ITIP). */
  readonly pieces?: string;
  /** Lot, serial or extension as written, percent-encoding kept. */
  readonly serial?: string;
}

export const GS1_DOMAIN = 'https://id.gs1.org/';

const COMPANY_PREFIX = /^\d{6,12}$/;
const FREE_REFERENCE_MAX = 30;

/** Takes an EPC URN apart and computes its check digit; undefined when it is malformed or of another kind. */
export function readUrn(urn: string): Gs1Id | undefined {
  const head = urn.indexOf(':', urn.indexOf(':', 8) + 1) + 1;
  const key = head > 8 ? keyOfUrn(urn.slice(0, head)) : undefined;
  if (!key) return undefined;
  const dot = urn.indexOf('.', head);
  if (dot < 0) return undefined;
  const companyPrefix = urn.slice(head, dot);
  if (!COMPANY_PREFIX.test(companyPrefix)) return undefined;
  const next = key.tail === 'none' ? -1 : urn.indexOf('.', dot + 1);
  const reference = next < 0 ? urn.slice(dot + 1) : urn.slice(dot + 1, next);
  const number = key.digits
    ? numberOf(key, companyPrefix, reference)
    : freeNumber(key, companyPrefix, reference);
  if (number === undefined) return undefined;
  if (key.tail === 'none') return { key, number };
  if (next < 0) return undefined;
  const rest = urn.slice(next + 1);
  const pieces = key.pieces ? PIECES.exec(rest) : undefined;
  if (pieces === null) return undefined;
  return withTail(key, number, pieces ? rest.slice(6) : rest, pieces && pieces[1]! + pieces[2]!);
}

const PIECES = /^(\d\d)\.(\d\d)\./;

function withTail(key: Gs1Key, number: string, serial: string, pieces?: string): Gs1Id | undefined {
  if (serial === '' || (key.tail === 'star' && serial !== '*')) return undefined;
  if (key.tail === 'star') return { key, number, pieces };
  if (key.serial && !key.serial.test(serial)) return undefined;
  return key.ai === '414' && serial === '0' ? { key, number } : { key, number, pieces, serial };
}

function numberOf(key: Gs1Key, companyPrefix: string, reference: string): string | undefined {
  if (companyPrefix.length + reference.length !== key.digits || !/^\d*$/.test(reference)) return undefined;
  if (key.indicator && reference === '') return undefined;
  const digits = key.indicator
    ? reference[0]! + companyPrefix + reference.slice(1)
    : companyPrefix + reference;
  return digits + checkDigit(digits);
}

/** Percent-encoded signs count once. */
const isTooLong = (written: string): boolean =>
  written.length > FREE_REFERENCE_MAX && decodePart(written).length > FREE_REFERENCE_MAX;

/** GS1's character set 39 (General Specifications 7.11), `#` and `/` percent-encoded or not. */
const SET_39 = '(?:[0-9A-Z#/-]|%2[3Ff])';
const COMPONENT = new RegExp(`^${SET_39}*$`);

/** A pattern of components need not name one where the company prefix has its full length. */
function freeNumber({ ai, tail }: Gs1Key, companyPrefix: string, reference: string): string | undefined {
  const number = companyPrefix + reference;
  if (reference === '' && !(tail === 'star' && companyPrefix.length === 12)) return undefined;
  if (ai === '8010' && !COMPONENT.test(reference)) return undefined;
  return isTooLong(number) ? undefined : number;
}

/** Names that early Digital Links wrote for application identifiers (GS1 Digital Link URI Syntax 1.1 section 5.3). */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  gtin: '01',
  itip: '8006',
  cpid: '8010',
  sscc: '00',
  gln: '414',
  party: '417',
  gsrnp: '8017',
  gsrn: '8018',
  gcn: '255',
  gdti: '253',
  ginc: '401',
  gsin: '402',
  grai: '8003',
  giai: '8004',
  cpv: '22',
  lot: '10',
  ser: '21',
  glnx: '254',
  cpsn: '8011',
  srin: '8019',
};
const SHORT_NAME = new RegExp(`/(${Object.keys(SHORT_NAMES).join('|')})(?=/)`, 'g');

/** A path with application identifiers in the place of short names. */
export const withoutShortNames = (path: string): string =>
  path.replace(SHORT_NAME, (_, name: string) => `/${SHORT_NAMES[name]}`);

const AI_IN_PATH = /\/(00|01|253|255|401|402|414|417|8003|8004|8006|8010|8017|8018)\//g;

/** Takes a GS1 Digital Link of any domain apart; undefined when the path holds no GS1 key. */
export function readDigitalLink(uri: string): Gs1Id | undefined {
  const own = uri.startsWith(GS1_DOMAIN);
  const plain = own ? plainGtin(uri) : undefined;
  if (plain) return plain;
  const start = own ? GS1_DOMAIN.length - 1 : (/^https?:\/\/[^/]+/i.exec(uri)?.[0].length ?? uri.length);
  const path = pathOf(uri, start);
  const id = keyInPath(path, !own);
  if (id) return id;
  const spelt = withoutShortNames(path);
  return spelt === path ? undefined : keyInPath(spelt, !own);
}

const GTIN_START = `${GS1_DOMAIN}01/`;
const GTIN_END = GTIN_START.length + 14;
const NEITHER_PATH_NOR_QUERY = /^[^/?#]+$/;

/** The spelling that most use, `https://id.gs1.org/01/<14 digits>/21/<serial>` or a lot, read without a search. */
function plainGtin(uri: string): Gs1Id | undefined {
  if (!uri.startsWith(GTIN_START) || uri.charCodeAt(GTIN_END) !== 0x2f) return undefined;
  const qualifier = uri.startsWith('/21/', GTIN_END)
    ? '/21/'
    : uri.startsWith('/10/', GTIN_END)
      ? '/10/'
      : undefined;
  if (!qualifier) return undefined;
  const number = uri.slice(GTIN_START.length, GTIN_END);
  const serial = uri.slice(GTIN_END + 4);
  if (!/^\d{14}$/.test(number) || !NEITHER_PATH_NOR_QUERY.test(serial)) return undefined;
  return { key: keyOfLink('01', qualifier), number, serial };
}

function keyInPath(path: string, strict: boolean): Gs1Id | undefined {
  AI_IN_PATH.lastIndex = 0;
  for (let match = AI_IN_PATH.exec(path); match; match = AI_IN_PATH.exec(path)) {
    const id = readKeyPath(match[1]!, path.slice(match.index + match[0].length), strict);
    if (id) return id;
    AI_IN_PATH.lastIndex = match.index + 1;
  }
  return undefined;
}

/**
 * Serials in the wild hold bare `?` and `#`: a fragment with `/` is none, and where other signs show that nothing was
 * percent-encoded, neither a query without `=` nor a slash at the end are taken for such (RFC 3986 section 3.3).
 */
function pathOf(uri: string, start: number): string {
  let path = uri.slice(start);
  const query = path.indexOf('?');
  if (query >= 0 && (path.includes('=', query) || isUri(uri))) path = path.slice(0, query);
  const fragment = path.lastIndexOf('#');
  if (fragment >= 0 && !path.includes('/', fragment)) path = path.slice(0, fragment);
  return path.endsWith('/') && isUri(uri) ? path.slice(0, -1) : path;
}

function readKeyPath(ai: string, rest: string, strict: boolean): Gs1Id | undefined {
  if (ai === '01') return readGtinPath(rest);
  if (ai === '8006') return readItipPath(rest);
  if (ai === '8010') return readCpiPath(rest, strict);
  if (ai === '401' || ai === '8004') return readFreePath(ai, rest, strict);
  const numeric = NUMERIC_PATHS[ai]?.exec(rest) ?? (ai === '8003' ? assetWithoutZero(rest) : undefined);
  if (!numeric) return undefined;
  const [, number, serial] = numeric;
  if (ai === '414')
    return { key: keyOfLink(ai, '/254/'), number: number!, serial: serial === '0' ? undefined : serial };
  if (ai === '253' || ai === '255' || ai === '8003') {
    return serial
      ? { key: keyOfLink(ai, 'joined'), number: number!, serial }
      : { key: keyOfLink(ai, 'star'), number: number! };
  }
  return { key: keyOfLink(ai, 'none'), number: number! };
}

/** Converters in use leave out the zero that precedes an asset type: only its check digit tells one. */
function assetWithoutZero(rest: string): RegExpExecArray | undefined {
  const found = /^(\d{13})(.{0,48})$/.exec(rest);
  return found && hasValidCheckDigit(found[1]!) ? found : undefined;
}

/** What may follow an application identifier with a number of fixed length; qualifiers that are no part of the key drop off. */
const NUMERIC_PATHS: Record<string, RegExp> = {
  '00': /^(\d{18})\/?$/,
  '253': /^(\d{13})(.{0,51})$/,
  '255': /^(\d{13})(\d{0,12})\/?$/,
  '402': /^(\d{17})\/?$/,
  '414': /^(\d{13})(?:\/254\/(.+?))?(?:\/7040\/[^/]+)?\/?$/,
  '417': /^(\d{13})(?:\/7040\/.+|\/)?$/,
  '8003': /^0(\d{13})(.{0,48})$/,
  '8017': /^(\d{18})(?:\/8019\/\d+|\/)?$/,
  '8018': /^(\d{18})(?:\/8019\/\d+|\/)?$/,
};

const GTIN_PATH = /^(\d{8}|\d{12,14})(\/.*)?$/;
const VARIANT = String.raw`^(?:\/22\/[^/]+)?`;
const SERIAL_OF_GTIN = new RegExp(String.raw`${VARIANT}(?:\/10\/[^/]+)?\/21\/(.+)$`);
const LOT_OF_GTIN = new RegExp(String.raw`${VARIANT}\/10\/(.+)$`);
const UPUI_OF_GTIN = new RegExp(String.raw`${VARIANT}\/235\/(.+)$`);
const NO_QUALIFIER = new RegExp(String.raw`${VARIANT}\/?$`);

function readGtinPath(rest: string): Gs1Id | undefined {
  const match = GTIN_PATH.exec(rest);
  if (!match) return undefined;
  const [, written, tail = ''] = match;
  const number = written!.padStart(14, '0');
  // A shorter number is only known for a GTIN by its check digit.
  if (written!.length < 14 && checkDigit(number.slice(0, 13)) !== number[13]) return undefined;
  for (const [pattern, qualifier] of GTIN_TAILS) {
    const found = pattern.exec(tail);
    if (found) return { key: keyOfLink('01', qualifier), number, serial: found[1] };
  }
  return undefined;
}

const GTIN_TAILS: readonly [RegExp, string][] = [
  [NO_QUALIFIER, 'star'],
  [SERIAL_OF_GTIN, '/21/'],
  [LOT_OF_GTIN, '/10/'],
  [UPUI_OF_GTIN, '/235/'],
];

function readItipPath(rest: string): Gs1Id | undefined {
  const match = /^(\d{14})(\d{4})(\/.*)?$/.exec(rest);
  if (!match) return undefined;
  const [, number, pieces, tail = ''] = match;
  for (const [pattern, qualifier] of GTIN_TAILS) {
    const found = qualifier === '/235/' ? undefined : pattern.exec(tail);
    if (found) return { key: keyOfLink('8006', qualifier), number: number!, pieces, serial: found[1] };
  }
  return undefined;
}

const CPI_PATH = new RegExp(String.raw`^(\d{6}${SET_39}*?)(?:\/8011\/(\d{1,12}))?$`);

function readCpiPath(rest: string, strict: boolean): Gs1Id | undefined {
  const match = CPI_PATH.exec(rest);
  if (!match || isTooLong(match[1]!) || (strict && match[1]!.includes('/'))) return undefined;
  return match[2]
    ? { key: keyOfLink('8010', '/8011/'), number: match[1]!, serial: match[2] }
    : { key: keyOfLink('8010', 'star'), number: match[1]! };
}

function readFreePath(ai: string, path: string, strict: boolean): Gs1Id | undefined {
  const rest = ai === '8004' ? path.replace(/\/7040\/[^/]+$/, '') : path;
  if (!/^\d{6}./.test(rest) || isTooLong(rest) || (strict && rest.includes('/'))) return undefined;
  return { key: keyOfLink(ai, 'none'), number: rest };
}

/** Writes a GS1 identifier as a Digital Link of `https://id.gs1.org`, the serial as it stands. */
export function writeDigitalLink({ key, number, pieces = '', serial }: Gs1Id): string {
  const link = `${GS1_DOMAIN}${key.ai}/${key.lead ?? ''}${number}${pieces}`;
  if (serial === undefined) return link;
  return key.tail === 'joined' ? link + serial : link + key.tail + serial;
}

/** Writes a GS1 identifier as an EPC URN; undefined when the company prefix length (6 to 12) does not fit it. */
export function writeUrn({ key, number, pieces, serial }: Gs1Id, prefixLength: number): string | undefined {
  if (!key.urn || !Number.isInteger(prefixLength) || prefixLength < 6 || prefixLength > 12) return undefined;
  const first = key.indicator ? number.slice(0, 1) : '';
  const body = key.digits ? number.slice(first.length, -1) : number;
  const companyPrefix = body.slice(0, prefixLength);
  if (!COMPANY_PREFIX.test(companyPrefix) || companyPrefix.length < prefixLength) return undefined;
  const parts = [companyPrefix, first + body.slice(prefixLength)];
  if (pieces) parts.push(pieces.slice(0, 2), pieces.slice(2));
  if (key.tail === 'star') parts.push('*');
  else if (key.tail !== 'none') parts.push(serial ?? (key.ai === '414' ? '0' : ''));
  return parts.at(-1) === '' && key.tail !== 'none' ? undefined : key.urn + parts.join('.');
}
