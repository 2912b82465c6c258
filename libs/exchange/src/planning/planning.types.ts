import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '@maillon/graphql';

export const PlanningRoleEnum = { BUYER: 'buyer', SELLER: 'seller' } as const;
export type PlanningRole = (typeof PlanningRoleEnum)[keyof typeof PlanningRoleEnum];
registerEnumType(PlanningRoleEnum, {
  name: 'PlanningRole',
  description: 'What the reader’s organisation is towards the partner.',
  valuesMap: {
    BUYER: { description: 'It buys from the partner.' },
    SELLER: { description: 'It sells to the partner.' },
  },
});

@ObjectType('PlanningBucket', { description: 'A column of the plan: a day, or a week from its Monday.' })
export class PlanningBucketType {
  @Field(() => String, { description: 'First day, YYYY-MM-DD.' })
  start!: string;

  @Field(() => String, { description: 'Last day, YYYY-MM-DD; the same for a single day.' })
  end!: string;
}

@ObjectType('PlanningItem', {
  description: 'One article in the plan. Each list has one number a bucket, in the unit of the item.',
})
export class PlanningItemType {
  @Field(() => String, { nullable: true, description: 'The buyer’s item number.' })
  buyerItem?: string;

  @Field(() => String, { nullable: true, description: 'The seller’s item number.' })
  sellerItem?: string;

  @Field(() => String, { nullable: true, description: 'GTIN, 14 digits.' })
  gtin?: string;

  @Field(() => String, { nullable: true, description: 'Name of the item.' })
  description?: string;

  @Field(() => String, { description: 'UN/ECE Recommendation 20 code.' })
  unit!: string;

  @Field(() => [Float], { description: 'What the buyer’s newest forecasts ask for.' })
  demand!: readonly number[];

  @Field(() => [Float], {
    description:
      'What open orders and call-offs still await, a call-off in place of its order; what is overdue stands in the first bucket.',
  })
  deliveries!: readonly number[];

  @Field(() => [Float], { description: 'What is on its way and not received yet, at its expected arrival.' })
  inTransit!: readonly number[];

  @Field(() => [Float], { description: 'What the seller plans to produce.' })
  production!: readonly number[];

  @Field(() => Float, { nullable: true, description: 'The buyer’s stock in all its places, as last stated.' })
  buyerStock?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The seller’s stock in all its places, as last stated.',
  })
  sellerStock?: number;

  @Field(() => [Float], {
    nullable: true,
    description:
      'The buyer’s stock at the end of each bucket, from the day of the last count; below zero is a shortage. Null without a stated stock.',
  })
  buyerProjected?: readonly number[];

  @Field(() => [Float], {
    nullable: true,
    description:
      'The seller’s stock at the end of each bucket, from the day of the last count; below zero is a shortage. Null without a stated stock.',
  })
  sellerProjected?: readonly number[];

  @Field(() => [Float], {
    nullable: true,
    description: 'Change of demand since the reader’s last visit; null on the first visit.',
  })
  demandChange?: readonly number[];
}

@ObjectType('Planning', {
  description: 'Demand, stock, production and deliveries of two companies in one grid.',
})
export class PlanningType {
  @Field(() => [PlanningBucketType], { description: 'Its columns: four weeks by day, then weeks.' })
  buckets!: readonly PlanningBucketType[];

  @Field(() => [PlanningItemType], { description: 'Its articles, by item number.' })
  items!: readonly PlanningItemType[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The reader’s last visit, from which changes are told.',
  })
  lastVisit?: string;
}
