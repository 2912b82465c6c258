import { Inject, Injectable } from '@nestjs/common';
import { Actor, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { recordAct } from '@maillon/membership';
import { knownSubscription, SubscriptionKept } from './subscription.queries.js';
import { wakeAt } from './wake-subscription.js';

/** Has a subscription of the actor's organisation send now: one that is suspended, or that waits before it tries again. */
export async function tryNow(tx: Tx, id: string): Promise<void> {
  await tx.query(
    `update epcis_subscription set state = 'active', failures = 0, resume_at = null
     where filiere_id = $1 and organisation_id = $2 and id = $3`,
    [tx.actor.filiereId, organisationOf(tx.actor), id],
  );
  await wakeAt(tx, id, new Date());
}

/** Resumes a subscription where it stopped, with all the attempts of a new one. */
@Injectable()
export class ResumeSubscription {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /** Answers it. Throws NOT_FOUND for what is not the actor's own. */
  run(actor: Actor, id: string): Promise<SubscriptionKept> {
    return this.db.transaction(actor, async (tx) => {
      const { query_name: query, dest } = await knownSubscription(tx, id);
      await tryNow(tx, id);
      await recordAct(tx, {
        action: 'epcis-subscription.resume',
        subjectType: 'epcis-subscription',
        subjectId: id,
        details: { query, host: new URL(dest).host },
      });
      return knownSubscription(tx, id);
    });
  }
}
