import { hash, randomBytes } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case RFC 9562 UUID in its 36-character form. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** A new time-ordered id: UUID version 7 (RFC 9562 section 5.7). */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  return format(bytes, 0x70);
}

/**
 * The id of a thing whose name is known: UUID version 8 (RFC 9562 section 5.8) over SHA-256 of the parts.
 * Parts are length-prefixed, so ('a', 'bc') and ('ab', 'c') differ.
 */
export function derivedId(...parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += `${Buffer.byteLength(part)}:${part}`;
  return format(hash('sha256', text, 'buffer'), 0x80);
}

function format(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | version;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
