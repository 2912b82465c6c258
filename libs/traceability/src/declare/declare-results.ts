import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { FindingType, Refused } from '@maillon/graphql';
import type { Finding } from '@maillon/kernel';
import { TraceEventType } from '../events/event.types.js';
import { ItemType } from '../items/item.types.js';

@ObjectType('Declared', { description: 'What was declared stands.' })
export class DeclaredType {
  @Field(() => TraceEventType, { description: 'The event recorded.' })
  event!: TraceEventType;

  @Field(() => ItemType, { nullable: true, description: 'The item made, if one was.' })
  item?: ItemType;

  @Field(() => Boolean, {
    description: 'Whether the very same had been declared before: then nothing changed.',
  })
  unchanged!: boolean;
}

@ObjectType('Captured', { description: 'A document whose events all stand.' })
export class CapturedType {
  @Field(() => Int, { description: 'Events recorded now.' })
  accepted!: number;

  @Field(() => Int, { description: 'Events that had been recorded before.' })
  unchanged!: number;

  @Field(() => [ID], { description: 'Ids of the events, in the order of the document.' })
  eventIds!: readonly string[];

  @Field(() => [FindingType], { description: 'What is worth a look.' })
  warnings!: readonly Finding[];
}

const isRefused = (value: object): boolean => 'findings' in value;

export const DeclareResult = createUnionType({
  name: 'DeclareResult',
  description: 'What was declared, or why it was not.',
  types: () => [DeclaredType, Refused] as const,
  resolveType: (value: object) => (isRefused(value) ? Refused : DeclaredType),
});

export const CaptureResult = createUnionType({
  name: 'CaptureResult',
  description: 'The document recorded whole, or why nothing of it was.',
  types: () => [CapturedType, Refused] as const,
  resolveType: (value: object) => (isRefused(value) ? Refused : CapturedType),
});
