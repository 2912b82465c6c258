import { CSV_FILE_MESSAGES } from './messages.js';

export type FileProblem = keyof typeof CSV_FILE_MESSAGES;

const startsWith = (head: Buffer, ...bytes: number[]): boolean =>
  bytes.every((byte, at) => head[at] === byte);

/** What a file that is not CSV looks like from its first bytes, or undefined where it may be CSV. */
export function recogniseOtherFormat(head: Buffer): FileProblem | undefined {
  if (head.length === 0) return 'EMPTY';
  if (startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6)) return recogniseZip(head);
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'XLS';
  if (startsWith(head, 0x1f, 0x8b)) return 'GZIP';
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47) || startsWith(head, 0xff, 0xd8, 0xff)) return 'IMAGE';
  const text = head.toString('latin1', 0, 1024).replace(/^ï»¿/, '').trimStart();
  if (text.startsWith('%PDF-')) return 'PDF';
  if (/^(UNA.{6}\s*)?UNB\+|^UNA[:\x1c-\x1f]/.test(text)) return 'EDIFACT';
  if (/^[{[]\s*(["{[]|$)/.test(text)) return 'JSON';
  if (/^<(\?xml|!doctype|html|[a-z][\w:.-]*[\s>/])/i.test(text)) return 'XML';
  return undefined;
}

function recogniseZip(head: Buffer): FileProblem {
  const names = head.toString('latin1', 0, 64 * 1024);
  if (names.includes('opendocument.spreadsheet')) return 'ODS';
  return names.includes('[Content_Types].xml') || names.includes('xl/') ? 'XLSX' : 'ZIP';
}
