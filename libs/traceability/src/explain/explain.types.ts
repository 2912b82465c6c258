import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar, FindingType, TextType } from '@maillon/graphql';
import type { Finding, Text } from '@maillon/kernel';

@ObjectType('ExplainedEvent', { description: 'An event of a document, in plain words.' })
export class ExplainedEventType {
  @Field(() => Int, { description: 'Position in the document, from 0.' })
  index!: number;

  @Field(() => Boolean, { description: 'Whether it could be recorded as it is.' })
  isRight!: boolean;

  @Field(() => String, { nullable: true, description: 'EPCIS event type; absent where it cannot be read.' })
  type?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it happened.' })
  eventTime?: string;

  @Field(() => TextType, {
    nullable: true,
    description: 'What it says; of an event that is wrong, what is right in it.',
  })
  sentence?: Text;

  @Field(() => ID, { nullable: true, description: 'Its eventID, if it has one.' })
  eventId?: string;

  @Field(() => [FindingType], { description: 'What is wrong with it, or worth a look.' })
  findings!: Finding[];
}

@ObjectType('ExplainedMasterData', {
  description: 'An element of a document’s master data, in plain words: a place, a product, an organisation…',
})
export class ExplainedMasterDataType {
  @Field(() => ID, { description: 'Canonical URI: GS1 Digital Link or private.' })
  id!: string;

  @Field(() => String, { description: 'Its vocabulary, for example urn:epcglobal:epcis:vtype:Location.' })
  vocabulary!: string;

  @Field(() => TextType, { description: 'What it says.' })
  sentence!: Text;
}

@ObjectType('ExplainedDocument', {
  description: 'What an EPCIS document says, and what is wrong with it. Nothing is recorded.',
})
export class ExplainedDocumentType {
  @Field(() => String, { description: 'JSON or XML.' })
  format!: string;

  @Field(() => String, { description: 'EPCISDocument, EPCISQueryDocument or event.' })
  kind!: string;

  @Field(() => Int, { description: 'How many events it holds.' })
  eventCount!: number;

  @Field(() => Int, { description: 'How many of them could be recorded as they are.' })
  rightCount!: number;

  @Field(() => [ExplainedEventType], {
    description: 'The first 200: those with findings before the others, each in the order of the document.',
  })
  events!: ExplainedEventType[];

  @Field(() => [FindingType], { description: 'What is wrong with the document as a whole.' })
  findings!: Finding[];

  @Field(() => Int, {
    description:
      'How many elements of master data its header holds that can be kept: places, products, organisations.',
  })
  masterDataCount!: number;

  @Field(() => [ExplainedMasterDataType], {
    description: 'The first 200 of them, in the order of the document.',
  })
  masterData!: ExplainedMasterDataType[];
}
