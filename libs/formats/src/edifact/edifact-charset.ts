import { isAscii, isUtf8 } from 'node:buffer';
import { decodeText } from '../text-encoding.js';

/**
 * Code list 0001 of ISO 9735-10: syntax identifier -> what its bytes are. A and B are ASCII; an undefined label here
 * means that the identifier is not one of the list.
 */
const LABEL_OF_SYNTAX: Readonly<Record<string, string>> = {
  UNOA: 'ascii',
  UNOB: 'ascii',
  UNOC: 'iso-8859-1',
  UNOD: 'iso-8859-2',
  UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7',
  UNOG: 'iso-8859-3',
  UNOH: 'iso-8859-4',
  UNOI: 'iso-8859-6',
  UNOJ: 'iso-8859-8',
  UNOK: 'iso-8859-9',
  UNOL: 'iso-8859-15',
  UNOW: 'utf-8',
  UNOY: 'utf-8',
};

/** How the bytes of a file become text. `latin1` holds one byte a sign, so that its indexes are byte offsets. */
export interface EdifactCharset {
  /** What the file says, `UNOC`; an empty string where it says nothing. */
  readonly declared: string;
  /** What it was read as, `utf-8`. */
  readonly readAs: string;
  /** `MISMATCH`: the bytes are not what the identifier says; `UNKNOWN`: the identifier is not of the list. */
  readonly doubt?: 'MISMATCH' | 'UNKNOWN';
  /** False where the file is read as UTF-8 and not all of it is. */
  readonly sound: boolean;
  decode(latin1: string): string;
}

const HIGH = /[\x80-\xff]/;

/**
 * The character set of a file from its syntax identifier and from its bytes. Real files lie: many that say UNOA or
 * UNOC are UTF-8, and a text of ISO 8859 is practically never valid UTF-8 by chance, so valid UTF-8 wins.
 */
export function charsetOf(declared: string, bytes: Uint8Array): EdifactCharset {
  const label = LABEL_OF_SYNTAX[declared];
  const doubt = label === undefined && declared !== '' ? ({ doubt: 'UNKNOWN' } as const) : {};
  if (isAscii(bytes)) return { declared, readAs: 'ascii', sound: true, ...doubt, decode: (latin1) => latin1 };
  const saysUtf8 = label === 'utf-8';
  const sound = isUtf8(bytes);
  if (saysUtf8 || sound) {
    const mismatch = saysUtf8 || declared === '' || label === undefined ? {} : { doubt: 'MISMATCH' as const };
    return { declared, readAs: 'utf-8', sound, ...doubt, ...mismatch, decode: decodeUtf8 };
  }
  if (label === undefined || label === 'ascii' || label === 'iso-8859-1') {
    const mismatch = label === 'ascii' ? { doubt: 'MISMATCH' as const } : {};
    return { declared, readAs: 'iso-8859-1', sound: true, ...doubt, ...mismatch, decode: decodeLatin1 };
  }
  const decoder = new TextDecoder(label);
  const decode = (latin1: string): string =>
    HIGH.test(latin1) ? decoder.decode(Buffer.from(latin1, 'latin1')) : latin1;
  return { declared, readAs: label, sound: true, decode };
}

const decodeUtf8 = (latin1: string): string =>
  HIGH.test(latin1) ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1;

/** Windows programs put their own signs (€, œ) in the control range that ISO 8859-1 leaves empty. */
function decodeLatin1(latin1: string): string {
  if (!HIGH.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  return decodeText(bytes, 0, bytes.length, 'windows-1252') ?? latin1;
}
