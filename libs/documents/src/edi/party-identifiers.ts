import { hasValidCheckDigit } from '@maillon/epcis';
import { luhn } from '@maillon/kernel';
import { IdentifierScheme, PartyIdentifier } from './edi-types.js';

/** Code list 3055 (agency responsible for a code) and 0007 (partner identification), where both mean a scheme known here. */
const SCHEME_OF_3055: Readonly<Record<string, IdentifierScheme>> = {
  '9': 'gln',
  '10': 'odette',
  '16': 'duns',
  '91': 'assigned_by_seller',
  '92': 'assigned_by_buyer',
};
const SCHEME_OF_0007: Readonly<Record<string, IdentifierScheme>> = {
  '1': 'duns',
  '5': 'siret',
  '14': 'gln',
  '22': 'siren',
  '91': 'assigned_by_seller',
  '92': 'assigned_by_buyer',
};
/** ISO 6523 numbers (EAS list of Peppol) and names that UBL documents write as schemeID. */
const SCHEME_OF_UBL: Readonly<Record<string, IdentifierScheme>> = {
  '0002': 'siren',
  '0009': 'siret',
  '0060': 'duns',
  '0088': 'gln',
  '0177': 'odette',
  '9957': 'vat',
  GLN: 'gln',
  SIREN: 'siren',
  SIRET: 'siret',
  DUNS: 'duns',
  VAT: 'vat',
  ODETTE: 'odette',
};

/** A scheme told by the number itself, where its check digit bears it out. */
function schemeOfShape(value: string): IdentifierScheme {
  if (/^[A-Z]{2}[0-9A-Z]{8,12}$/.test(value) && /^(?:FR[0-9A-Z]{2}\d{9}|[A-Z]{2}\d{8,12})$/.test(value))
    return 'vat';
  if (/^\d{14}$/.test(value) && luhn(value)) return 'siret';
  if (/^\d{9}$/.test(value) && luhn(value)) return 'siren';
  if (/^\d{13}$/.test(value) && hasValidCheckDigit(value)) return 'gln';
  return 'other';
}

function identifier(
  written: string,
  agency: string,
  scheme: IdentifierScheme | undefined,
): PartyIdentifier | undefined {
  const value = written.replace(/\s/g, '');
  if (value === '') return undefined;
  const found = scheme ?? schemeOfShape(value.toUpperCase());
  return { scheme: found, value, ...(agency && { agency }) };
}

/** An identifier of NAD, with its agency (3055). Numbers of INSEE are told apart by their length. */
export function edifactIdentifier(written: string, agency: string): PartyIdentifier | undefined {
  return identifier(written, agency, SCHEME_OF_3055[agency]);
}

/** An identifier of UNB, with its qualifier (0007). */
export function interchangeIdentifier(written: string, qualifier: string): PartyIdentifier | undefined {
  return identifier(written, qualifier, SCHEME_OF_0007[qualifier]);
}

/** An identifier of a UBL party, with its schemeID. */
export function ublIdentifier(written: string, schemeId: string): PartyIdentifier | undefined {
  return identifier(written, schemeId, SCHEME_OF_UBL[schemeId.toUpperCase()]);
}

const AGENCY_OF_SCHEME: Readonly<Partial<Record<IdentifierScheme, string>>> = {
  gln: '9',
  odette: '10',
  duns: '16',
  assigned_by_seller: '91',
  assigned_by_buyer: '92',
};

/** 3055 for a scheme; an identifier of no agency is written under none. */
export const agencyOf = ({ scheme, agency }: PartyIdentifier): string | undefined =>
  AGENCY_OF_SCHEME[scheme] ?? (scheme === 'other' ? agency : undefined);

const QUALIFIER_OF_SCHEME: Readonly<Partial<Record<IdentifierScheme, string>>> = {
  gln: '14',
  duns: '1',
  siret: '5',
  siren: '22',
};

/** 0007 for UNB. */
export const qualifierOf = ({ scheme, agency }: PartyIdentifier): string =>
  QUALIFIER_OF_SCHEME[scheme] ?? (scheme === 'other' ? (agency ?? 'ZZ') : 'ZZ');

const UBL_OF_SCHEME: Readonly<Partial<Record<IdentifierScheme, string>>> = {
  gln: '0088',
  siren: '0002',
  siret: '0009',
  duns: '0060',
  odette: '0177',
  vat: '9957',
};

export const ublSchemeOf = ({ scheme, agency }: PartyIdentifier): string | undefined =>
  UBL_OF_SCHEME[scheme] ?? agency;
