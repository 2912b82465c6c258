import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Actor, DomainError, newId, organisationOf } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { FileStorage } from '@maillon/runtime';
import { formatOf, ImportFormat } from './format-of.js';

const HEAD_BYTES = 64 * 1024;

export interface UploadView {
  readonly id: string;
  readonly fileName: string;
  readonly size: number;
  readonly sha256: string;
  readonly format: ImportFormat;
}

/** Takes a file in: streamed to storage with its SHA-256, its kind told from its first bytes; what cannot be read is refused at once. */
@Injectable()
export class ReceiveUpload {
  constructor(
    private readonly db: TenantDb,
    private readonly storage: FileStorage,
    /** Largest file, in bytes. */
    readonly limit: number,
  ) {}

  async run(actor: Actor, name: string, content: Readable & { truncated?: boolean }): Promise<UploadView> {
    const organisationId = organisationOf(actor);
    const id = newId();
    const key = `${actor.filiereId}/${id}`;
    const watch = new Watch();
    await this.storage.write(key, content.pipe(watch));
    try {
      if (content.truncated) throw this.tooLarge();
      const format = formatOf(watch.head);
      const fileName = safeName(name);
      await this.db.transaction(actor, (tx) =>
        tx.query(
          `insert into upload (filiere_id, id, organisation_id, person_id, api_key_id, file_name, size, sha256, storage_key)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [
            actor.filiereId,
            id,
            organisationId,
            actor.personId,
            actor.keyId,
            fileName,
            watch.size,
            watch.digest(),
            key,
          ],
        ),
      );
      return { id, fileName, size: watch.size, sha256: watch.digest().toString('hex'), format };
    } catch (error) {
      await this.storage.remove(key);
      throw error;
    }
  }

  private tooLarge(): DomainError {
    const megabytes = Math.floor(this.limit / 1_000_000);
    return new DomainError(
      'TOO_LARGE',
      {
        fr: `Ce fichier dépasse ${megabytes} Mo. Partagez-le en plusieurs, puis envoyez-les l’un après l’autre.`,
        en: `This file is larger than ${megabytes} MB. Split it, then send the parts one after the other.`,
      },
      'file',
    );
  }
}

/** Counts and hashes what passes, and keeps its beginning. */
class Watch extends Transform {
  size = 0;
  head = Buffer.alloc(0);
  private readonly hash = createHash('sha256');
  private sum: Buffer | undefined;

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.size += chunk.length;
    this.hash.update(chunk);
    if (this.head.length < HEAD_BYTES)
      this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD_BYTES - this.head.length)]);
    done(null, chunk);
  }

  digest(): Buffer {
    return (this.sum ??= this.hash.digest());
  }
}

/** The name as people see it: no folders, no control characters, 255 characters at most. */
const safeName = (name: string): string =>
  name
    .slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 255) || 'fichier';
