import { createHmac } from 'node:crypto';

/**
 * `Maillon-Signature`: the time in seconds, and for each secret the HMAC-SHA256 (RFC 2104), in hexadecimal, of that time,
 * a dot and the body. The time stands in what is signed, so that an old delivery cannot be passed off as a new one.
 */
export function signatureOf(body: string, secrets: readonly string[], at: Date): string {
  const time = Math.floor(at.getTime() / 1000);
  const marks = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`,
  );
  return [`t=${time}`, ...marks].join(',');
}
