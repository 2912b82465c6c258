import { isUtf8 } from 'node:buffer';
import { completeUtf8, decodeText, firstBadByte } from '../text-encoding.js';
import { Utf16Transcoder } from '../utf16.js';

type XmlEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/** Names of XML declarations (IANA), in lower case. ISO 8859-1 is read as the Windows set that extends it. */
const ENCODINGS: Readonly<Record<string, XmlEncoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'iso-8859-1': 'windows-1252',
  'latin-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1252': 'windows-1252',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};

export type DecodedXml =
  | { readonly text: string; readonly fault?: 'BAD_CHARACTER' }
  | { readonly text: ''; readonly fault: 'ENCODING_UNKNOWN'; readonly encoding: string };

/** Turns the bytes of an XML document into text, chunk by chunk: by its byte order mark, else by its declaration. */
export class XmlDecoder {
  private encoding?: XmlEncoding;
  private transcoder?: Utf16Transcoder;
  private rest: Uint8Array = new Uint8Array(0);

  /** Text up to the first byte that is none of the encoding; `fault` says that there is such a byte. */
  push(chunk: Uint8Array, final: boolean): DecodedXml {
    let bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : Buffer.from(chunk);
    this.rest = new Uint8Array(0);
    if (!this.encoding) {
      // the declaration must be there to be read
      if (bytes.length < 200 && !final) {
        this.rest = bytes;
        return { text: '' };
      }
      const found = encodingOf(bytes);
      if (!found.encoding) return { text: '', fault: 'ENCODING_UNKNOWN', encoding: found.name };
      this.encoding = found.encoding;
      bytes = bytes.subarray(found.skip);
      if (this.encoding.startsWith('utf-16'))
        this.transcoder = new Utf16Transcoder(this.encoding === 'utf-16be');
    }
    if (this.encoding === 'windows-1252') return decodeWindows(bytes);
    if (this.transcoder) return checkUtf16(this.transcoder.push(bytes, final).toString('utf8'));
    return this.decodeUtf8(bytes, final);
  }

  private decodeUtf8(bytes: Buffer, final: boolean): DecodedXml {
    const cut = final ? bytes.length : completeUtf8(bytes);
    this.rest = bytes.subarray(cut);
    const whole = bytes.subarray(0, cut);
    if (isUtf8(whole)) return { text: whole.toString('utf8') };
    return {
      text: whole.toString('utf8', 0, Math.max(0, firstBadByte(whole, 'utf-8'))),
      fault: 'BAD_CHARACTER',
    };
  }
}

function decodeWindows(bytes: Buffer): DecodedXml {
  const text = decodeText(bytes, 0, bytes.length, 'windows-1252');
  if (text !== undefined) return { text };
  const bad = firstBadByte(bytes, 'windows-1252');
  return { text: decodeText(bytes, 0, bad, 'windows-1252') ?? '', fault: 'BAD_CHARACTER' };
}

function checkUtf16(text: string): DecodedXml {
  // U+FFFD is what half a surrogate pair became
  const bad = text.indexOf('\uFFFD');
  return bad < 0 ? { text } : { text: text.slice(0, bad), fault: 'BAD_CHARACTER' };
}

function encodingOf(bytes: Buffer): { encoding?: XmlEncoding; name: string; skip: number } {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', name: '', skip: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', name: '', skip: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', name: '', skip: 2 };
  if (first === 0x3c && second === 0) return { encoding: 'utf-16le', name: '', skip: 0 };
  if (first === 0 && second === 0x3c) return { encoding: 'utf-16be', name: '', skip: 0 };
  const head = bytes.toString('latin1', 0, 200);
  const name = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']{1,40})["']/.exec(head)?.[1] ?? 'utf-8';
  const encoding = ENCODINGS[name.toLowerCase()];
  // bytes that are read one by one cannot be UTF-16, whatever the declaration says
  const known = encoding?.startsWith('utf-16') ? 'utf-8' : encoding;
  // it is shown: a name with other than ASCII letters in it, as copied from a text
  return { encoding: known, name: known ? name : Buffer.from(name, 'latin1').toString('utf8'), skip: 0 };
}
