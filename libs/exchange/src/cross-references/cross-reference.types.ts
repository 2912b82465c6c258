import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '@maillon/graphql';

@ObjectType('ItemCrossReference', {
  description: 'Which item number of the buyer is which of the seller: kept for each pair of companies.',
})
export class CrossReferenceType {
  @Field(() => Boolean, { description: 'Whether the reader’s organisation is the buyer of the two.' })
  isBuyer!: boolean;

  @Field(() => String, { description: 'The buyer’s item number.' })
  buyerItem!: string;

  @Field(() => String, { nullable: true, description: 'The seller’s item number.' })
  sellerItem?: string;

  @Field(() => String, { nullable: true, description: 'GTIN, 14 digits.' })
  gtin?: string;

  @Field(() => String, { nullable: true, description: 'Name of the item.' })
  description?: string;
}

export const CrossReferenceConnection = connectionOf(CrossReferenceType, 'ItemCrossReference');

@InputType({ description: 'Item numbers that name the same article.' })
export class CrossReferenceInput {
  @Field(() => ID, { description: 'The partner.' })
  partner!: string;

  @Field(() => Boolean, { description: 'Whether the organisation is the buyer of the two.' })
  isBuyer!: boolean;

  @Field(() => String, { description: 'The buyer’s item number.' })
  buyerItem!: string;

  @Field(() => String, { nullable: true, description: 'The seller’s item number.' })
  sellerItem?: string;

  @Field(() => String, { nullable: true, description: 'GTIN: 8, 12, 13 or 14 digits.' })
  gtin?: string;

  @Field(() => String, { nullable: true, description: 'Name of the item.' })
  description?: string;
}
