import { Inject } from '@nestjs/common';
import { Args, createUnionType, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { decodeCursor, encodeCursor, isUuid, notFound, organisationOf, pageSize } from '@maillon/kernel';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor, pageOf, Refused } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import {
  CrossReferenceConnection,
  CrossReferenceInput,
  CrossReferenceType,
} from './cross-reference.types.js';
import { setCrossReference } from './set-cross-reference.js';

const CrossReferenceResult = createUnionType({
  name: 'CrossReferenceResult',
  description: 'The numbers as they are kept now, or why they were not.',
  types: () => [CrossReferenceType, Refused] as const,
  resolveType: (value: object) => ('findings' in value ? Refused : CrossReferenceType),
});

interface Row {
  buyer_id: string;
  seller_id: string;
  buyer_item: string;
  seller_item: string | null;
  gtin: string | null;
  description: string | null;
}

@Resolver(() => CrossReferenceType)
export class CrossReferenceResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => CrossReferenceConnection, {
    description: 'Item numbers kept with a partner, by the buyer’s number.',
  })
  @Allow('document:read')
  itemCrossReferences(
    @CurrentActor() actor: Actor,
    @Args('partner', { type: () => ID, description: 'The partner.' }) partner: string,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    if (!isUuid(partner)) throw notFound('partner');
    const size = pageSize(first);
    const [item, buyer] = after ? decodeCursor(after, 2) : ['', partner];
    return this.db.transaction(actor, async (tx) => {
      const rows = await tx.query<Row>(
        `select buyer_id, seller_id, buyer_item, seller_item, gtin, description from item_cross_reference
         where filiere_id = $1 and (buyer_id, seller_id) in (($2, $3), ($3, $2))
           and ($4 = '' or (buyer_item, buyer_id) > ($4, $5::uuid))
         order by buyer_item, buyer_id limit $6`,
        [actor.filiereId, organisationOf(actor), partner, item, buyer, size + 1],
      );
      return pageOf(
        rows,
        size,
        (row) => crossReferenceOf(row, actor.organisationId),
        (row) => encodeCursor([row.buyer_item, row.buyer_id]),
      );
    });
  }

  @Mutation(() => CrossReferenceResult, {
    description: 'Keeps which item number of the one is which of the other.',
  })
  @Allow('document:write')
  async setItemCrossReference(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The numbers.' }) input: CrossReferenceInput,
  ) {
    return this.db.transaction(actor, (tx) => setCrossReference(tx, input));
  }

  @Mutation(() => Boolean, { description: 'Forgets the numbers of an article; false when there were none.' })
  @Allow('document:write')
  removeItemCrossReference(
    @CurrentActor() actor: Actor,
    @Args('partner', { type: () => ID, description: 'The partner.' }) partner: string,
    @Args('isBuyer', {
      type: () => Boolean,
      description: 'Whether the organisation is the buyer of the two.',
    })
    isBuyer: boolean,
    @Args('buyerItem', { type: () => String, description: 'The buyer’s item number.' }) buyerItem: string,
  ) {
    if (!isUuid(partner)) throw notFound('partner');
    const me = organisationOf(actor);
    return this.db.transaction(actor, async (tx) => {
      const removed = await tx.query(
        'delete from item_cross_reference where filiere_id = $1 and buyer_id = $2 and seller_id = $3 and buyer_item = $4 returning 1',
        [actor.filiereId, ...(isBuyer ? [me, partner] : [partner, me]), buyerItem],
      );
      return removed.length > 0;
    });
  }
}

function crossReferenceOf(row: Row, organisationId: string | undefined): CrossReferenceType {
  return {
    isBuyer: row.buyer_id === organisationId,
    buyerItem: row.buyer_item,
    ...(row.seller_item !== null && { sellerItem: row.seller_item }),
    ...(row.gtin !== null && { gtin: row.gtin }),
    ...(row.description !== null && { description: row.description }),
  };
}
