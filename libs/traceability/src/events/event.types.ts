import { Field, Float, ID, InputType, ObjectType } from '@nestjs/graphql';
import { connectionOf, DateTimeScalar, JsonScalar, TextType } from '@maillon/graphql';
import type { Text } from '@maillon/kernel';
import { AudienceEnum } from '@maillon/sharing';
import type { Audience } from '@maillon/sharing';

@ObjectType('EventParty', { description: 'An organisation or place that an event names.' })
export class EventPartyType {
  @Field(() => String, { description: 'source or destination.' })
  kind!: string;

  @Field(() => String, { description: 'CBV: owning_party, possessing_party, location, or a URI.' })
  type!: string;

  @Field(() => String, { description: 'URI that names it.' })
  uri!: string;

  organisationId?: string;
}

@ObjectType('EventItem', { description: 'An item that an event names.' })
export class EventItemType {
  @Field(() => String, { description: 'epc, parent, child, input or output.' })
  role!: string;

  @Field(() => ID, { description: 'Id of the item.' })
  itemId!: string;

  @Field(() => String, { description: 'Canonical URI of the item.' })
  uri!: string;

  @Field(() => String, { description: 'Its lot or serial number.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'What it is, when it is described to the reader.' })
  name?: string;

  @Field(() => Float, { nullable: true, description: 'How much.' })
  quantity?: number;

  @Field(() => String, { nullable: true, description: 'UN/ECE Recommendation 20 code; pieces where absent.' })
  unit?: string;
}

@ObjectType('BizTransaction', { description: 'A business document that an event belongs to.' })
export class BizTransactionType {
  @Field(() => String, { nullable: true, description: 'CBV: desadv, po, recadv, cert…' })
  type?: string;

  @Field(() => String, { description: 'URI that names it.' })
  uri!: string;

  @Field(() => String, { description: 'Its number, for people.' })
  label!: string;
}

@ObjectType('TraceEvent', {
  description: 'Something that happened to items: an EPCIS 2.0 event, as it was declared.',
})
export class TraceEventType {
  @Field(() => ID, { description: 'Id on this platform.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'eventID that the declarer gave.' })
  eventId?: string;

  @Field(() => String, { description: 'EPCIS event type.' })
  type!: string;

  @Field(() => String, { nullable: true, description: 'ADD, OBSERVE or DELETE.' })
  action?: string;

  @Field(() => String, { nullable: true, description: 'CBV business step.' })
  bizStep?: string;

  @Field(() => TextType, { description: 'The step in plain words.' })
  stepLabel!: Text;

  @Field(() => String, { nullable: true, description: 'CBV disposition.' })
  disposition?: string;

  @Field(() => DateTimeScalar, { description: 'When it happened, with the offset of the place.' })
  eventTime!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded here.' })
  recordTime!: string;

  @Field(() => AudienceEnum, { description: 'Who may see it.' })
  audience!: Audience;

  @Field(() => [EventPartyType], { description: 'Organisations and places it names.' })
  parties!: EventPartyType[];

  @Field(() => String, { nullable: true, description: 'Where it was read.' })
  readPoint?: string;

  @Field(() => String, { nullable: true, description: 'Where the items are since then.' })
  bizLocation?: string;

  @Field(() => [BizTransactionType], { description: 'Business documents it belongs to.' })
  transactions!: BizTransactionType[];

  @Field(() => JsonScalar, { description: 'The event as it was declared (EPCIS 2.0 JSON).' })
  document!: unknown;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Where it is an error declaration: when the event that it repeats was declared wrong.',
  })
  errorDeclaredAt?: string;

  declarantId!: string;
}

export const TraceEventConnection = connectionOf(TraceEventType, 'TraceEvent');

@InputType({ description: 'Which events; all that is given must hold.' })
export class EventFilter {
  @Field(() => DateTimeScalar, { nullable: true, description: 'At or after.' })
  from?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before.' })
  to?: string;

  @Field(() => String, { nullable: true, description: 'CBV business step.' })
  bizStep?: string;

  @Field(() => ID, { nullable: true, description: 'Organisation that declared it or is a party to it.' })
  organisation?: string;

  @Field(() => ID, { nullable: true, description: 'Item that it names.' })
  item?: string;

  @Field(() => String, { nullable: true, description: 'Beginning of a lot or serial number that it names.' })
  text?: string;
}
