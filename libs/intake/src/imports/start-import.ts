import { Inject, Injectable } from '@nestjs/common';
import { DocumentType } from '@maillon/documents';
import { Actor, isUuid, newId, notFound, organisationOf } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import { FileStorage } from '@maillon/runtime';
import type { Audience } from '@maillon/sharing';
import { readHead } from '../run/csv-source.js';
import { runImport } from '../run/import-job.js';
import { documentsAreCsv } from './messages.js';
import { formatOf } from '../uploads/format-of.js';

/** Asks for the reading of an uploaded file: job row and outbox row in one transaction. */
@Injectable()
export class StartImport {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FileStorage) private readonly storage: FileStorage,
  ) {}

  /** Answers the id of the job. Throws NOT_FOUND for an upload that is not the actor's own. */
  async run(
    actor: Actor,
    uploadId: string,
    audience: Audience,
    documentType?: DocumentType,
  ): Promise<string> {
    const organisationId = organisationOf(actor);
    if (!isUuid(uploadId)) throw notFound('upload');
    const [upload] = await this.db.transaction(actor, (tx) =>
      tx.query<{ storage_key: string; size: string }>(
        'select storage_key, size from upload where filiere_id = $1 and id = $2',
        [actor.filiereId, uploadId],
      ),
    );
    if (!upload) throw notFound('upload');
    const format = formatOf(await readHead((start) => this.storage.read(upload.storage_key, start)));
    if (documentType && format !== 'csv') throw documentsAreCsv();
    const id = newId();
    await this.db.transaction(actor, async (tx) => {
      await tx.query(
        `insert into import_job (filiere_id, id, organisation_id, person_id, api_key_id, upload_id, format, audience, bytes_total, document_type)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          actor.filiereId,
          id,
          organisationId,
          actor.personId,
          actor.keyId,
          uploadId,
          format,
          audience,
          upload.size,
          documentType ?? null,
        ],
      );
      await enqueue(tx, runImport, { organisationId, importJobId: id });
    });
    return id;
  }
}
