import { Inject, Injectable } from '@nestjs/common';
import { Actor, notFound } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { Refused } from '@maillon/graphql';
import { subscriptionsByQuery } from '../subscriptions/subscription.queries.js';
import { queryFollowed } from './messages.js';
import { deleteNamedQuery, lockNamedQuery } from './named-query.queries.js';

/** Deletes a query that no subscription by webhook follows any more. */
@Injectable()
export class DeleteQuery {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /** Answers its name, or why it stays. Throws NOT_FOUND for what is not the actor's own. */
  run(actor: Actor, name: string): Promise<{ name: string } | Refused> {
    return this.db.transaction(actor, async (tx) => {
      if (!(await lockNamedQuery(tx, name))) throw notFound('name');
      const followed = (await subscriptionsByQuery(tx, [name])).get(name);
      if (followed) return { findings: [queryFollowed(followed.length)] };
      await deleteNamedQuery(tx, name);
      return { name };
    });
  }
}
