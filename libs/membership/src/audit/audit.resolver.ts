import { Inject } from '@nestjs/common';
import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { auditPage } from './audit.queries.js';
import { AuditRecordConnection } from './audit.types.js';

@Resolver()
export class AuditResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => AuditRecordConnection, { description: 'What was done in this filière, newest first.' })
  @Allow('audit:read')
  auditRecords(
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => auditPage(tx, { first, after }));
  }
}
