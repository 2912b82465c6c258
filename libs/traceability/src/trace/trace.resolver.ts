import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { organisationLoader, OrganisationType } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { trace } from './trace.queries.js';
import { TombstoneType, TraceDirectionEnum, TraceNodeType, TraceType } from './trace.types.js';
import type { TraceDirection } from './trace.types.js';

@Resolver(() => TraceNodeType)
export class TraceResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => TraceType, { description: 'The chain of an item: what it was made of, or what became of it.' })
  @Allow('item:read')
  trace(
    @CurrentActor() actor: Actor,
    @Args('item', { type: () => ID, description: 'Id of the item.' }) item: string,
    @Args('direction', { type: () => TraceDirectionEnum, description: 'Which way.' })
    direction: TraceDirection,
    @Args('maxDepth', { type: () => Int, defaultValue: 20, description: 'Steps at most, 50 at most.' })
    maxDepth: number,
    @Args('maxNodes', { type: () => Int, defaultValue: 2000, description: 'Items at most, 20,000 at most.' })
    maxNodes: number,
  ): Promise<TraceType> {
    return this.db.transaction(actor, (tx) => trace(tx, { item, direction, maxDepth, maxNodes }));
  }

  @ResolveField(() => OrganisationType, { nullable: true, description: 'Who describes it.' })
  declarant(@Parent() node: TraceNodeType, @Context() context: RequestContext) {
    return organisationLoader(context, this.db).load(node.declarantId);
  }
}

@Resolver(() => TombstoneType)
export class TombstoneResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => OrganisationType, {
    nullable: true,
    description: 'Whom to ask: the partner on the visible side.',
  })
  askOrganisation(@Parent() tombstone: TombstoneType, @Context() context: RequestContext) {
    return tombstone.askOrganisationId
      ? organisationLoader(context, this.db).load(tombstone.askOrganisationId)
      : undefined;
  }
}
