import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { masterDataPage } from './master-data.queries.js';
import { MasterDataConnection } from './master-data.types.js';

@Resolver()
export class MasterDataResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => MasterDataConnection, {
    description:
      'Master data that the organisation declared in the headers of its EPCIS documents, by vocabulary and id. Nobody else sees it.',
  })
  @Allow('item:read')
  masterData(
    @CurrentActor() actor: Actor,
    @Args('vocabulary', {
      type: () => String,
      nullable: true,
      description: 'URI of a vocabulary, or the standard’s kind of it: Location, EPCClass, Party…',
    })
    vocabulary?: string,
    @Args('id', {
      type: () => ID,
      nullable: true,
      description: 'Of one element alone, as a URN, a Digital Link or a private URI.',
    })
    id?: string,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => masterDataPage(tx, { vocabulary, id, first, after }));
  }
}
