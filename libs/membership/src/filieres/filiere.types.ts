import { Field, Int, ObjectType } from '@nestjs/graphql';
import { TextType } from '@maillon/graphql';
import type { Text } from '@maillon/kernel';

@ObjectType('Tier', { description: 'A rank in the chain of a filière.' })
export class TierType {
  @Field(() => Int, { description: '0 for prime contractors, growing towards raw material.' })
  rank!: number;

  @Field(() => TextType, { description: 'What firms of this rank do.' })
  label!: Text;
}

@ObjectType('Granularity', { description: 'What one item stands for: a lot, a heat, a serial number…' })
export class GranularityType {
  @Field(() => String, { description: 'Code of the granularity.' })
  code!: string;

  @Field(() => TextType, { description: 'Its name in this filière.' })
  label!: Text;

  @Field(() => String, { description: 'A number as it looks in this filière.' })
  example!: string;
}

@ObjectType('Unit', { description: 'A unit of measure, by its UN/ECE Recommendation 20 code.' })
export class UnitType {
  @Field(() => String, { description: 'UN/ECE Recommendation 20 code, for example KGM.' })
  code!: string;

  @Field(() => TextType, { description: 'Its name.' })
  label!: Text;

  @Field(() => String, { description: 'Its symbol, for example kg.' })
  symbol!: string;
}

@ObjectType('Choice', { description: 'A value that a key data element may take.' })
export class ChoiceType {
  @Field(() => String, { description: 'The value kept.' })
  value!: string;

  @Field(() => TextType, { description: 'What people read.' })
  label!: Text;
}

@ObjectType('KeyDataElement', { description: 'A piece of data that this filière keeps about its items.' })
export class KeyDataElementType {
  @Field(() => String, { description: 'Member name in `keyData`.' })
  key!: string;

  @Field(() => TextType, { description: 'What people read.' })
  label!: Text;

  @Field(() => TextType, { nullable: true, description: 'What helps to fill it in.' })
  help?: Text;

  @Field(() => String, { description: 'text, number, date, boolean or choice.' })
  type!: string;

  @Field(() => String, { nullable: true, description: 'Unit of a number.' })
  unit?: string;

  @Field(() => [ChoiceType], { nullable: true, description: 'Values of a choice.' })
  choices?: ChoiceType[];

  @Field(() => [String], { nullable: true, description: 'Granularities it applies to; all where absent.' })
  granularities?: string[];

  @Field(() => Boolean, { nullable: true, description: 'Whether an item needs it.' })
  required?: boolean;

  @Field(() => String, { nullable: true, description: 'Regular expression that a text follows.' })
  pattern?: string;
}

@ObjectType('Step', { description: 'A business step of this filière.' })
export class StepType {
  @Field(() => String, { description: 'CBV 2.0 business step.' })
  bizStep!: string;

  @Field(() => TextType, { description: 'Its name in this filière.' })
  label!: Text;
}

@ObjectType('CertificateType', {
  description: 'A kind of certificate that travels with items of this filière.',
})
export class CertificateTypeType {
  @Field(() => String, { description: 'Code of the kind.' })
  code!: string;

  @Field(() => TextType, { description: 'Its name.' })
  label!: Text;

  @Field(() => Boolean, { description: 'Whether such certificates end.' })
  expires!: boolean;
}

@ObjectType('Filiere', {
  description:
    'An industrial filière: who belongs to it is apart from every other, and it has its own vocabulary.',
})
export class FiliereType {
  @Field(() => Int, { description: 'Number of the filière.' })
  id!: number;

  @Field(() => String, { description: 'How it is named in addresses.' })
  slug!: string;

  @Field(() => TextType, { description: 'Its name.' })
  name!: Text;

  @Field(() => TextType, { description: 'Its strategic committee.' })
  committee!: Text;

  @Field(() => [TierType], { description: 'Ranks of its chain.' })
  tiers!: TierType[];

  @Field(() => [GranularityType], { description: 'What its items stand for.' })
  granularities!: GranularityType[];

  @Field(() => [UnitType], { description: 'Units it measures in.' })
  units!: UnitType[];

  @Field(() => [KeyDataElementType], { description: 'Data it keeps about items.' })
  keyDataElements!: KeyDataElementType[];

  @Field(() => [StepType], { description: 'Business steps of its chain.' })
  steps!: StepType[];

  @Field(() => [CertificateTypeType], { description: 'Certificates that travel with its items.' })
  certificateTypes!: CertificateTypeType[];
}
