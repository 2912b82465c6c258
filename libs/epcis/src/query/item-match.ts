import { canonicalUri, identifierProblem } from '../canonical-uri.js';
import { checkDigit } from '../check-digit.js';
import { GS1_DOMAIN } from '../gs1-id.js';
import { Gs1Key, keyOfUrn } from '../gs1-keys.js';
import { isUri } from '../uri.js';
import { ItemMatch } from './event-query.js';

const PATTERN = /^urn:epc:idpat:([a-z]+):([^:]+)$/;
/** The class of trade items in canonical spelling: what a serial or lot number may follow. */
const TRADE_ITEM = /^https:\/\/id\.gs1\.org\/(?:01\/\d{14}|8006\/\d{18})/;
const GTIN_CLASS = /^https:\/\/id\.gs1\.org\/01\/\d{14}$/;

/** The class that a canonical identifier of a serial or lot belongs to; undefined for all else. */
export function classOf(canonical: string): string | undefined {
  const head = TRADE_ITEM.exec(canonical)?.[0];
  return head !== undefined && head.length < canonical.length ? head : undefined;
}

/**
 * What a value of a MATCH_ parameter asks for (EPCIS 2.0 section 8.2.7.1.1); undefined when it is neither an identifier
 * nor a pattern. `instances`: the lists searched hold instances, so a class asks for all of its instances too.
 */
export function readItemMatch(value: string, instances: boolean): ItemMatch[] | undefined {
  const pattern = PATTERN.exec(value);
  if (pattern) return readPattern(pattern[1]!, pattern[2]!.split('.'), instances);
  if (!isUri(value) || identifierProblem(value)?.kind === 'malformed') return undefined;
  return exactly(canonicalUri(value), instances);
}

function exactly(uri: string, instances: boolean): ItemMatch[] {
  if (!instances || !GTIN_CLASS.test(uri)) return [{ exact: uri }];
  return [{ exact: uri }, { pattern: `^${escaped(uri)}/21/.`, within: uri }];
}

/**
 * Pure identity patterns (EPC Tag Data Standard 2.0 section 8): stars stand at the end and for any value of their part. They
 * are compared part by part: 401234 is another company prefix than 4012345. One without stars means the one thing it names.
 */
function readPattern(scheme: string, parts: readonly string[], instances: boolean): ItemMatch[] | undefined {
  const other = SCHEMES_WITHOUT_LINK.get(scheme);
  if (other !== undefined) return readPlainPattern(scheme, parts, other);
  const key = keyOfUrn(scheme === 'lgtin' ? 'urn:epc:class:lgtin:' : `urn:epc:id:${scheme}:`);
  const size = key && 2 + (key.tail === 'none' ? 0 : 1) + (key.pieces ? 2 : 0);
  const firstStar = parts.indexOf('*');
  if (!key || parts.length !== size || !areStarsLast(parts)) return undefined;
  if (firstStar < 0) return named(`${key.urn}${parts.join('.')}`);
  const [company, reference] = parts as [string, string];
  if (company !== '*' && !/^\d{6,12}$/.test(company)) return undefined;
  if (reference !== '*' && !(key.digits ? /^\d*$/ : /^[A-Za-z0-9%#/_-]+$/).test(reference)) return undefined;
  const number = numberPattern(key, company, reference);
  if (number === undefined) return undefined;
  const head = `^${escaped(GS1_DOMAIN)}${key.ai}/${key.lead ?? ''}${number}`;
  // A full number names the same thing wherever its company prefix ends.
  const declared =
    company !== '*' && reference === '*' ? { declared: `^(?!urn:epc:)|${urnOf(company)}` } : undefined;
  if (!instances) {
    // Among classes, a pattern of instances asks for the class of each.
    const pattern = scheme === 'lgtin' ? `${head}/10/.` : `${head}${piecesPattern(key, parts)}$`;
    // quantities are declared of whole ranges of classes too
    const range = `urn:epc:idpat:${scheme}:${parts.join('.')}`;
    return [{ pattern, ...declared }, ...(canonicalUri(range) === range ? [{ exact: range }] : [])];
  }
  const known = reference !== '*' && key.ai === '01' ? `${GS1_DOMAIN}01/${number}` : undefined;
  const match: ItemMatch = {
    pattern: head + piecesPattern(key, parts) + tailPattern(key),
    ...(known && { within: known }),
    ...declared,
  };
  return known && scheme === 'sgtin' ? [{ exact: known }, match] : [match];
}

const areStarsLast = (parts: readonly string[]): boolean =>
  parts.every((part, index) => part === '*' || !parts.slice(0, index).includes('*'));

const named = (urn: string): ItemMatch[] | undefined =>
  identifierProblem(urn)?.kind === 'malformed' ? undefined : [{ exact: canonicalUri(urn) }];

/** EPC schemes that have no Digital Link, with how many parts each has (EPC Tag Data Standard 2.0 sections 6.3.8 to 6.3.17). */
const SCHEMES_WITHOUT_LINK = new Map(Object.entries({ gid: 3, usdod: 2, adi: 3, bic: 1, imovn: 1 }));

function readPlainPattern(scheme: string, parts: readonly string[], size: number): ItemMatch[] | undefined {
  const firstStar = parts.indexOf('*');
  if (parts.length !== size || !areStarsLast(parts)) return undefined;
  const head = `urn:epc:id:${scheme}:`;
  if (firstStar < 0) return named(head + parts.join('.'));
  const fixed = parts.slice(0, firstStar).map((part) => `${part}.`);
  return [{ pattern: `^${escaped(head + fixed.join(''))}.` }];
}

const urnOf = (company: string): string => `^urn:epc:[a-z]+:[a-z]+:${company}[.]`;

function numberPattern(key: Gs1Key, company: string, reference: string): string | undefined {
  if (!key.digits) {
    if (company === '*') return '.+';
    return reference === '*' ? `${company}.+` : company + escaped(reference);
  }
  if (company === '*') return `[0-9]{${key.digits + 1}}`;
  const left = key.digits - company.length;
  if (reference === '*') {
    return key.indicator ? `[0-9]${company}[0-9]{${left}}` : `${company}[0-9]{${left + 1}}`;
  }
  if (reference.length !== left) return undefined;
  const digits = key.indicator ? reference[0]! + company + reference.slice(1) : company + reference;
  return digits + checkDigit(digits);
}

const piecesPattern = (key: Gs1Key, parts: readonly string[]): string =>
  key.pieces ? [parts[2]!, parts[3]!].map((part) => (/^\d\d$/.test(part) ? part : '[0-9]{2}')).join('') : '';

function tailPattern({ tail, ai }: Gs1Key): string {
  if (tail === 'none' || tail === 'star') return '$';
  if (tail === 'joined') return '.';
  return ai === '414' ? `(${tail}.+)?$` : `${tail}.`;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
