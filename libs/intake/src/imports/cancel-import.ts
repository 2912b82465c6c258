import { Inject, Injectable } from '@nestjs/common';
import { Actor, isUuid, notFound } from '@maillon/kernel';
import { notify, TenantDb } from '@maillon/db';

/** Stops an import: at once while it waits, at the end of the batch in hand while it runs. What was accepted stays. */
@Injectable()
export class CancelImport {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async run(actor: Actor, id: string): Promise<void> {
    if (!isUuid(id)) throw notFound('id');
    await this.db.transaction(actor, async (tx) => {
      const found = await tx.query(
        `update import_job set cancel_requested = true,
           status = case when status = 'queued' then 'cancelled' else status end,
           finished_at = case when status = 'queued' then now() else finished_at end
         where filiere_id = $1 and id = $2 returning id`,
        [actor.filiereId, id],
      );
      if (!found.length) throw notFound('id');
      await notify(tx, { organisationId: actor.organisationId!, type: 'import', id });
    });
  }
}
