import { readGs1Id } from './canonical-uri.js';
import { cbvUri, CbvListName } from './cbv.js';
import { writeDigitalLink } from './gs1-id.js';
import { utcInstant } from './instant.js';
import { decodePart } from './uri.js';

/** `urn:epcglobal:cbv:<kind>:` and the web name of the same list (CBV 2.0 section 8.9, rule on URN vocabulary). */
const CBV_URN = /^urn:epcglobal:cbv:(bizstep|disp|btt|sdt|er):/;
const CBV_WEB: Readonly<Record<string, string>> = {
  bizstep: 'BizStep',
  disp: 'Disp',
  btt: 'BTT',
  sdt: 'SDT',
  er: 'ER',
};

/** The prefixes of the standard itself; the published vectors leave every other `prefix:name` value as written. */
const STANDARD_PREFIXES: readonly (readonly [string, string])[] = [
  ['gs1:', 'https://gs1.org/voc/'],
  ['cbv:', 'https://ref.gs1.org/cbv/'],
  ['epcis:', 'https://ref.gs1.org/epcis/'],
];

const NUMERIC = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Any value that the standard gives no form of its own: text, number or truth value. '' when there is nothing to say. */
export function hashValue(value: unknown): string {
  if (typeof value === 'string') return hashText(value.trim());
  if (typeof value === 'number') return Number.isFinite(value) ? numberText(value) : '';
  return typeof value === 'boolean' ? String(value) : '';
}

function hashText(text: string): string {
  const first = text.charCodeAt(0);
  // digits, sign or point
  if (first < 0x3a) {
    const number = NUMERIC.test(text) ? Number(text) : NaN;
    return Number.isFinite(number) ? numberText(number) : text;
  }
  if (text.startsWith('http') || text.startsWith('urn:epc:')) return hashUri(text);
  if (!text.includes(':')) return text;
  const urn = CBV_URN.exec(text);
  if (urn) return `https://ref.gs1.org/cbv/${CBV_WEB[urn[1]!]}-${text.slice(urn[0].length)}`;
  for (const [prefix, namespace] of STANDARD_PREFIXES)
    if (text.startsWith(prefix)) return namespace + text.slice(prefix.length);
  return hashUri(text);
}

/** A GTIN of 8, 12 or 13 digits: the reference implementation takes it for one whatever its check digit. */
const SHORT_GTIN = /(\/(?:01|gtin)\/)(\d{8}|\d{12,13})(?=[/?#]|$)/;

/** The constrained canonical Digital Link of a GS1 identifier (GS1 Digital Link 1.2 section 4.11); other URIs unchanged. */
function hashUri(uri: string): string {
  const id =
    readGs1Id(uri) ??
    readGs1Id(uri.replace(SHORT_GTIN, (_, ai: string, gtin: string) => ai + gtin.padStart(14, '0')));
  if (!id) return uri;
  const number = id.key.digits ? id.number : encodeKeyPart(id.number);
  const serial = id.serial === undefined ? undefined : encodeKeyPart(id.serial);
  return writeDigitalLink({ ...id, number, serial });
}

const PLAIN_KEY_PART = /^[A-Za-z0-9._~\-';=]*$/;

/** Percent-encodes all of GS1's character set 82 but `- . _ ' ; =`, as the published vectors do. */
function encodeKeyPart(part: string): string {
  if (PLAIN_KEY_PART.test(part)) return part;
  const plain = decodePart(part).replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(plain).replace(/[!()*]|%(?:3B|3D)/g, (found) =>
    found.length === 3 ? decodeURIComponent(found) : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Shortest decimal digits without trailing zeros; whole numbers in full, small ones as `1e-07`: the vectors' own spelling. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e16 ? String(value) : BigInt(value).toString();
  if (Math.abs(value) >= 1e-4) return String(value);
  const [digits, exponent] = value.toExponential().split('e-') as [string, string];
  return `${digits}e-${exponent.padStart(2, '0')}`;
}

/** A time in UTC with milliseconds, half up; as written when it is none. */
export const hashInstant = (value: unknown): string =>
  typeof value === 'string' ? (utcInstant(value.trim()) ?? value.trim()) : hashValue(value);

/** A word of a CBV list as its full address. */
export function hashWord(list: CbvListName): (value: unknown) => string {
  return (value) => {
    if (typeof value !== 'string') return hashValue(value);
    const word = value.trim();
    return word.includes(':') ? hashText(cbvUri(list, word)) : word && cbvUri(list, word);
  };
}
