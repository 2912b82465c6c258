import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Finding } from '@maillon/kernel';
import { DateTimeScalar, FindingType } from '@maillon/graphql';

@ObjectType('WaitingOrderResponse', {
  description: 'An answer to an order, brought by EDI, that is not carried out: it waits, or was refused.',
})
export class WaitingOrderResponseType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'The organisation’s own number of the answer.' })
  number!: string;

  @Field(() => String, { description: 'The buyer’s number of the order that it answers.' })
  orderNumber!: string;

  @Field(() => String, { nullable: true, description: 'The buyer, as the message names it.' })
  buyerName?: string;

  @Field(() => String, {
    description:
      'buyer_awaited (the buyer is no member yet), order_awaited, or refused (the order came and did not take it).',
  })
  state!: string;

  @Field(() => DateTimeScalar, { description: 'When it was brought.' })
  receivedAt!: string;

  @Field(() => [FindingType], { description: 'Why it was refused, and what to do.' })
  findings!: readonly Finding[];
}
