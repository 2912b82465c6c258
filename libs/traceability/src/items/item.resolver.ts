import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { organisationLoader, OrganisationType } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { eventPage } from '../events/event.queries.js';
import { TraceEventConnection } from '../events/event.types.js';
import { itemPage, itemsById } from './item.queries.js';
import { ItemConnection, ItemScopeEnum, ItemType } from './item.types.js';
import type { ItemScope } from './item.types.js';

@Resolver(() => ItemType)
export class ItemResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => ItemType, {
    nullable: true,
    description: 'An item; null when there is none that the reader may see.',
  })
  @Allow('item:read')
  async item(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ): Promise<ItemType | undefined> {
    return (await itemsById(this.db.reader(actor), [id])).get(id);
  }

  @Query(() => ItemConnection, {
    description: 'The register of the organisation: what it made, or what reached it; newest first.',
  })
  @Allow('item:read')
  items(
    @CurrentActor() actor: Actor,
    @Args('scope', { type: () => ItemScopeEnum, defaultValue: 'DECLARED', description: 'Made or received.' })
    scope: ItemScope,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'Beginning of a number, or part of a name.',
    })
    search?: string,
    @Args('granularity', {
      type: () => String,
      nullable: true,
      description: 'Code from the filière’s granularities.',
    })
    granularity?: string,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return itemPage(this.db.reader(actor), { scope, search, granularity, first, after });
  }

  @ResolveField(() => OrganisationType, { description: 'Whose words these are.' })
  declarant(@Parent() item: ItemType, @Context() context: RequestContext) {
    return organisationLoader(context, this.db).load(item.declarantId);
  }

  @ResolveField(() => TraceEventConnection, {
    description: 'What happened to it, newest first, as far as the reader may see.',
  })
  events(
    @Parent() item: ItemType,
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => eventPage(tx, { filter: { item: item.id }, first, after }));
  }
}
