import { Field, ID, ObjectType } from '@nestjs/graphql';
import { connectionOf, DateTimeScalar } from '@maillon/graphql';

@ObjectType('Change', {
  description: 'Something that happened: ids only, what they name is asked for apart.',
})
export class ChangeType {
  @Field(() => ID, { description: 'Id of the change: the same in every webhook delivery of it.' })
  id!: string;

  @Field(() => String, { description: 'What happened, for example `order.sent`.' })
  topic!: string;

  @Field(() => String, { description: 'Kind of thing it happened to, for example `document`.' })
  type!: string;

  @Field(() => ID, { description: 'Id of that thing.' })
  subjectId!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

export const ChangeConnection = connectionOf(ChangeType, 'Change');
