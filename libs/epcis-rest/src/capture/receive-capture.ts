import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { OpenBytes } from '@maillon/formats';
import { enqueue } from '@maillon/jobs';
import { Actor, newId, organisationOf } from '@maillon/kernel';
import { FileStorage } from '@maillon/runtime';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import type { BodyFormat } from '../request/unparsed-body.js';
import { captureDue } from './capture-due.js';
import { inspectDocument } from './inspect-document.js';
import { emptyBody } from './messages.js';

export type CaptureBehaviour = 'rollback' | 'proceed';

export interface CaptureInput {
  readonly format: BodyFormat;
  readonly behaviour: CaptureBehaviour;
  readonly chunks: AsyncIterable<Buffer>;
}

/** Takes a document in: streamed to storage, gone through once, then job row and outbox row in one transaction. */
@Injectable()
export class ReceiveCapture {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FileStorage) private readonly storage: FileStorage,
  ) {}

  /** Answers the id of the capture job. Throws EpcisProblem for what cannot be read or is too large; then nothing stays. */
  async run(actor: Actor, { format, behaviour, chunks }: CaptureInput): Promise<string> {
    const organisationId = organisationOf(actor);
    const id = newId();
    const key = storageKey(actor.filiereId, id);
    const hash = createHash('sha256');
    let size = 0;
    await this.storage.write(
      key,
      Readable.from(
        watched(chunks, (chunk) => {
          size += chunk.length;
          hash.update(chunk);
        }),
      ),
    );
    try {
      if (size === 0) throw nothing();
      const open: OpenBytes = (start) => this.storage.read(key, start);
      await inspectDocument(open, format);
      await this.db.transaction(actor, async (tx) => {
        await tx.query(
          `insert into capture_job (filiere_id, id, organisation_id, person_id, api_key_id, format, behaviour, storage_key, size, sha256)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            actor.filiereId,
            id,
            organisationId,
            actor.personId,
            actor.keyId,
            format,
            behaviour,
            key,
            size,
            hash.digest(),
          ],
        );
        await enqueue(tx, captureDue, { organisationId, captureId: id });
      });
      return id;
    } catch (error) {
      await this.storage.remove(key);
      throw error;
    }
  }
}

/** Where the document of a capture job lies until it is done. */
export const storageKey = (filiereId: number, captureId: string): string =>
  `${filiereId}/capture-${captureId}`;

async function* watched(chunks: AsyncIterable<Buffer>, see: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    see(chunk);
    yield chunk;
  }
}

const nothing = () =>
  new EpcisProblem('ValidationException', { title: titleOf('ValidationException'), detail: emptyBody });
