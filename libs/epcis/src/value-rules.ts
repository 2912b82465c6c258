import { nearest } from '@maillon/kernel';
import { bareWord, CBV, CbvList, CbvListName, droppedWord } from './cbv.js';
import { examineUri } from './canonical-uri.js';
import { EventCheck } from './event-check.js';
import { utcInstant } from './instant.js';
import { expandName } from './prefixes.js';
import { isUri } from './uri.js';

/**
 * Checks one value, reports what is wrong with it, and returns its canonical text: what counts for comparing events.
 * '' when it does not count or was refused. No canonical text of a single value holds a brace or a line feed.
 */
export type Rule = (value: unknown, check: EventCheck) => string;

const refuse = (check: EventCheck, value: unknown, allowed: string): string => {
  check.report('WRONG_KIND', { value, allowed });
  return '';
};

export const text: Rule = (value, check) => {
  if (typeof value !== 'string') return refuse(check, value, 'text');
  check.checkText(value);
  return JSON.stringify(value);
};

export const number: Rule = (value, check) =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : refuse(check, value, 'number');

export const boolean: Rule = (value, check) =>
  typeof value === 'boolean' ? String(value) : refuse(check, value, 'boolean');

export const hex: Rule = (value, check) =>
  typeof value === 'string' && /^[A-Fa-f0-9]+$/.test(value)
    ? value.toUpperCase()
    : refuse(check, value, 'hex');

export const quantity: Rule = (value, check) => {
  if (typeof value === 'number' && value < 0) check.report('QUANTITY_NEGATIVE', { value });
  return number(value, check);
};

/** UN/ECE Recommendation 20 code as EPCIS writes it. */
export const unit: Rule = (value, check) => {
  if (typeof value !== 'string') return refuse(check, value, 'text');
  if (/^[A-Z0-9]{2,3}$/.test(value)) return value;
  const upper = value.trim().toUpperCase();
  check.report('UNIT_INVALID', {
    value,
    allowed: '^[A-Z0-9]{2,3}$',
    nearest: /^[A-Z0-9]{2,3}$/.test(upper) ? upper : undefined,
  });
  return '';
};

export const instant: Rule = (value, check) => {
  if (typeof value !== 'string') return refuse(check, value, 'text');
  const utc = utcInstant(value);
  if (utc) return utc;
  check.report(utc === null ? 'TIME_WITHOUT_OFFSET' : 'TIME_INVALID', { value, allowed: 'RFC 3339' });
  return '';
};

/** EPCIS 2.0 section 7.4.1, eventTimeZoneOffset. */
export const offset: Rule = (value, check) => {
  if (typeof value !== 'string') return refuse(check, value, 'text');
  if (/^[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)$/.test(value)) return value === '-00:00' ? '+00:00' : value;
  check.report('OFFSET_INVALID', { value, allowed: '-14:00…+14:00' });
  return '';
};

/** A value of a closed list. */
export function oneOf(words: readonly string[]): Rule {
  const known = new Set(words);
  const allowed = words.join(', ');
  return (value, check) => {
    if (typeof value !== 'string') return refuse(check, value, 'text');
    if (known.has(value)) return value;
    check.report('WORD_CLOSED', { value, allowed, nearest: nearest(value, words) });
    return '';
  };
}

/** Spellings that the JSON binding refuses: the standard's own words must be bare (official JSON Schema 2.0.1). */
const SPELT_OUT_CBV = /^(?:urn:epcglobal:cbv|https?:\/\/ns\.gs1\.org\/cbv\/)/;
const SPELT_OUT_VOC = /^https?:\/\/(?:www\.)?gs1\.org\/voc\//;

