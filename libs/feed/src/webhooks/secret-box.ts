import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const PLAIN = 0;
const SEALED = 1;
const IV = 12;
const TAG = 16;

/**
 * Keeps secrets that must be used again, so that a hash will not do. With a key (32 bytes in base64, kept by the operator
 * apart from the database) they are sealed by AES-256-GCM, bound to the row they belong to; without one they are protected
 * by the tenant wall alone. Both kinds may stand side by side, so that a key can be added later.
 */
export class SecretBox {
  private readonly key: Buffer | undefined;

  /** Throws Error for a key that is not 32 bytes. */
  constructor(keyText?: string) {
    this.key = keyText ? Buffer.from(keyText, 'base64') : undefined;
    if (this.key && this.key.length !== 32) throw new Error('SECRETS_KEY is 32 bytes in base64.');
  }

  seal(secret: string, rowId: string): Buffer {
    if (!this.key) return Buffer.concat([Buffer.from([PLAIN]), Buffer.from(secret)]);
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(rowId));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([SEALED]), iv, cipher.getAuthTag(), sealed]);
  }

  /** Throws Error when it was sealed with another key, for another row, or when no key is set. */
  open(kept: Buffer, rowId: string): string {
    if (kept[0] === PLAIN) return kept.toString('utf8', 1);
    if (!this.key) throw new Error('A secret is sealed and SECRETS_KEY is not set.');
    const body = 1 + IV + TAG;
    const decipher = createDecipheriv('aes-256-gcm', this.key, kept.subarray(1, 1 + IV), {
      authTagLength: TAG,
    });
    decipher.setAAD(Buffer.from(rowId)).setAuthTag(kept.subarray(1 + IV, body));
    return decipher.update(kept.subarray(body), undefined, 'utf8') + decipher.final('utf8');
  }
}
