import { Inject } from '@nestjs/common';
import { Args, Context, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { TenantDb } from '@maillon/db';
import { Connection, CurrentActor, loaderOf, pageOf, Refused } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { pageSize } from '@maillon/kernel';
import type { Actor } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import { EpcisSubscriptionType } from '../subscriptions/epcis-subscription.types.js';
import { subscriptionsByQuery } from '../subscriptions/subscription.queries.js';
import { subscriptionShown } from '../subscriptions/subscription-shown.js';
import { DeleteQuery } from './delete-query.js';
import {
  DeleteEpcisQueryResult,
  EpcisQueryConnection,
  EpcisQueryDeleted,
  EpcisQueryResult,
  EpcisQueryType,
  StoreEpcisQueryInput,
} from './epcis-query.types.js';
import { KeptQuery, knownQuery, queriesAfter, queryCursor } from './named-query.queries.js';
import { orRefused } from './or-refused.js';
import { StoreQuery } from './store-query.js';

type QueryHead = Omit<EpcisQueryType, 'subscriptions'>;

/** Queries by name and who follows them, each organisation its own. */
@Resolver(() => EpcisQueryType)
export class EpcisQueryResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(StoreQuery) private readonly store: StoreQuery,
    @Inject(DeleteQuery) private readonly remove: DeleteQuery,
  ) {}

  @Query(() => EpcisQueryConnection, {
    description: 'Queries that the organisation keeps, by name, each with its subscriptions.',
  })
  @Allow('query:manage')
  async epcisQueries(
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ): Promise<Connection<QueryHead>> {
    const count = pageSize(first);
    const rows = await this.db.transaction(actor, (tx) => queriesAfter(tx, after, count + 1));
    return pageOf(rows, count, headOf, queryCursor);
  }

  @ResolveField(() => [EpcisSubscriptionType])
  async subscriptions(
    @Parent() { name }: QueryHead,
    @CurrentActor() actor: Actor,
    @Context() context: RequestContext,
  ): Promise<EpcisSubscriptionType[]> {
    const loader = loaderOf(context, 'epcis-subscriptions', (names) =>
      this.db.transaction(actor, (tx) => subscriptionsByQuery(tx, names)),
    );
    return ((await loader.load(name)) ?? []).map(subscriptionShown);
  }

  @Mutation(() => EpcisQueryResult, { description: 'Keeps a query under a name, to ask and to follow it.' })
  @Allow('query:manage')
  storeEpcisQuery(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Its name and parameters.' })
    { name, query, context }: StoreEpcisQueryInput,
  ): Promise<QueryHead | Refused> {
    const body = Buffer.from(
      JSON.stringify({ name, query, ...(context != null && { '@context': context }) }),
    );
    return orRefused(async () => {
      await this.store.run(actor, body, new Map());
      return headOf(await this.db.transaction(actor, (tx) => knownQuery(tx, name)));
    });
  }

  @Mutation(() => DeleteEpcisQueryResult, {
    description:
      'Deletes a query that no subscription follows any more. WebSockets that follow it are closed.',
  })
  @Allow('query:manage')
  deleteEpcisQuery(
    @CurrentActor() actor: Actor,
    @Args('name', { type: () => String, description: 'Its name.' }) name: string,
  ): Promise<EpcisQueryDeleted | Refused> {
    return this.remove.run(actor, name);
  }
}

const headOf = ({ name, query, createdAt }: KeptQuery): QueryHead => ({
  name,
  query,
  createdAt: createdAt.toISOString(),
});
