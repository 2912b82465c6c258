import { nearest } from '@maillon/kernel';
import { checkDigit, endsInCheckDigit } from './check-digit.js';
import { exampleUrn } from './gs1-example.js';
import { GS1_DOMAIN, Gs1Id, readDigitalLink, readUrn, writeDigitalLink, writeUrn } from './gs1-id.js';
import { faultyPart } from './gs1-parts.js';
import { GS1_KEYS, OTHER_EPC_URNS } from './gs1-keys.js';
import { decodePart, encodePart } from './uri.js';

const EBCORE_GLN = /^urn:oasis:names:tc:ebcore:partyid-type:iso6523:0088:(\d{13})$/;

/** GS1 keys are short; on longer texts the search for one in a path would take quadratic time. */
const LONGEST_GS1_URI = 2000;

/** The parts of a GS1 identifier in either spelling; undefined for any other URI. */
export function readGs1Id(uri: string): Gs1Id | undefined {
  if (uri.length > LONGEST_GS1_URI) return undefined;
  if (uri.startsWith('urn:epc:')) return readUrn(uri);
  if (/^http/i.test(uri)) return readDigitalLink(uri);
  if (/^urn:epc:/i.test(uri))
    return readUrn(uri.replace(/^urn:epc:[a-z]+:[a-z]+:/i, (head) => head.toLowerCase()));
  return undefined;
}

/**
 * The one spelling under which the platform knows a thing: a Digital Link of `https://id.gs1.org` with the key alone
 * (GS1 Digital Link URI Syntax 1.2 section 4.11), or the URI unchanged when it holds no GS1 key. Total: never throws.
 */
export const canonicalUri = (uri: string): string => canonicalOf(uri, readGs1Id(uri));

function canonicalOf(uri: string, id: Gs1Id | undefined): string {
  if (id) return writeDigitalLink(tidy(id));
  const gln = EBCORE_GLN.exec(uri);
  return gln ? `${GS1_DOMAIN}417/${gln[1]}` : uri;
}

/** One percent-encoding for each lot and serial: URN and Digital Link escape different characters. */
function tidy(id: Gs1Id): Gs1Id {
  const serial = id.serial === undefined ? undefined : tidyPart(id.serial);
  const number = id.key.digits ? id.number : tidyPart(id.number);
  return serial === id.serial && number === id.number ? id : { ...id, number, serial };
}

const tidyPart = (part: string): string => encodePart(decodePart(part));

/** The Digital Link of an EPC URN or of another domain's Digital Link, its serial as written; undefined if there is none. */
export function toDigitalLink(uri: string): string | undefined {
  const id = readGs1Id(uri);
  return id && writeDigitalLink(id);
}

/** The serial beside a lot, `/10/LOT/21/SERIAL`. */
const SERIAL_BESIDE_LOT = /(?<=\/(?:10|lot)\/[^/?#]+)\/(?:21|ser)\/[^/?#]+/;

/**
 * The EPC URN of a Digital Link. Where the company prefix ends (6 to 12 digits) cannot be read off the link:
 * without `companyPrefixLength`, or when the link does not fit it, the URI comes back unchanged. A link with a lot and a
 * serial is the piece, and asked for its class the lot.
 */
export function toUrn(uri: string, companyPrefixLength?: number, level?: 'class'): string {
  if (uri.startsWith('urn:') || companyPrefixLength === undefined) return uri;
  const id = readGs1Id(level ? uri.replace(SERIAL_BESIDE_LOT, '') : uri);
  return (id && writeUrn(id, companyPrefixLength)) ?? uri;
}

/** What is wrong with an identifier that claims to be of GS1; `expected` is the right check digit or the nearest scheme. */
export interface IdentifierProblem {
  readonly kind: 'malformed' | 'private_reference' | 'check_digit';
  readonly expected?: string;
  /** What may stand in the part at fault, where the parts are looked at; else an identifier of that kind in its right form. */
  readonly allowed?: string;
}

/** A firm's own reference, with letters, in the dress of a lot of a GTIN: in use, harmless, not convertible. */
const PRIVATE_CLASS = /^urn:epc:class:lgtin:\d{6,12}\.(?=[^.]*[A-Za-z])[^.]+\.[^.].*$/;

const PATTERN_URN = /^urn:epc:idpat:[a-z]+:(\d{6,12}|\*)(\.\*)+$/;

/** The first thing wrong with an identifier of GS1, or undefined (also for every identifier that is not of GS1). */
export const identifierProblem = (uri: string): IdentifierProblem | undefined =>
  problemOf(uri, readGs1Id(uri));

/** The canonical URI and the problem in one reading; `parts`: what follows the number of a key is looked at too. */
export function examineUri(uri: string, parts = false): { canonical: string; problem?: IdentifierProblem } {
  const id = readGs1Id(uri);
  const faulty = parts ? faultyPart(uri, id) : undefined;
  const problem: IdentifierProblem | undefined = faulty
    ? { kind: 'malformed', ...faulty }
    : problemOf(uri, id);
  return { canonical: canonicalOf(uri, id), problem };
}

/** True for a URN: what was read from one has the check digit that was computed for it. */
const isUrn = (uri: string): boolean => (uri.charCodeAt(0) | 0x20) === 0x75;

function problemOf(uri: string, id: Gs1Id | undefined): IdentifierProblem | undefined {
  if (id) return isUrn(uri) ? undefined : checkDigitProblem(id);
  if (!/^urn:epc:/i.test(uri)) return undefined;
  if (
    PATTERN_URN.test(uri) ||
    OTHER_EPC_URNS.some((prefix) => uri.startsWith(prefix) && uri.length > prefix.length)
  ) {
    return undefined;
  }
  if (PRIVATE_CLASS.test(uri)) return { kind: 'private_reference' };
  const head = /^urn:epc:[^:]*:[^:]*:?/.exec(uri)?.[0] ?? uri;
  const known = GS1_KEYS.map((key) => key.urn).filter(Boolean);
  return known.includes(head)
    ? { kind: 'malformed', allowed: exampleUrn(head) }
    : { kind: 'malformed', expected: nearest(head, known) };
}

function checkDigitProblem({ key, number }: Gs1Id): IdentifierProblem | undefined {
  if (!key.digits || endsInCheckDigit(number)) return undefined;
  return { kind: 'check_digit', expected: checkDigit(number.slice(0, -1)) };
}
