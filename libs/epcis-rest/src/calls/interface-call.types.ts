import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar, TextType } from '@maillon/graphql';
import type { Text } from '@maillon/kernel';

@ObjectType('InterfaceFinding', { description: 'Something that was found wrong in what a call sent.' })
export class InterfaceFindingType {
  @Field(() => String, { description: 'Stable code of the finding.' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Page and section of the guide that explain it with an example: `epcis-constats.md#word_unknown`.',
  })
  help?: string;
}

@ObjectType('InterfaceCapture', { description: 'What became of a document that a call brought.' })
export class InterfaceCaptureType {
  @Field(() => ID, { description: 'Id of the capture job.' })
  id!: string;

  @Field(() => Boolean, { description: 'Whether it still runs.' })
  running!: boolean;

  @Field(() => Int, { description: 'Events recorded.' })
  recorded!: number;

  @Field(() => Int, { description: 'Events that stood there already.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Faults found.' })
  errorCount!: number;
}

@ObjectType('InterfaceCall', {
  description:
    'One call of EPCIS REST or of a Digital Link. Bodies, keys and what follows the question mark are not kept.',
})
export class InterfaceCallType {
  @Field(() => ID, { description: 'Id of the call.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it came.' })
  at!: string;

  @Field(() => ID, { nullable: true, description: 'The key it was made with; null for a session.' })
  keyId?: string;

  @Field(() => String, { nullable: true, description: 'Name of that key.' })
  keyName?: string;

  @Field(() => String, { nullable: true, description: 'Who made it, where it was made in a session.' })
  personName?: string;

  @Field(() => String, { description: 'HTTP method.' })
  method!: string;

  @Field(() => String, { description: 'The address as it is documented, below the filière.' })
  route!: string;

  @Field(() => String, {
    description: 'The address as it was called, below the filière, without its parameters.',
  })
  path!: string;

  @Field(() => Int, { description: 'HTTP status of the answer.' })
  status!: number;

  @Field(() => Boolean, {
    description: 'Whether it was refused, or the document that it brought was, in part at least.',
  })
  isRefused!: boolean;

  @Field(() => String, { nullable: true, description: 'Type of the problem answered: epcisException:…' })
  problem?: string;

  @Field(() => TextType, { nullable: true, description: 'What was refused, in short.' })
  title?: Text;

  @Field(() => [InterfaceFindingType], {
    description: 'What was found wrong: the first ten codes, each once.',
  })
  findings!: InterfaceFindingType[];

  @Field(() => Int, { description: 'How many findings there were in all.' })
  findingCount!: number;

  @Field(() => InterfaceCaptureType, {
    nullable: true,
    description: 'What became of the document that it brought.',
  })
  capture?: InterfaceCaptureType;

  @Field(() => Int, { description: 'How long the answer took, in milliseconds.' })
  durationMs!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Size of what was sent, in bytes; null where it was not said.',
  })
  bytesIn?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Size of the answer, in bytes; null where it was not said.',
  })
  bytesOut?: number;
}

@ObjectType('InterfaceCallSummary', { description: 'The calls that the log holds, at a glance.' })
export class InterfaceCallSummaryType {
  @Field(() => Int, { description: 'Calls kept: the last 1,000 of the last seven days.' })
  calls!: number;

  @Field(() => Int, { description: 'How many of them were refused.' })
  refused!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last one came.' })
  lastAt?: string;
}
