export type IdentifierLevel =
  'class' | 'lot' | 'instance' | 'logistic_unit' | 'location' | 'party' | 'asset' | 'document' | 'other';

/**
 * How one kind of GS1 key is written as an EPC URN and as a GS1 Digital Link
 * (GS1 EPC Tag Data Standard 2.0 section 6, GS1 Digital Link URI Syntax 1.2 section 4).
 */
export interface Gs1Key {
  readonly scheme: string;
  readonly level: IdentifierLevel;
  /** `urn:epc:id:sgtin:` and the like; a class level pattern ends its URN with `.*`. */
  readonly urn: string;
  /** Application identifier that opens the path of the Digital Link. */
  readonly ai: string;
  /** Digits of company prefix and reference together, check digit apart; absent: letters allowed, no check digit. */
  readonly digits?: number;
  /** The first digit of the number stands at the head of the reference in the URN (GTIN, SSCC). */
  readonly indicator?: boolean;
  /** Digit that precedes the number in the Digital Link (GRAI). */
  readonly lead?: string;
  /** Piece and total, two digits each, follow the number (ITIP). */
  readonly pieces?: boolean;
  /** What follows: nothing, a pattern star, a serial joined to the number, or a qualifier of the path. */
  readonly tail: 'none' | 'star' | 'joined' | `/${string}/`;
  readonly serial?: RegExp;
}

const gtin = { ai: '01', digits: 13, indicator: true } as const;
const itip = { scheme: 'itip', ai: '8006', digits: 13, indicator: true, pieces: true } as const;
const grai = { scheme: 'grai', level: 'asset', ai: '8003', digits: 12, lead: '0' } as const;
const gdti = { scheme: 'gdti', level: 'document', ai: '253', digits: 12 } as const;
const sgcn = { scheme: 'sgcn', level: 'document', ai: '255', digits: 12 } as const;
const DIGITS_12 = /^\d{1,12}$/;

export const GS1_KEYS: readonly Gs1Key[] = [
  { ...gtin, scheme: 'sgtin', level: 'instance', urn: 'urn:epc:id:sgtin:', tail: '/21/' },
  { ...gtin, scheme: 'lgtin', level: 'lot', urn: 'urn:epc:class:lgtin:', tail: '/10/' },
  { ...gtin, scheme: 'upui', level: 'instance', urn: 'urn:epc:id:upui:', tail: '/235/' },
  // the same GTIN by another name: written back as the one that follows
  { ...gtin, scheme: 'gtin', level: 'class', urn: 'urn:epc:idpat:upui:', tail: 'star' },
  { ...gtin, scheme: 'gtin', level: 'class', urn: 'urn:epc:idpat:sgtin:', tail: 'star' },
  { ...itip, level: 'instance', urn: 'urn:epc:id:itip:', tail: '/21/' },
  { ...itip, level: 'lot', urn: '', tail: '/10/' },
  { ...itip, level: 'class', urn: 'urn:epc:idpat:itip:', tail: 'star' },
  {
    scheme: 'sscc',
    level: 'logistic_unit',
    urn: 'urn:epc:id:sscc:',
    ai: '00',
    digits: 17,
    indicator: true,
    tail: 'none',
  },
  { scheme: 'gln', level: 'location', urn: 'urn:epc:id:sgln:', ai: '414', digits: 12, tail: '/254/' },
  { scheme: 'pgln', level: 'party', urn: 'urn:epc:id:pgln:', ai: '417', digits: 12, tail: 'none' },
  { ...grai, urn: 'urn:epc:id:grai:', tail: 'joined' },
  { ...grai, level: 'class', urn: 'urn:epc:idpat:grai:', tail: 'star' },
  { ...gdti, urn: 'urn:epc:id:gdti:', tail: 'joined' },
  { ...gdti, level: 'class', urn: 'urn:epc:idpat:gdti:', tail: 'star' },
  { ...sgcn, urn: 'urn:epc:id:sgcn:', tail: 'joined', serial: DIGITS_12 },
  { ...sgcn, level: 'class', urn: 'urn:epc:idpat:sgcn:', tail: 'star' },
  { scheme: 'giai', level: 'asset', urn: 'urn:epc:id:giai:', ai: '8004', tail: 'none' },
  { scheme: 'ginc', level: 'logistic_unit', urn: 'urn:epc:id:ginc:', ai: '401', tail: 'none' },
  { scheme: 'gsin', level: 'logistic_unit', urn: 'urn:epc:id:gsin:', ai: '402', digits: 16, tail: 'none' },
  { scheme: 'gsrn', level: 'party', urn: 'urn:epc:id:gsrn:', ai: '8018', digits: 17, tail: 'none' },
  { scheme: 'gsrnp', level: 'party', urn: 'urn:epc:id:gsrnp:', ai: '8017', digits: 17, tail: 'none' },
  { scheme: 'cpi', level: 'instance', urn: 'urn:epc:id:cpi:', ai: '8010', tail: '/8011/', serial: DIGITS_12 },
  { scheme: 'cpi', level: 'class', urn: 'urn:epc:idpat:cpi:', ai: '8010', tail: 'star' },
];

/** EPC schemes without a Digital Link: kept as they are (EPC Tag Data Standard 2.0 sections 6.3.8 to 6.3.17). */
export const OTHER_EPC_URNS = [
  'urn:epc:id:gid:',
  'urn:epc:id:usdod:',
  'urn:epc:id:adi:',
  'urn:epc:id:bic:',
  'urn:epc:id:imovn:',
];

const byUrn = new Map(GS1_KEYS.filter((key) => key.urn).map((key) => [key.urn, key]));
const byLink = new Map(GS1_KEYS.map((key) => [`${key.ai} ${key.tail}`, key]));

/** The key that a URN prefix such as `urn:epc:id:sgtin:` announces. */
export const keyOfUrn = (urnPrefix: string): Gs1Key | undefined => byUrn.get(urnPrefix);

/** The key of an application identifier with a tail such as `/21/`. */
export function keyOfLink(ai: string, tail: string): Gs1Key {
  const key = byLink.get(`${ai} ${tail}`);
  if (!key) throw new Error(`no GS1 key for ${ai} ${tail}`);
  return key;
}
