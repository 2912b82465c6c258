import type { MessageId } from '../../messages/fr';

/** The text of a file, or why it has none that could be an EPCIS document. */
export type FileRead = { readonly text: string } | { readonly problem: MessageId };

/** Characters that the reading takes; longer documents are sent by the interface. */
const LONGEST_TEXT = 5_000_000;
/** No shorter text is written in more bytes: four to a character. */
const MOST_BYTES = 4 * LONGEST_TEXT;

/** How files begin that hold no text, in hexadecimal. */
const SIGNATURES: readonly [string, MessageId][] = [
  ['504b0304', 'epcis.fileTable'],
  ['d0cf11e0', 'epcis.fileTable'],
  ['25504446', 'epcis.fileOther'],
  ['1f8b', 'epcis.fileOther'],
];

/** Byte order marks, and `<` or `{` in sixteen bits where there is none (XML 1.0, appendix F). */
const ENCODINGS: readonly [string, string][] = [
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
  ['3c00', 'utf-16le'],
  ['7b00', 'utf-16le'],
  ['003c', 'utf-16be'],
  ['007b', 'utf-16be'],
];

/** Reads a file as the interface would: by the encoding it bears, else as UTF-8. No letter is ever replaced by a guess. */
export async function readFile(file: Blob): Promise<FileRead> {
  if (file.size === 0) return { problem: 'epcis.fileEmpty' };
  if (file.size > MOST_BYTES) return { problem: 'epcis.fileTooLong' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const [, problem] = SIGNATURES.find(([signature]) => start.startsWith(signature)) ?? [];
  if (problem) return { problem };
  const text = decoded(bytes, start);
  if (text === undefined) return { problem: 'epcis.fileEncoding' };
  if (text.includes('\0')) return { problem: 'epcis.fileOther' };
  if (!text.trim()) return { problem: 'epcis.fileEmpty' };
  return text.length > LONGEST_TEXT ? { problem: 'epcis.fileTooLong' } : { text };
}

function decoded(bytes: Uint8Array, start: string): string | undefined {
  const [, wide] = ENCODINGS.find(([signature]) => start.startsWith(signature)) ?? [];
  try {
    return new TextDecoder(wide ?? declaredEncoding(bytes) ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What an XML declaration names: it is written in ASCII in every encoding that has no sixteen bits. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
  return /^(?:ï»¿)?<\?xml\s[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1];
}
