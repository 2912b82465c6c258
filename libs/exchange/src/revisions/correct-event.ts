import { Inject, Injectable } from '@nestjs/common';
import { definitionOf } from '@maillon/documents';
import { organisationActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { defineJob, Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { z } from 'zod';
import { contentOf, lockDocument } from '../documents/document-store.js';
import { isRevisable } from './request-revision.js';
import { TraceDocument } from '../follow/trace-document.js';

/** Corrects the event of a document that was revised: only its issuer may, and the other side may have answered last. */
export const correctEvent = defineJob({
  name: 'exchange.correct-event',
  payload: z.object({ documentId: z.uuid(), revisionId: z.uuid(), issuerId: z.uuid() }),
  attempts: 8,
  backoffMs: 1000,
});

@Injectable()
export class CorrectEvent {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(TraceDocument) private readonly trace: TraceDocument,
  ) {}

  @Handles(correctEvent)
  async handle(
    { documentId, revisionId, issuerId }: { documentId: string; revisionId: string; issuerId: string },
    { filiereId }: JobContext,
  ): Promise<void> {
    const actor = organisationActor(filiereId, issuerId);
    await this.db.transaction(actor, async (tx) => {
      const row = await lockDocument(tx, documentId);
      // run again after a lost acknowledgement: what was recorded since the answer is the correction itself
      const [due] = await tx.query(
        `select from exchange_revision r where r.filiere_id = $1 and r.id = $2 and r.state = 'accepted' and not exists (
           select from exchange_event x where x.filiere_id = r.filiere_id and x.document_id = r.document_id and x.recorded_at >= r.answered_at)`,
        [filiereId, revisionId],
      );
      if (!row || !due || !isRevisable(row)) return;
      await this.trace.correct(tx, {
        id: row.id,
        definition: definitionOf(row.type, row.version),
        content: await contentOf(tx, row),
        parties: { issuerId: row.issuer_id, ...(row.recipient_id && { recipientId: row.recipient_id }) },
        shownTo: row.shown_to,
      });
    });
  }
}
