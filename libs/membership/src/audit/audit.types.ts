import { Field, ID, ObjectType } from '@nestjs/graphql';
import { connectionOf, DateTimeScalar, JsonScalar } from '@maillon/graphql';

@ObjectType('AuditRecord', { description: 'One act, as it was recorded; nothing can change it.' })
export class AuditRecordType {
  @Field(() => ID, { description: 'Id of the record.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;

  @Field(() => String, { description: 'Who: a person, a key of an organisation, or the platform.' })
  actor!: string;

  @Field(() => String, { description: 'What was done.' })
  action!: string;

  @Field(() => String, { description: 'Kind of thing it was done to.' })
  subjectType!: string;

  @Field(() => String, { description: 'Id of that thing.' })
  subjectId!: string;

  @Field(() => JsonScalar, { description: 'Particulars of the act.' })
  details!: unknown;

  @Field(() => String, { nullable: true, description: 'Network address it came from.' })
  ipAddress?: string;
}

export const AuditRecordConnection = connectionOf(AuditRecordType, 'AuditRecord');
