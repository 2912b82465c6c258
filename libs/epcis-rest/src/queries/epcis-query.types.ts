import { createUnionType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { connectionOf, DateTimeScalar, JsonScalar, Refused } from '@maillon/graphql';
import { EpcisSubscriptionType } from '../subscriptions/epcis-subscription.types.js';

@ObjectType('EpcisQuery', {
  description: 'A question in the query language of EPCIS 2.0 that the organisation keeps under a name.',
})
export class EpcisQueryType {
  @Field(() => String, { description: 'Its name, unique in the organisation.' })
  name!: string;

  @Field(() => JsonScalar, { description: 'The parameters of EPCIS 2.0 as they were given.' })
  query!: unknown;

  @Field(() => DateTimeScalar, { description: 'When it was stored.' })
  createdAt!: string;

  @Field(() => [EpcisSubscriptionType], { description: 'Who is sent what it asks for, oldest first.' })
  subscriptions!: EpcisSubscriptionType[];
}

export const EpcisQueryConnection = connectionOf(EpcisQueryType, 'EpcisQuery');

@InputType({ description: 'A query to store.' })
export class StoreEpcisQueryInput {
  @Field(() => String, { description: 'Its name: 1 to 100 letters without accents, digits and . _ ~ -' })
  name!: string;

  @Field(() => JsonScalar, {
    description: 'Parameters of EPCIS 2.0: {"eventType": ["ObjectEvent"], "EQ_bizStep": ["shipping"]}.',
  })
  query!: unknown;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'A JSON-LD context that declares the prefixes of extensions that the query names.',
  })
  context?: unknown;
}

@ObjectType('EpcisQueryDeleted', { description: 'The query is no more.' })
export class EpcisQueryDeleted {
  @Field(() => String, { description: 'Its name.' })
  name!: string;
}

export const EpcisQueryResult = createUnionType({
  name: 'EpcisQueryResult',
  description: 'The query as it is kept, or why it was not.',
  types: () => [EpcisQueryType, Refused] as const,
  resolveType: (value: object) => ('findings' in value ? Refused : EpcisQueryType),
});

export const DeleteEpcisQueryResult = createUnionType({
  name: 'DeleteEpcisQueryResult',
  description: 'The query that is no more, or why it stays.',
  types: () => [EpcisQueryDeleted, Refused] as const,
  resolveType: (value: object) => ('findings' in value ? Refused : EpcisQueryDeleted),
});
