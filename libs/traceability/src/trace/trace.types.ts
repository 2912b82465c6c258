import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, TextType } from '@maillon/graphql';
import type { Text } from '@maillon/kernel';

export const TraceDirectionEnum = { UPSTREAM: 'UPSTREAM', DOWNSTREAM: 'DOWNSTREAM' } as const;
export type TraceDirection = keyof typeof TraceDirectionEnum;
registerEnumType(TraceDirectionEnum, {
  name: 'TraceDirection',
  description: 'Which way to follow the chain.',
  valuesMap: {
    UPSTREAM: { description: 'What it was made of: towards raw material.' },
    DOWNSTREAM: { description: 'What became of it: towards the finished product.' },
  },
});

@ObjectType('TraceNode', { description: 'An item of a trace.' })
export class TraceNodeType {
  @Field(() => ID, { description: 'Id of the item.' })
  id!: string;

  @Field(() => String, { description: 'Its lot or serial number.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'What it is.' })
  name?: string;

  @Field(() => String, { nullable: true, description: 'Code from the filière’s granularities.' })
  granularity?: string;

  @Field(() => String, { description: 'class, lot, instance, logistic_unit, transformation…' })
  level!: string;

  @Field(() => String, { description: 'Canonical URI.' })
  uri!: string;

  @Field(() => Int, { description: 'Steps away from the item asked for.' })
  depth!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was made, if the reader may know.' })
  madeAt?: string;

  @Field(() => Float, { nullable: true, description: 'How much was made.' })
  quantity?: number;

  @Field(() => String, { nullable: true, description: 'UN/ECE Recommendation 20 code; pieces where absent.' })
  unit?: string;

  declarantId!: string;
}

@ObjectType('TraceLink', { description: 'One item went into another.' })
export class TraceLinkType {
  @Field(() => ID, { description: 'Id of the item that went in.' })
  from!: string;

  @Field(() => ID, { description: 'Id of the item it went into.' })
  to!: string;

  @Field(() => ID, { description: 'Id of the event that says so.' })
  eventId!: string;

  @Field(() => String, { description: 'transformed, packed or assembled.' })
  kind!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  eventTime!: string;
}

@ObjectType('Tombstone', { description: 'A step that exists and that the reader may not see.' })
export class TombstoneType {
  @Field(() => ID, { description: 'Id within this answer; it names nothing elsewhere.' })
  id!: string;

  @Field(() => ID, { description: 'The visible item beyond which it lies.' })
  node!: string;

  @Field(() => TraceDirectionEnum, { description: 'On which side of that item.' })
  direction!: TraceDirection;

  @Field(() => String, { description: 'Code of the rule that hides it.' })
  rule!: string;

  @Field(() => TextType, { description: 'The rule in plain words, and what can be done.' })
  reason!: Text;

  askOrganisationId?: string;
}

@ObjectType('Trace', { description: 'The chain of an item, one way.' })
export class TraceType {
  @Field(() => ID, { description: 'Id of the item asked for.' })
  root!: string;

  @Field(() => [TraceNodeType], { description: 'Items, nearest first.' })
  nodes!: TraceNodeType[];

  @Field(() => [TraceLinkType], { description: 'What went into what.' })
  links!: TraceLinkType[];

  @Field(() => [TombstoneType], { description: 'Where the chain goes on out of sight.' })
  tombstones!: TombstoneType[];

  @Field(() => Boolean, { description: 'Whether there is more than was asked for.' })
  truncated!: boolean;

  @Field(() => TextType, { nullable: true, description: 'What was left out, and how to get it.' })
  truncation?: Text;

  @Field(() => Int, { description: 'Steps to the furthest item shown.' })
  depthReached!: number;
}
