import { hasValidCheckDigit } from '@maillon/epcis';
import { Finding, luhn, nearest } from '@maillon/kernel';

export const SCHEMES = ['siren', 'siret', 'vat', 'lei', 'gln', 'duns', 'private'] as const;
export type Scheme = (typeof SCHEMES)[number];

const LA_POSTE = '356000000';
const LA_POSTE_HEAD_OFFICE = '35600000000048';

interface Rule {
  readonly form: RegExp;
  readonly isTrue: (value: string) => boolean;
  readonly example: string;
}

const RULES: Readonly<Record<Scheme, Rule>> = {
  siren: { form: /^\d{9}$/, isTrue: luhn, example: '552 100 554' },
  siret: { form: /^\d{14}$/, isTrue: isSiret, example: '552 100 554 00013' },
  vat: { form: /^[A-Z]{2}[0-9A-Z+*.]{2,12}$/, isTrue: isVat, example: 'FR 38 552 100 554' },
  lei: { form: /^[0-9A-Z]{18}\d{2}$/, isTrue: isLei, example: '9695 00XX XXXX XXXX XX00' },
  gln: { form: /^\d{13}$/, isTrue: hasValidCheckDigit, example: '3 012345 000004' },
  duns: { form: /^\d{9}$/, isTrue: () => true, example: '26-012-3456' },
  private: { form: /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,79}$/u, isTrue: () => true, example: 'FOURN-0042' },
};

/** SIRET: Luhn, except La Poste's establishments, whose digits add up to a multiple of five (INSEE). */
export function isSiret(value: string): boolean {
  if (!value.startsWith(LA_POSTE) || value === LA_POSTE_HEAD_OFFICE)
    return luhn(value) && luhn(value.slice(0, 9));
  return [...value].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
}

/** French VAT number: key (12 + 3 x (SIREN mod 97)) mod 97 (CGI art. 286 ter). Other countries: form alone. */
function isVat(value: string): boolean {
  if (!value.startsWith('FR')) return true;
  const [, key, siren] = /^FR(\d{2})(\d{9})$/.exec(value) ?? [];
  return Boolean(siren) && luhn(siren!) && Number(key) === (12 + 3 * (Number(siren) % 97)) % 97;
}

/** LEI: ISO 17442, check digits by ISO/IEC 7064 MOD 97-10. */
function isLei(value: string): boolean {
  let rest = 0;
  for (const character of value) rest = Number(`${rest}${parseInt(character, 36)}`) % 97;
  return rest === 1;
}

export type CheckedIdentifier =
  | { readonly ok: true; readonly scheme: Scheme; readonly value: string }
  | { readonly ok: false; readonly finding: Finding };

/** Checks an identifier as people write it (spaces, dots and dashes allowed) and gives it in the form that is kept. */
export function checkIdentifier(scheme: string, written: string): CheckedIdentifier {
  const rule = RULES[scheme as Scheme];
  if (!rule) return { ok: false, finding: unknownScheme(scheme) };
  const value =
    scheme === 'private'
      ? written.trim().replace(/\s+/g, ' ')
      : written.replace(/[\s.\u00a0\u202f-]/g, '').toUpperCase();
  if (rule.form.test(value) && rule.isTrue(value)) return { ok: true, scheme: scheme as Scheme, value };
  return { ok: false, finding: wrongIdentifier(scheme as Scheme, written, rule, rule.form.test(value)) };
}

function unknownScheme(scheme: string): Finding {
  const allowed = SCHEMES.join(', ');
  return {
    code: 'IDENTIFIER_SCHEME_UNKNOWN',
    severity: 'error',
    field: 'scheme',
    value: scheme,
    allowed,
    ...(nearest(scheme, SCHEMES) && { nearest: nearest(scheme, SCHEMES) }),
    message: {
      fr: `« ${scheme} » n’est pas une sorte d’identifiant connue.`,
      en: `“${scheme}” is not a known kind of identifier.`,
    },
    remedy: { fr: `Choisissez parmi : ${allowed}.`, en: `Choose one of: ${allowed}.` },
  };
}

function wrongIdentifier(scheme: Scheme, written: string, rule: Rule, formIsRight: boolean): Finding {
  const name =
    scheme === 'vat'
      ? { fr: 'numéro de TVA', en: 'VAT number' }
      : { fr: scheme.toUpperCase(), en: scheme.toUpperCase() };
  return {
    code: formIsRight ? 'IDENTIFIER_CHECK_FAILED' : 'IDENTIFIER_FORM',
    severity: 'error',
    field: 'value',
    value: written.slice(0, 80),
    allowed: rule.example,
    message: formIsRight
      ? {
          fr: `Ce ${name.fr} comporte une erreur : sa clé de contrôle ne correspond pas.`,
          en: `This ${name.en} holds a mistake: its check digits do not fit.`,
        }
      : { fr: `Cela n’a pas la forme d’un ${name.fr}.`, en: `This does not have the form of a ${name.en}.` },
    remedy: {
      fr: `Recopiez-le depuis un document officiel, par exemple ${rule.example}.`,
      en: `Copy it from an official document, for example ${rule.example}.`,
    },
  };
}
