import { Inject } from '@nestjs/common';
import { Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { lastRun, queueRun } from './full-run.js';
import { ReconciliationRunType, runTypeOf } from './run.types.js';

@Resolver(() => ReconciliationRunType)
export class RunResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => ReconciliationRunType, {
    nullable: true,
    description: 'The last comparison of everything; null while there has been none.',
  })
  @Allow('discrepancy:read')
  async lastReconciliation(@CurrentActor() actor: Actor) {
    const row = await this.db.transaction(actor, lastRun);
    return row && runTypeOf(row);
  }

  @Mutation(() => ReconciliationRunType, {
    description:
      'Has all records of the organisation compared anew; one that is under way is answered in its place.',
  })
  @Allow('discrepancy:write')
  async startReconciliation(@CurrentActor() actor: Actor) {
    return runTypeOf(await this.db.transaction(actor, queueRun));
  }
}
