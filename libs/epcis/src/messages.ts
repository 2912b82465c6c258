import { Finding, Text, text } from '@maillon/kernel';
import { eventMessages } from './event-messages.js';
import { documentMessages } from './document-messages.js';
import { asKept } from './kept-text.js';
import { meaningMessages } from './meaning-messages.js';

/** What a message speaks of: where, what was found, what is allowed there. */
export interface ProblemPlace {
  readonly path?: string;
  readonly eventIndex?: number;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
  readonly value?: unknown;
  readonly allowed?: string;
  readonly nearest?: string;
  /** In the place of the code's own. */
  readonly severity?: 'error' | 'warning';
}

/** The same with the value as text, ready to be put into a sentence. */
export interface Told {
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
  readonly nearest: string;
}

export interface Message {
  readonly severity?: 'warning';
  readonly message: Text;
  readonly remedy: Text;
}

const MESSAGES = { ...eventMessages, ...meaningMessages, ...documentMessages };
export type ProblemCode = keyof typeof MESSAGES;
export const PROBLEM_CODES = Object.keys(MESSAGES) as readonly ProblemCode[];

const LONGEST_VALUE = 120;

/** A value as people can read it and a database can hold it, cut at 120 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return '';
  const written =
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? '[…]'
        : typeof value === 'object' && value !== null
          ? '{…}'
          : String(value);
  return asKept(written.length > LONGEST_VALUE ? `${written.slice(0, LONGEST_VALUE)}…` : written);
}

/** One finding, its message in both languages. */
export function problem(code: ProblemCode, place: ProblemPlace): Finding {
  const { allowed = '', nearest = '' } = place;
  const field = asKept(place.field ?? '');
  const value = shown(place.value);
  const { severity = 'error', message, remedy } = MESSAGES[code]({ field, value, allowed, nearest });
  return {
    code,
    severity: place.severity ?? severity,
    path: place.path,
    eventIndex: place.eventIndex,
    line: place.line,
    column: place.column,
    field: place.field === undefined ? undefined : field,
    value: place.value === undefined ? undefined : value,
    allowed: place.allowed,
    nearest: place.nearest,
    message,
    remedy,
  };
}

const IDENTIFIER_NAMES: Record<string, readonly [fr: string, en: string, shapeFr: string, shapeEn: string]> =
  {
    gtin: [
      'de produit (GTIN)',
      'product number (GTIN)',
      '8, 12, 13 ou 14 chiffres',
      '8, 12, 13 or 14 digits',
    ],
    lot: ['de lot', 'lot number', 'au moins un caractère', 'at least one character'],
    serial: ['de série', 'serial number', 'au moins un caractère', 'at least one character'],
    sscc: ['de colis (SSCC)', 'logistic unit number (SSCC)', '18 chiffres', '18 digits'],
    gln: ['de lieu (GLN)', 'location number (GLN)', '13 chiffres', '13 digits'],
    authority: ['de l’entreprise', 'company identifier', 'au moins un caractère', 'at least one character'],
    reference: ['de référence', 'product reference', 'au moins un caractère', 'at least one character'],
    party: ['de partenaire', 'partner identifier', 'au moins un caractère', 'at least one character'],
    siren: ['SIREN', 'SIREN', '9 chiffres', '9 digits'],
    siret: ['SIRET', 'SIRET', '14 chiffres', '14 digits'],
    vat: [
      'de TVA',
      'VAT number',
      'le code du pays puis le numéro, par exemple FR83404833048',
      'the country code and the number, for example FR83404833048',
    ],
    duns: ['DUNS', 'DUNS', '9 chiffres', '9 digits'],
    lei: ['LEI', 'LEI', '20 lettres et chiffres', '20 letters and digits'],
  };

/** The refusal of a number that has not its scheme's shape. */
export function badIdentifier(scheme: keyof typeof IDENTIFIER_NAMES & string, value: string): Text {
  const [fr, en, shapeFr, shapeEn] = IDENTIFIER_NAMES[scheme] ?? [scheme, scheme, '', ''];
  return text(
    `Le numéro ${fr} « ${shown(value)} » n’est pas reconnu : il faut ${shapeFr}. Vérifiez-le sur le document d’origine.`,
    `The ${en} “${shown(value)}” is not recognised: it takes ${shapeEn}. Check it on the original document.`,
  );
}

/** Why a document cannot be written in XML. */
export const tooManyNamespaces = (most: number): Text =>
  text(
    `Ce document nomme ses champs dans plus de ${most} espaces de noms : il ne peut pas être écrit en XML. Regroupez vos champs sous quelques préfixes.`,
    `This document names its fields in more than ${most} namespaces: it cannot be written as XML. Gather your fields under a few prefixes.`,
  );
