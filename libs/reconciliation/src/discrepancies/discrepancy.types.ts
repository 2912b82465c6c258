import {
  createUnionType,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import { connectionOf, DateTimeScalar, FindingType, Refused, TextType } from '@maillon/graphql';
import type { Finding, Text } from '@maillon/kernel';
import { DISCREPANCY_KINDS, DISCREPANCY_STATES, KIND_LABELS, STATE_LABELS } from '../kinds.js';
import type { DiscrepancyKind, DiscrepancyState } from '../kinds.js';

const enumOf = <Word extends string>(words: readonly Word[]) =>
  Object.fromEntries(words.map((word) => [word.toUpperCase(), word])) as Record<string, Word>;
const described = (words: readonly string[], labels: Readonly<Record<string, Text>>) =>
  Object.fromEntries(words.map((word) => [word.toUpperCase(), { description: labels[word]!.en }]));

export const DiscrepancyKindEnum = enumOf(DISCREPANCY_KINDS);
registerEnumType(DiscrepancyKindEnum, {
  name: 'DiscrepancyKind',
  description: 'What does not agree.',
  valuesMap: described(DISCREPANCY_KINDS, KIND_LABELS),
});

export const DiscrepancyStateEnum = enumOf(DISCREPANCY_STATES);
registerEnumType(DiscrepancyStateEnum, {
  name: 'DiscrepancyState',
  description: 'What became of a discrepancy.',
  valuesMap: described(DISCREPANCY_STATES, STATE_LABELS),
});

export const DISCREPANCY_SIDES = ['shipper', 'receiver', 'owner'] as const;
export type DiscrepancySide = (typeof DISCREPANCY_SIDES)[number];
export const DiscrepancySideEnum = enumOf(DISCREPANCY_SIDES);
registerEnumType(DiscrepancySideEnum, {
  name: 'DiscrepancySide',
  description: 'A company’s part in a discrepancy.',
  valuesMap: {
    SHIPPER: { description: 'It shipped.' },
    RECEIVER: { description: 'It received.' },
    OWNER: { description: 'Its own records contradict each other: nobody else sees it.' },
  },
});

@ObjectType('DiscrepancyStatement', {
  description: 'What one side says, in a line of a document or an event.',
})
export class DiscrepancyStatementType {
  byId!: string;
  says!: string;

  @Field(() => TextType, { description: 'What it says that it did: shipped, received, made, used…' })
  verb!: Text;

  @Field(() => DateTimeScalar, { description: 'When it did.' })
  at!: string;

  @Field(() => String, { description: 'Lot, serial number, package or product, as that side names it.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'Item number of the product.' })
  product?: string;

  @Field(() => Float, { nullable: true, description: 'How much; null: the whole of it.' })
  quantity?: number;

  @Field(() => String, { description: 'UN/ECE Recommendation 20 code of the unit.' })
  unit!: string;

  @Field(() => Float, { nullable: true, description: 'Of that, what arrived and is not kept.' })
  rejected?: number;

  @Field(() => Float, { nullable: true, description: 'Announced, and known not to have arrived.' })
  short?: number;

  @Field(() => String, { nullable: true, description: 'Number of the order or despatch that it belongs to.' })
  reference?: string;

  @Field(() => ID, { nullable: true, description: 'The document that says so.' })
  documentId?: string;

  @Field(() => String, { nullable: true, description: 'Number of that document.' })
  documentNumber?: string;

  @Field(() => TextType, { nullable: true, description: 'Kind of that document, as people say it.' })
  documentLabel?: Text;

  @Field(() => Int, { nullable: true, description: 'Its line.' })
  lineNumber?: number;

  @Field(() => ID, { nullable: true, description: 'The event that says so, where there is no document.' })
  eventId?: string;

  @Field(() => ID, {
    description: 'The thing, where several stand in one event: give it back with a correction.',
  })
  thingId!: string;

  @Field(() => Int, { description: 'How often the document was revised since it was sent.' })
  revisions!: number;

  @Field(() => Boolean, {
    description:
      'Whether the reader may ask for its correction: a document of the two companies, or an event of its own.',
  })
  isCorrectable!: boolean;
}

@ObjectType('ArithmeticStep', { description: 'One step of the arithmetic, with converted units.' })
export class ArithmeticStepType {
  @Field(() => TextType, { description: 'What it is.' })
  label!: Text;

  @Field(() => TextType, { description: 'The figure with its unit, as people write it.' })
  value!: Text;
}

@ObjectType('DiscrepancyEntry', {
  description: 'Something that happened to a discrepancy; nobody can change it.',
})
export class DiscrepancyEntryType {
  organisationId?: string;

  @Field(() => Int, { description: 'Place in the history, from 1.' })
  seq!: number;

  @Field(() => String, {
    description:
      'opened, changed, healed, reopened, correction_asked, accepted, disputed, waived, commented, reassigned or reminded.',
  })
  act!: string;

  @Field(() => TextType, { description: 'The same, as people say it.' })
  label!: Text;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the person; absent for the platform and the other side.',
  })
  person?: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of whoever acted.' })
  reason?: string;

  @Field(() => Float, { nullable: true, description: 'The difference as it stood then.' })
  difference?: number;

  @Field(() => String, { nullable: true, description: 'Its unit.' })
  unit?: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@ObjectType('Discrepancy', {
  description: 'Records that do not agree, seen alike by every company whose records they are.',
})
export class DiscrepancyType {
  declarantId!: string;
  partnerId?: string;
  mustActId?: string;
  assigneeId?: string;

  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => DiscrepancyKindEnum, { description: 'What does not agree.' })
  kind!: DiscrepancyKind;

  @Field(() => TextType, { description: 'The same, as people say it.' })
  kindLabel!: Text;

  @Field(() => DiscrepancyStateEnum, { description: 'What became of it.' })
  state!: DiscrepancyState;

  @Field(() => TextType, { description: 'The same, as people say it.' })
  stateLabel!: Text;

  @Field(() => DiscrepancySideEnum, { description: 'Part of the reader’s organisation in it.' })
  mySide!: DiscrepancySide;

  @Field(() => String, { description: 'Lot, serial number, package or product that it is about.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'For two identities: what arrived in its place.' })
  otherLabel?: string;

  @Field(() => ID, { nullable: true, description: 'The traced item, where it is one.' })
  itemId?: string;

  @Field(() => String, { nullable: true, description: 'Item number of the product.' })
  product?: string;

  @Field(() => String, { nullable: true, description: 'Number of the order or despatch.' })
  reference?: string;

  @Field(() => Float, { nullable: true, description: 'Shipped, or gone in, in `unit`.' })
  expected?: number;

  @Field(() => Float, { nullable: true, description: 'Received, or come out, in `unit`.' })
  found?: number;

  @Field(() => Float, { nullable: true, description: 'Found less expected, in `unit`.' })
  difference?: number;

  @Field(() => String, {
    nullable: true,
    description: 'UN/ECE Recommendation 20 code of the unit of the figures.',
  })
  unit?: string;

  @Field(() => Boolean, { description: 'Whether the rules block the lot until this is resolved.' })
  isBlocking!: boolean;

  @Field(() => Boolean, { description: 'Whether the reader’s organisation must act next.' })
  awaitsMe!: boolean;

  @Field(() => String, { nullable: true, description: 'Day by which to act, YYYY-MM-DD.' })
  dueDate?: string;

  @Field(() => DateTimeScalar, { description: 'When it was found, the last time it opened.' })
  openedAt!: string;

  @Field(() => DateTimeScalar, { description: 'When something last happened to it.' })
  changedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was resolved.' })
  closedAt?: string;

  @Field(() => Int, { description: 'Whole days open, until today or its end.' })
  ageDays!: number;

  @Field(() => Int, {
    description:
      'Counts its changes: give it back with an act, so that nobody acts on what they have not seen.',
  })
  version!: number;
}

export const DiscrepancyConnection = connectionOf(DiscrepancyType, 'Discrepancy');

@InputType({ description: 'Which discrepancies.' })
export class DiscrepancyFilter {
  @Field(() => [DiscrepancyStateEnum], { nullable: true, description: 'In one of these states.' })
  states?: DiscrepancyState[];

  @Field(() => [DiscrepancyKindEnum], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: DiscrepancyKind[];

  @Field(() => ID, { nullable: true, description: 'With this partner.' })
  partner?: string;

  @Field(() => Boolean, { nullable: true, description: 'Those that await the reader’s organisation.' })
  awaitsMe?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Those assigned to the reader.' })
  assignedToMe?: boolean;

  @Field(() => ID, { nullable: true, description: 'About this traced item.' })
  item?: string;

  @Field(() => ID, { nullable: true, description: 'That rest on this document.' })
  document?: string;

  @Field(() => String, { nullable: true, description: 'Whose lot, product or order number begins so.' })
  text?: string;
}

@ObjectType('DiscrepancyCount', { description: 'How many of a kind are open.' })
export class DiscrepancyCountType {
  @Field(() => DiscrepancyKindEnum, { description: 'The kind.' })
  kind!: DiscrepancyKind;

  @Field(() => TextType, { description: 'The same, as people say it.' })
  label!: Text;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType('DiscrepancySummary', { description: 'What is open, at a glance.' })
export class DiscrepancySummaryType {
  @Field(() => Int, { description: 'Open or under discussion.' })
  open!: number;

  @Field(() => Int, { description: 'Of those, how many await the reader’s organisation.' })
  awaitingMe!: number;

  @Field(() => Int, { description: 'Of those, how many block a lot.' })
  blocking!: number;

  @Field(() => Int, { description: 'Days since the oldest opened; 0 where none is open.' })
  oldestDays!: number;

  @Field(() => [DiscrepancyCountType], { description: 'By kind, the most first.' })
  byKind!: DiscrepancyCountType[];
}

@ObjectType('DiscrepancyRefusal', { description: 'One that was left as it is, and why.' })
export class DiscrepancyRefusalType {
  @Field(() => ID, { description: 'Its id, as asked.' })
  id!: string;

  @Field(() => [FindingType], { description: 'Why.' })
  findings!: readonly Finding[];
}

@ObjectType('DiscrepanciesActed', {
  description: 'What an act did to each of them: the others keep their state.',
})
export class DiscrepanciesActed {
  @Field(() => [DiscrepancyType], { description: 'Those that changed.' })
  changed!: DiscrepancyType[];

  @Field(() => [DiscrepancyRefusalType], { description: 'Those that did not, each with the reason.' })
  refused!: DiscrepancyRefusalType[];
}

@ObjectType('DiscrepancySaved', { description: 'The discrepancy as it stands now.' })
export class DiscrepancySaved {
  @Field(() => DiscrepancyType, { description: 'The discrepancy.' })
  discrepancy!: DiscrepancyType;
}

export const DiscrepancyResult = createUnionType({
  name: 'DiscrepancyResult',
  description: 'The discrepancy as it stands now, or why nothing was done.',
  types: () => [DiscrepancySaved, Refused] as const,
  resolveType: (value: object) => ('findings' in value ? Refused : DiscrepancySaved),
});

@InputType({ description: 'What one statement should say. What is absent stays.' })
export class CorrectionInput {
  @Field(() => ID, { nullable: true, description: 'The document to revise.' })
  documentId?: string;

  @Field(() => Int, { nullable: true, description: 'Its line.' })
  lineNumber?: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The own event to declare anew, where there is no document.',
  })
  eventId?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The thing, where several stand in the event: that of the statement.',
  })
  thingId?: string;

  @Field(() => Float, { nullable: true, description: 'The right quantity.' })
  quantity?: number;

  @Field(() => String, { nullable: true, description: 'The right unit: UN/ECE Recommendation 20 code.' })
  unit?: string;

  @Field(() => String, { nullable: true, description: 'The right lot; documents only.' })
  lot?: string;

  @Field(() => String, { nullable: true, description: 'The right serial number; documents only.' })
  serial?: string;
}
