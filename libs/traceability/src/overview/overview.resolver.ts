import { Inject } from '@nestjs/common';
import { Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { overviewOf } from './overview.queries.js';
import { OverviewType } from './overview.types.js';

@Resolver(() => OverviewType)
export class OverviewResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => OverviewType, { description: 'The organisation at a glance: its figures and what awaits it.' })
  @Allow('item:read')
  overview(@CurrentActor() actor: Actor): Promise<OverviewType> {
    return this.db.transaction(actor, overviewOf);
  }
}
