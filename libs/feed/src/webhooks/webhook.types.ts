import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf, DateTimeScalar, TextType } from '@maillon/graphql';
import type { Text } from '@maillon/kernel';

export const WebhookStateEnum = { ACTIVE: 'active', PAUSED: 'paused', DISABLED: 'disabled' } as const;
export type WebhookState = (typeof WebhookStateEnum)[keyof typeof WebhookStateEnum];
registerEnumType(WebhookStateEnum, {
  name: 'WebhookState',
  description: 'Whether a webhook sends.',
  valuesMap: {
    ACTIVE: { description: 'It sends.' },
    PAUSED: { description: 'Somebody paused it: changes wait and are sent when it is resumed.' },
    DISABLED: {
      description: 'It switched itself off, for `disabledReason`: changes wait until it is resumed.',
    },
  },
});

export const DeliveryStateEnum = { WAITING: 'waiting', DELIVERED: 'delivered', FAILED: 'failed' } as const;
export type DeliveryState = (typeof DeliveryStateEnum)[keyof typeof DeliveryStateEnum];
registerEnumType(DeliveryStateEnum, {
  name: 'WebhookDeliveryState',
  description: 'Where a delivery stands.',
  valuesMap: {
    WAITING: { description: 'It will be sent, or sent again.' },
    DELIVERED: { description: 'The receiver answered 200 to 299.' },
    FAILED: { description: 'It was given up after the last attempt; it can be replayed.' },
  },
});

export const DeliveryCauseEnum = { CHANGE: 'change', REPLAY: 'replay', TEST: 'test' } as const;
export type DeliveryCause = (typeof DeliveryCauseEnum)[keyof typeof DeliveryCauseEnum];
registerEnumType(DeliveryCauseEnum, {
  name: 'WebhookDeliveryCause',
  description: 'Why something was sent.',
  valuesMap: {
    CHANGE: { description: 'Something changed.' },
    REPLAY: { description: 'Somebody asked for it again.' },
    TEST: { description: 'Somebody tried the webhook out.' },
  },
});

@ObjectType('WebhookDelivery', { description: 'One thing sent, or to send, to a webhook.' })
export class WebhookDeliveryType {
  @Field(() => ID, { description: 'Its id, also in the header `Maillon-Delivery`.' })
  id!: string;

  @Field(() => DeliveryCauseEnum, { description: 'Why it is sent.' })
  cause!: DeliveryCause;

  @Field(() => ID, { description: 'Id of the change: the same again when the change is replayed.' })
  changeId!: string;

  @Field(() => String, { description: 'What happened.' })
  topic!: string;

  @Field(() => String, { description: 'Kind of thing it happened to.' })
  type!: string;

  @Field(() => ID, { description: 'Id of that thing.' })
  subjectId!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  changedAt!: string;

  @Field(() => DeliveryStateEnum, { description: 'Where it stands.' })
  state!: DeliveryState;

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last tried.' })
  attemptedAt?: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When it is tried next; absent when it ended, or waits for an earlier delivery about the same thing.',
  })
  nextAttemptAt?: string;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer.' })
  status?: number;

  @Field(() => TextType, { nullable: true, description: 'Why the last attempt failed, and what to do.' })
  failure?: Text;

  @Field(() => Int, { nullable: true, description: 'How long the last attempt took, in milliseconds.' })
  durationMs?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Beginning of the last answer, 1,000 characters at most.',
  })
  responseExcerpt?: string;
}

export const WebhookDeliveryConnection = connectionOf(WebhookDeliveryType, 'WebhookDelivery');

@ObjectType('Webhook', { description: 'An address of the organisation that is told of changes.' })
export class WebhookType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Its name, to tell it from others.' })
  name!: string;

  @Field(() => String, { description: 'Where changes are sent.' })
  url!: string;

  @Field(() => [String], { description: 'Which ones: `order.sent`, `order.*`, or `*` for all.' })
  topics!: string[];

  @Field(() => WebhookStateEnum, { description: 'Whether it sends.' })
  state!: WebhookState;

  @Field(() => TextType, { nullable: true, description: 'Why it switched itself off, and what to do.' })
  disabledReason?: Text;

  @Field(() => DateTimeScalar, { description: 'Since when it is in this state.' })
  stateSince!: string;

  @Field(() => Int, { description: 'Failed rounds of attempts since the last success.' })
  failures!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Nothing is tried before then, for the last rounds all failed.',
  })
  resumesAt?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a delivery last succeeded.' })
  deliveredAt?: string;

  @Field(() => Int, { description: 'How many deliveries wait.' })
  waiting!: number;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
}

@ObjectType('WebhookWithSecret', { description: 'A webhook and the secret just made for it.' })
export class WebhookWithSecret {
  @Field(() => WebhookType, { description: 'The webhook.' })
  webhook!: WebhookType;

  @Field(() => String, { description: 'What signs its deliveries. It is shown this once.' })
  secret!: string;
}

@ObjectType('WebhookReplay', { description: 'What a replay sends again.' })
export class WebhookReplay {
  @Field(() => WebhookType, { description: 'The webhook.' })
  webhook!: WebhookType;

  @Field(() => Int, { description: 'How many changes are sent again.' })
  changes!: number;
}

@InputType({ description: 'A webhook to make.' })
export class CreateWebhookInput {
  @Field(() => String, { description: 'Its name, to tell it from others.' })
  name!: string;

  @Field(() => String, { description: 'Where to send: an https address that the Internet can reach.' })
  url!: string;

  @Field(() => [String], { description: 'What to send: `order.sent`, `order.*`, or `*` for all.' })
  topics!: string[];
}

@InputType({ description: 'What to change in a webhook; what is absent stays.' })
export class UpdateWebhookInput {
  @Field(() => String, { nullable: true, description: 'Its name.' })
  name?: string;

  @Field(() => String, { nullable: true, description: 'Where to send.' })
  url?: string;

  @Field(() => [String], { nullable: true, description: 'What to send, from now on.' })
  topics?: string[];
}