/** A bare word of a CBV list, or a URI of one's own. */
export function word(name: CbvListName): Rule {
  const list: CbvList = CBV[name];
  const words = [...list.words];
  const allowed = words.join(', ');
  const spelt = name === 'measurementType' || name === 'alertType' ? SPELT_OUT_VOC : SPELT_OUT_CBV;
  return (value, check) => {
    if (typeof value !== 'string') return refuse(check, value, 'text');
    if (list.words.has(value)) return value;
    if (spelt.test(value)) {
      const bare = bareWord(name, value);
      const last = value.slice(
        Math.max(value.lastIndexOf(':'), value.lastIndexOf('/'), value.lastIndexOf('-')) + 1,
      );
      check.report('WORD_SPELT_OUT', {
        value,
        allowed,
        nearest: bare === value ? (droppedWord(name, value)?.successor ?? nearest(last, words)) : bare,
      });
      return '';
    }
    if (isUri(value)) {
      const spelt = known(value, check);
      const dropped = droppedWord(name, spelt);
      if (dropped) check.report('WORD_DEPRECATED', { value: dropped.word, nearest: dropped.successor });
      return bareWord(name, spelt);
    }
    check.report('WORD_UNKNOWN', { value, allowed, nearest: nearest(value, words) });
    return '';
  };
}

/** Longest word in bytes of what events are listed by: an index holds no longer one. */
const LONGEST_LISTED = 2000;

/** A rule for what events are listed by. */
export const listed =
  (rule: Rule): Rule =>
  (value, check) => {
    const told = rule(value, check);
    if (told.length * 3 > LONGEST_LISTED && Buffer.byteLength(told) > LONGEST_LISTED)
      check.report('WORD_TOO_LONG', { value, allowed: String(LONGEST_LISTED) });
    return told;
  };

const SCHEMES = new Set(
  'urn http https did tag ni nih ark doi info geo mailto tel data ftp ftps sftp ipfs file ws wss oid cid ldap'.split(
    ' ',
  ),
);

/** True for a scheme of the Internet, which is never taken for a declared prefix. */
export const isScheme = (name: string): boolean => SCHEMES.has(name.toLowerCase());

const IDENTIFIER_SCHEMES = new Set(['urn', 'http', 'https', 'did', 'tag', 'ni', 'geo']);
const IDENTIFIER_SCHEMES_TOLD = 'https://, http://, urn:, did:, tag:, ni:';

/**
 * Spells a declared prefix out; reports a prefix that is neither declared nor a scheme of the Internet. In the name of
 * a member or type it is an error; in a value only a warning, for published examples do it.
 */
export function known(uri: string, check: EventCheck, isName = false): string {
  const scheme = uri.slice(0, uri.indexOf(':'));
  if (SCHEMES.has(scheme)) return uri;
  if (check.prefixes.names.has(scheme)) {
    check.use(scheme);
    return expandName(uri, check.prefixes);
  }
  if (!SCHEMES.has(scheme.toLowerCase())) check.reportPrefix(scheme, isName);
  return uri;
}

const IDENTIFIER_CODES = {
  malformed: 'IDENTIFIER_MALFORMED',
  private_reference: 'IDENTIFIER_NOT_GS1',
  check_digit: 'CHECK_DIGIT',
} as const;

/** The canonical URI, once its GS1 spelling is checked. */
function canonical(uri: string, check: EventCheck): string {
  const { canonical: found, problem } = examineUri(uri, check.isNew);
  if (problem) {
    const severity = problem.kind === 'check_digit' ? check.rules.checkDigit : undefined;
    check.report(IDENTIFIER_CODES[problem.kind], {
      value: uri,
      nearest: problem.expected,
      allowed: problem.allowed,
      severity,
    });
  }
  return found;
}

/** Any URI, or prefix:name of a declared prefix. */
export const uri: Rule = (value, check) => {
  if (typeof value !== 'string') return refuse(check, value, 'text');
  if (isUri(value)) return canonical(known(value, check), check);
  check.report('URI_INVALID', { value });
  return '';
};

/** The identifier of a thing, place or firm: anything that others can recognise as one. */
export const identifier: Rule = (value, check) => {
  if (typeof value !== 'string') return refuse(check, value, 'text');
  if (!isUri(value)) {
    check.report('URI_INVALID', { value });
    return '';
  }
  const scheme = value.slice(0, value.indexOf(':')).toLowerCase();
  if (IDENTIFIER_SCHEMES.has(scheme)) return canonical(value, check);
  const spelt = expandName(value, check.prefixes);
  if (spelt !== value) {
    check.use(value.slice(0, value.indexOf(':')));
    return canonical(spelt, check);
  }
  check.report('IDENTIFIER_SCHEME', { value, allowed: IDENTIFIER_SCHEMES_TOLD });
  return '';
};
