import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Finding, Text } from '@maillon/kernel';

@ObjectType('Text', { description: 'What a person reads, in French and in English.' })
export class TextType implements Text {
  @Field(() => String, { description: 'In French.' })
  fr!: string;

  @Field(() => String, { description: 'In English.' })
  en!: string;
}

@ObjectType('Finding', {
  description: 'One thing found wrong in what was sent: what, where, and what to do.',
})
export class FindingType implements Finding {
  @Field(() => String, { description: 'Stable code of the finding.' })
  code!: string;

  @Field(() => String, { description: '`error`: refused; `warning`: accepted, worth a look.' })
  severity!: 'error' | 'warning';

  @Field(() => String, { nullable: true, description: 'Where, as a path in the document or the input.' })
  path?: string;

  @Field(() => Int, { nullable: true, description: 'Position of the event in the document, from 0.' })
  eventIndex?: number;

  @Field(() => Int, { nullable: true, description: 'Line in the file, from 1.' })
  line?: number;

  @Field(() => Int, { nullable: true, description: 'Column in the line, from 1.' })
  column?: number;

  @Field(() => String, { nullable: true, description: 'Column header or field.' })
  field?: string;

  @Field(() => String, { nullable: true, description: 'What was found there.' })
  value?: string;

  @Field(() => String, { nullable: true, description: 'What may stand there.' })
  allowed?: string;

  @Field(() => String, { nullable: true, description: 'The allowed word closest to what was written.' })
  nearest?: string;

  @Field(() => TextType, { description: 'What is wrong.' })
  message!: Text;

  @Field(() => TextType, { description: 'What to do.' })
  remedy!: Text;
}

@ObjectType('Refused', { description: 'Nothing was recorded, for these reasons.' })
export class Refused {
  @Field(() => [FindingType], { description: 'Every reason found, not only the first.' })
  findings!: Finding[];
}

@ObjectType('PageInfo', { description: 'Where a page of a list ends.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Give this as `after` to read on.' })
  endCursor?: string;
}
