import { Inject } from '@nestjs/common';
import { Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TenantDb, Tx } from '@maillon/db';
import { DocumentHead } from '@maillon/exchange';
import { actorOf, loaderOf } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { ItemType } from '@maillon/traceability';
import { openByDocument, openByItem, OpenCount } from './discrepancy.queries.js';

type Count = (tx: Tx, ids: readonly string[]) => Promise<Map<string, OpenCount>>;

const countOf = async (db: TenantDb, context: RequestContext, name: string, count: Count, id: string) => {
  const loader = loaderOf<OpenCount>(context, name, (ids) =>
    db.transaction(actorOf(context), (tx) => count(tx, ids)),
  );
  return (await loader.load(id)) ?? { count: 0, blocking: 0 };
};

@Resolver(() => ItemType)
export class ItemBadgeResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => Int, {
    description: 'Discrepancies of the reader’s organisation that are open about it.',
  })
  async openDiscrepancies(@Parent() { id }: ItemType, @Context() context: RequestContext) {
    return (await countOf(this.db, context, 'item-discrepancies', openByItem, id)).count;
  }

  @ResolveField(() => Boolean, { description: 'Whether one of them blocks it, by the rules.' })
  async isBlocked(@Parent() { id }: ItemType, @Context() context: RequestContext) {
    return (await countOf(this.db, context, 'item-discrepancies', openByItem, id)).blocking > 0;
  }
}

@Resolver(() => DocumentHead)
export class DocumentBadgeResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => Int, {
    description: 'Discrepancies of the reader’s organisation that are open and rest on it.',
  })
  async openDiscrepancies(@Parent() { id }: DocumentHead, @Context() context: RequestContext) {
    return (await countOf(this.db, context, 'document-discrepancies', openByDocument, id)).count;
  }
}
