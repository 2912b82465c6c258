import { EdiReadOptions, IncomingFile, readEdifactMessages } from './edifact/read-edifact-messages.js';
import { EDI_PROFILES } from './profiles.js';
import { readUblMessage } from './ubl/read-ubl-message.js';

/** Blanks, and the byte order marks of UTF-8 and UTF-16, before the first sign. */
const BEFORE = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf, 0xff, 0xfe, 0x00]);
const LESS_THAN = 0x3c;

/**
 * Reads a file of a partner: UBL 2.1 where it begins as XML, EDIFACT otherwise. Both give the same messages; a UBL
 * document is an interchange of its own, without envelope. Never throws for what the file holds.
 */
export function readEdiFile(bytes: Uint8Array, options: EdiReadOptions = {}): IncomingFile {
  const first = bytes.subarray(0, 1024).find((byte) => !BEFORE.has(byte));
  if (first !== LESS_THAN) return readEdifactMessages(bytes, options);
  const { timeZone } = options.profileOf?.(undefined) ?? EDI_PROFILES.default;
  const message = readUblMessage(bytes, timeZone);
  return {
    interchanges: [{ syntax: 'ubl', refused: false, findings: [], messages: [message] }],
    findings: [],
  };
}
