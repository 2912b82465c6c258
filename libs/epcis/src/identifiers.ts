import { DomainError } from '@maillon/kernel';
import { readGs1Id } from './canonical-uri.js';
import { GS1_DOMAIN } from './gs1-id.js';
import { asKept } from './kept-text.js';
import { badIdentifier } from './messages.js';
import { decodePart, encodePart } from './uri.js';

/** Digits of an identifier, blanks dropped. Throws BAD_INPUT when they are not of one of the lengths. */
function digits(value: string, lengths: readonly number[], name: string): string {
  const number = value.replace(/\s/g, '');
  if (/^\d+$/.test(number) && lengths.includes(number.length)) return number;
  throw new DomainError('BAD_INPUT', badIdentifier(name, value), name);
}

/** A lot or serial: trimmed, composed (NFC), percent-encoded as canonicalUri does. Throws BAD_INPUT when empty. */
function pathPart(value: string, name: string): string {
  const written = value.trim().normalize('NFC');
  if (written === '') throw new DomainError('BAD_INPUT', badIdentifier(name, value), name);
  return encodePart(written);
}

/** The same for one part of a private URN, where a colon separates. */
const part = (value: string, name: string): string => pathPart(value, name).replaceAll(':', '%3A');

const gtin14 = (gtin: string): string => digits(gtin, [8, 12, 13, 14], 'gtin').padStart(14, '0');

/** A product class. GTIN of 8, 12, 13 or 14 digits. Throws BAD_INPUT. */
export const gtinUri = (gtin: string): string => `${GS1_DOMAIN}01/${gtin14(gtin)}`;

/** A lot of a product that has a GTIN. Throws BAD_INPUT. */
export const lotUri = (gtin: string, lot: string): string => `${gtinUri(gtin)}/10/${pathPart(lot, 'lot')}`;

/** One piece of a product that has a GTIN. Throws BAD_INPUT. */
export const serialUri = (gtin: string, serial: string): string =>
  `${gtinUri(gtin)}/21/${pathPart(serial, 'serial')}`;

/** A logistic unit. SSCC of 18 digits. Throws BAD_INPUT. */
export const ssccUri = (sscc: string): string => `${GS1_DOMAIN}00/${digits(sscc, [18], 'sscc')}`;

/** A place. GLN of 13 digits. Throws BAD_INPUT. */
export const glnUri = (gln: string): string => `${GS1_DOMAIN}414/${digits(gln, [13], 'gln')}`;

/**
 * An item of a firm without GTIN. `authority` says whose references they are (SIREN, VAT number, own name),
 * `reference` is the product's, `lot` the lot's or serial's. Throws BAD_INPUT when one is empty.
 */
export const privateItemUri = (authority: string, reference: string, lot: string): string =>
  `urn:maillon:item:${part(authority, 'authority')}:${part(reference, 'reference')}:${part(lot, 'lot')}`;

export type PartyScheme = 'siren' | 'siret' | 'gln' | 'vat' | 'duns' | 'lei' | 'private';

const ISO6523 = 'urn:oasis:names:tc:ebcore:partyid-type:iso6523:';
const OTHER_VAT = 'urn:oasis:names:tc:ebcore:partyid-type:unregistered:vat:';
const PRIVATE_PARTY = 'urn:maillon:party:';

/** ISO 6523 code and shape of each party number (codes: ISO 6523 ICD list; 9957: Electronic Address Scheme list of the EU). */
const PARTY_NUMBERS: Record<
  Exclude<PartyScheme, 'private' | 'gln'>,
  readonly [code: string, shape: RegExp]
> = {
  siren: ['0002', /^\d{9}$/],
  siret: ['0009', /^\d{14}$/],
  vat: ['9957', /^FR[0-9A-Z]{2}\d{9}$/],
  duns: ['0060', /^\d{9}$/],
  lei: ['0199', /^[0-9A-Z]{18}\d{2}$/],
};

/**
 * The URI of a firm or establishment in the ebCore Party Id form (OASIS ebCore PartyIdType 1.0 section 2),
 * a GLN as `https://id.gs1.org/417/<gln>`. Blanks and dots in numbers are dropped. Throws BAD_INPUT for a number of the wrong shape.
 */
export function partyUri(scheme: PartyScheme, value: string): string {
  if (scheme === 'private') return PRIVATE_PARTY + part(value, 'party');
  if (scheme === 'gln') return `${GS1_DOMAIN}417/${digits(value, [13], 'gln')}`;
  const [code, shape] = PARTY_NUMBERS[scheme];
  const number = value.replace(/[\s.-]/g, '').toUpperCase();
  if (shape.test(number)) return `${ISO6523}${code}:${number}`;
  if (scheme === 'vat' && /^[A-Z]{2}[0-9A-Z]{2,13}$/.test(number) && !number.startsWith('FR'))
    return OTHER_VAT + number;
  throw new DomainError('BAD_INPUT', badIdentifier(scheme, value), scheme);
}

/** The number behind a party or place URI; undefined when it is of none of the known schemes. */
export function readPartyUri(uri: string): { scheme: PartyScheme; value: string } | undefined {
  if (uri.startsWith(PRIVATE_PARTY))
    return { scheme: 'private', value: asKept(decodePart(uri.slice(PRIVATE_PARTY.length))) };
  if (uri.startsWith(OTHER_VAT)) return { scheme: 'vat', value: uri.slice(OTHER_VAT.length) };
  if (uri.startsWith(ISO6523)) return readIso6523(uri.slice(ISO6523.length));
  const id = readGs1Id(uri);
  return id && (id.key.ai === '414' || id.key.ai === '417') ? { scheme: 'gln', value: id.number } : undefined;
}

function readIso6523(codeAndValue: string): { scheme: PartyScheme; value: string } | undefined {
  const [code, value, ...more] = codeAndValue.split(':');
  if (!value || more.length > 0) return undefined;
  if (code === '0088') return /^\d{13}$/.test(value) ? { scheme: 'gln', value } : undefined;
  for (const [scheme, [known, shape]] of Object.entries(PARTY_NUMBERS)) {
    if (known === code && shape.test(value)) return { scheme: scheme as PartyScheme, value };
  }
  return undefined;
}
