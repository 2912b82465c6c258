import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar, TextType } from '@maillon/graphql';
import type { Text } from '@maillon/kernel';

@ObjectType('OverviewTask', { description: 'Something that awaits the organisation.' })
export class OverviewTaskType {
  @Field(() => String, { description: 'FIRST_LOT, SHIPMENT_TO_RECEIVE or CERTIFICATE_ENDING.' })
  kind!: string;

  @Field(() => TextType, { description: 'What it is, in plain words.' })
  title!: Text;

  @Field(() => ID, { nullable: true, description: 'Item concerned.' })
  itemId?: string;

  @Field(() => ID, { nullable: true, description: 'Event concerned.' })
  eventId?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'By when.' })
  dueAt?: string;
}

@ObjectType('Overview', { description: 'An organisation at a glance.' })
export class OverviewType {
  @Field(() => Int, { description: 'Items it made, 10,000 at most counted.' })
  declaredItems!: number;

  @Field(() => Int, { description: 'Shipments to it, 10,000 at most counted.' })
  receivedShipments!: number;

  @Field(() => Int, { description: 'Events it declared, 10,000 at most counted.' })
  events!: number;

  @Field(() => Int, { description: 'Organisations that share records with it.' })
  partners!: number;

  @Field(() => [OverviewTaskType], { description: 'What awaits it, most pressing first.' })
  tasks!: OverviewTaskType[];
}
