import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { actorOf, CurrentActor, loaderOf } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { organisationLoader, OrganisationType } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { correctionsOf, eventPage, eventsById, itemsOfEvents, partyOrganisations } from './event.queries.js';
import {
  EventFilter,
  EventItemType,
  EventPartyType,
  TraceEventConnection,
  TraceEventType,
} from './event.types.js';

@Resolver(() => TraceEventType)
export class EventResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => TraceEventType, {
    nullable: true,
    description: 'An event; null when there is none that the reader may see.',
  })
  @Allow('item:read')
  async event(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ) {
    return (await this.db.transaction(actor, (tx) => eventsById(tx, [id]))).get(id);
  }

  @Query(() => TraceEventConnection, { description: 'Events that the reader may see, newest first.' })
  @Allow('item:read')
  events(
    @CurrentActor() actor: Actor,
    @Args('filter', { type: () => EventFilter, nullable: true, description: 'Which events.' })
    filter?: EventFilter,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => eventPage(tx, { filter, first, after }));
  }

  @ResolveField(() => OrganisationType, { description: 'Who declared it.' })
  declarant(@Parent() event: TraceEventType, @Context() context: RequestContext) {
    return organisationLoader(context, this.db).load(event.declarantId);
  }

  @ResolveField(() => [EventItemType], { description: 'Items that it names.' })
  async items(@Parent() event: TraceEventType, @Context() context: RequestContext): Promise<EventItemType[]> {
    const loader = loaderOf<EventItemType[]>(context, 'event-items', (ids) =>
      this.db.transaction(actorOf(context), (tx) => itemsOfEvents(tx, ids)),
    );
    return (await loader.load(event.id)) ?? [];
  }

  @ResolveField(() => TraceEventType, {
    nullable: true,
    description: 'The error declaration that corrects it, if any.',
  })
  correction(
    @Parent() event: TraceEventType,
    @Context() context: RequestContext,
  ): Promise<TraceEventType | undefined> {
    const loader = loaderOf<TraceEventType>(context, 'event-correction', (ids) =>
      this.db.transaction(actorOf(context), (tx) => correctionsOf(tx, ids)),
    );
    return loader.load(event.id);
  }
}

@Resolver(() => EventPartyType)
export class EventPartyResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => OrganisationType, { nullable: true, description: 'The member it is, if it is one.' })
  async organisation(@Parent() party: EventPartyType, @Context() context: RequestContext) {
    const loader = loaderOf<string>(context, 'party-organisation', (uris) =>
      this.db.transaction(actorOf(context), (tx) => partyOrganisations(tx, uris)),
    );
    const id = await loader.load(party.uri);
    return id ? organisationLoader(context, this.db).load(id) : undefined;
  }
}
