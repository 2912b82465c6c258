import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, Refused, TextType } from '@maillon/graphql';
import type { Text } from '@maillon/kernel';
import type { ScheduleText } from './schedule.js';

export const EpcisSubscriptionStateEnum = { ACTIVE: 'active', SUSPENDED: 'suspended' } as const;
export type EpcisSubscriptionState =
  (typeof EpcisSubscriptionStateEnum)[keyof typeof EpcisSubscriptionStateEnum];
registerEnumType(EpcisSubscriptionStateEnum, {
  name: 'EpcisSubscriptionState',
  description: 'Whether a subscription sends.',
  valuesMap: {
    ACTIVE: { description: 'It sends; after a failure, again at `nextAttemptAt`.' },
    SUSPENDED: {
      description: 'It gave up, for `suspendedReason`: nothing is lost, and it waits to be resumed.',
    },
  },
});

const FORM = '`5`, `1,15`, `[1-5]`, `0/30` (from 0, every 30) or `*`.';

@InputType('EpcisScheduleInput', { description: 'When to report, in UTC. Give at least one field.' })
@ObjectType('EpcisSchedule', { description: 'When it reports, in UTC. What is absent was not given.' })
export class EpcisScheduleType implements ScheduleText {
  @Field(() => String, { nullable: true, description: `Second, 0 to 59: ${FORM}` })
  second?: string;

  @Field(() => String, { nullable: true, description: `Minute, 0 to 59: ${FORM}` })
  minute?: string;

  @Field(() => String, { nullable: true, description: `Hour, 0 to 23: ${FORM}` })
  hour?: string;

  @Field(() => String, { nullable: true, description: `Day of the month, 1 to 31: ${FORM}` })
  dayOfMonth?: string;

  @Field(() => String, { nullable: true, description: `Month, 1 to 12: ${FORM}` })
  month?: string;

  @Field(() => String, { nullable: true, description: `Day of the week, 1 (Monday) to 7 (Sunday): ${FORM}` })
  dayOfWeek?: string;
}

@ObjectType('EpcisDeliveryFailure', { description: 'A delivery that came to nothing.' })
export class EpcisDeliveryFailureType {
  @Field(() => DateTimeScalar, { description: 'When it was tried.' })
  at!: string;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the answer; null where none came.' })
  status?: number;

  @Field(() => String, { nullable: true, description: 'Id of its event, where it held one alone.' })
  eventId?: string;

  @Field(() => TextType, { description: 'Why, and what to do.' })
  detail!: Text;
}

@ObjectType('EpcisSubscription', {
  description:
    'An address that is sent what a query asks for, as it comes. Its signature token is never shown.',
})
export class EpcisSubscriptionType {
  @Field(() => ID, { description: 'Its id, `subscriptionID` in what is sent.' })
  id!: string;

  @Field(() => String, { description: 'Name of the query it follows.' })
  queryName!: string;

  @Field(() => String, { description: 'Where it sends.' })
  destination!: string;

  @Field(() => Boolean, { description: 'Whether what is sent is signed with a token.' })
  isSigned!: boolean;

  @Field(() => EpcisScheduleType, {
    nullable: true,
    description: 'When it reports; null: each event as soon as it is recorded.',
  })
  schedule?: EpcisScheduleType;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it reports next; null for a stream.' })
  nextReportAt?: string;

  @Field(() => Boolean, { description: 'Whether a report without an event is sent too.' })
  reportIfEmpty!: boolean;

  @Field(() => String, {
    description:
      'How identifiers are written: Always_GS1_Digital_Link, Always_EPC_URN, No_Preference or Never_Translates.',
  })
  epcFormat!: string;

  @Field(() => EpcisSubscriptionStateEnum, { description: 'Whether it sends.' })
  state!: EpcisSubscriptionState;

  @Field(() => TextType, { nullable: true, description: 'Why it was suspended; null while it is active.' })
  suspendedReason?: Text;

  @Field(() => Int, { description: 'Attempts in a row that failed.' })
  failures!: number;

  @Field(() => EpcisDeliveryFailureType, {
    nullable: true,
    description: 'The last attempt, where it failed; null once a delivery was taken.',
  })
  lastFailure?: EpcisDeliveryFailureType;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it tries again after a failure.' })
  nextAttemptAt?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a delivery was last taken (200).' })
  lastNotifiedAt?: string;

  @Field(() => DateTimeScalar, { description: 'Record time that it began from.' })
  initialRecordTime!: string;

  @Field(() => DateTimeScalar, {
    description: 'Whatever was recorded before and is asked for has been taken.',
  })
  minRecordTime!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
}

@InputType({ description: 'A subscription to make.' })
export class SubscribeToEpcisQueryInput {
  @Field(() => String, { description: 'Name of the query to follow.' })
  queryName!: string;

  @Field(() => String, { description: 'Where to send: an https address that the Internet can reach.' })
  destination!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Signs what is sent, 8 to 500 characters. It is kept sealed and never shown.',
  })
  signatureToken?: string;

  @Field(() => EpcisScheduleType, {
    nullable: true,
    description: 'When to report; null: each event as soon as it is recorded.',
  })
  schedule?: EpcisScheduleType;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to send a report without an event.' })
  reportIfEmpty!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Record time to begin from; null: from now on.',
  })
  initialRecordTime?: string;

  @Field(() => String, {
    defaultValue: 'Always_GS1_Digital_Link',
    description:
      'How to write identifiers: Always_GS1_Digital_Link, Always_EPC_URN, No_Preference or Never_Translates.',
  })
  epcFormat!: string;
}

export const EpcisSubscriptionResult = createUnionType({
  name: 'EpcisSubscriptionResult',
  description: 'The subscription, or why it was not made.',
  types: () => [EpcisSubscriptionType, Refused] as const,
  resolveType: (value: object) => ('findings' in value ? Refused : EpcisSubscriptionType),
});
