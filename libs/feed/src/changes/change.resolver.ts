import { Inject } from '@nestjs/common';
import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor, DateTimeScalar } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { changePage } from './change.queries.js';
import { ChangeConnection } from './change.types.js';

@Resolver()
export class ChangeResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => ChangeConnection, {
    description:
      'What changed among all that the organisation may see, oldest first. Keep `endCursor` and come back with it: ' +
      'nothing is ever missed, nothing comes twice.',
  })
  @Allow('item:read')
  changes(
    @CurrentActor() actor: Actor,
    @Args('after', {
      type: () => String,
      nullable: true,
      description: '`endCursor` of the last page read; from the beginning when absent.',
    })
    after?: string,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('topics', {
      type: () => [String],
      nullable: true,
      description: 'Only these: `order.sent`, `order.*`; all when absent.',
    })
    topics?: string[],
    @Args('since', {
      type: () => DateTimeScalar,
      nullable: true,
      description: 'Only what happened from then on.',
    })
    since?: string,
  ) {
    return this.db.transaction(actor, (tx) => changePage(tx, { after, first, topics, since }));
  }
}
