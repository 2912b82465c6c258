import { hasValidCheckDigit } from './check-digit.js';
import { exampleLink } from './gs1-example.js';
import { Gs1Id, withoutShortNames } from './gs1-id.js';
import { orderedLink } from './gs1-order.js';
import { decodePart } from './uri.js';

/** GS1's character set 82 (General Specifications 7.11, figure 7.11-1). */
const SET_82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;
const SET_82_TOLD = `A-Z a-z 0-9 ! " % & ' ( ) * + , - . / : ; < = > ? _`;

/** Most characters of the parts that are free text (General Specifications 3.2); of keys made of digits, what follows them. */
const LONGEST: Readonly<Record<string, number>> = {
  '10': 20,
  '21': 20,
  '22': 20,
  '235': 28,
  '253': 17,
  '254': 20,
  '401': 30,
  '8003': 16,
  '8004': 30,
};

const OF_GS1 = /^https?:\/\/id\.gs1\.org\//i;
const KEY_OF_GS1 =
  /^https?:\/\/id\.gs1\.org\/(00|01|253|255|401|402|414|417|8003|8004|8006|8010|8017|8018)\/([^/?#]*)/i;
/** Digits of the numbers that stand alone between two slashes. */
const NUMBER_DIGITS: Readonly<Record<string, number>> = {
  '00': 18,
  '01': 14,
  '402': 17,
  '414': 13,
  '417': 13,
  '8006': 18,
  '8017': 18,
  '8018': 18,
};

/** Qualifiers that are no part of the key: a variant, and a lot where a serial follows. */
const PASSED_OVER = /\/(?:01\/\d{8,14}|8006\/\d{18})(?:\/22\/([^/]+))?(?:\/10\/([^/]+)(?=\/21\/))?/;

export interface FaultyPart {
  readonly allowed?: string;
  /** The link that was probably meant. */
  readonly expected?: string;
}

/**
 * What in a GS1 identifier breaks the form of its application identifier: `allowed` says what it takes there, where a part
 * is at fault, `(10) 1…20: A-Z a-z …`. `id` is the identifier taken apart, if it can be. Under another name than GS1's only
 * a right check digit tells a GS1 number from a firm's own: without one nothing is found. Undefined where all is well.
 */
export function faultyPart(uri: string, id: Gs1Id | undefined): FaultyPart | undefined {
  if (!id) return brokenLink(uri);
  const { key, number, serial } = id;
  const isLink = (uri.charCodeAt(0) | 0x20) === 0x68;
  if (isLink && !OF_GS1.test(uri) && !(key.digits && hasValidCheckDigit(number))) return undefined;
  const meant = isLink ? orderedLink(uri, id) : undefined;
  if (meant) return { expected: meant };
  if (!key.digits && key.tail === 'none' && !fits(key.ai, number)) return told(key.ai);
  if (serial !== undefined) {
    const ai = key.tail === 'joined' ? key.ai : key.tail.slice(1, -1);
    if (!fits(ai, serial)) return told(ai);
  }
  return isLink && key.indicator ? faultyQualifier(uri, key.tail) : undefined;
}

function faultyQualifier(uri: string, tail: string): { readonly allowed: string } | undefined {
  if (!uri.includes('/22/') && !(tail === '/21/' && uri.includes('/10/'))) return undefined;
  const [, variant, lot] = PASSED_OVER.exec(uri) ?? [];
  if (variant !== undefined && !fits('22', variant)) return told('22');
  return lot === undefined || fits('10', lot) ? undefined : told('10');
}

function fits(ai: string, written: string): boolean {
  const longest = LONGEST[ai];
  if (longest === undefined) return true;
  const plain = decodePart(written);
  return plain.length <= longest && SET_82.test(plain);
}

const told = (ai: string): { readonly allowed: string } => ({
  allowed: `(${ai}) 1…${LONGEST[ai]}: ${SET_82_TOLD}`,
});

/** A qualifier with nothing behind it, at the end of what cannot be read. */
const EMPTY_QUALIFIER = /\/(?:10|21|22|235|254|8011)\/?(?:[?#].*)?$/;

/** Under GS1's own name there are no numbers of one's own: a key of GS1 that cannot be read is broken. */
function brokenLink(uri: string): FaultyPart | undefined {
  const link = withoutShortNames(uri);
  const [, ai, number] = KEY_OF_GS1.exec(link) ?? [];
  if (ai === undefined) return undefined;
  const digits = NUMBER_DIGITS[ai];
  const isWhole = digits !== undefined && number!.length === digits && /^\d+$/.test(number!);
  return isWhole && !EMPTY_QUALIFIER.test(link) ? undefined : { allowed: exampleLink(ai) };
}
