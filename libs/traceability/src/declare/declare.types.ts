import { Field, Float, ID, InputType } from '@nestjs/graphql';
import { DateTimeScalar, JsonScalar } from '@maillon/graphql';
import { AudienceEnum } from '@maillon/sharing';
import type { Audience } from '@maillon/sharing';

@InputType({ description: 'Names one item: by its id, its URI, or the numbers people know it by.' })
export class ItemRefInput {
  @Field(() => ID, { nullable: true, description: 'Id of an item already known.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'GS1 Digital Link, EPC URN or private URI.' })
  uri?: string;

  @Field(() => String, {
    nullable: true,
    description: 'GTIN of the article, 8 to 14 digits; with `lot` or `serial`.',
  })
  gtin?: string;

  @Field(() => String, { nullable: true, description: 'Lot number, with `gtin` or `reference`.' })
  lot?: string;

  @Field(() => String, { nullable: true, description: 'Serial number, with `gtin` or `reference`.' })
  serial?: string;

  @Field(() => String, { nullable: true, description: 'SSCC of a logistic unit, 18 digits.' })
  sscc?: string;

  @Field(() => String, { nullable: true, description: 'Own article reference, where there is no GTIN.' })
  reference?: string;
}

@InputType({ description: 'An amount in a unit.' })
export class QuantityInput {
  @Field(() => Float, { description: 'How much.' })
  value!: number;

  @Field(() => String, { description: 'UN/ECE Recommendation 20 code, for example KGM.' })
  unit!: string;
}

@InputType({ description: 'An item and how much of it.' })
export class ItemQuantityInput {
  @Field(() => ItemRefInput, { description: 'The item.' })
  item!: ItemRefInput;

  @Field(() => Float, {
    nullable: true,
    description: 'How much; absent for a serial number or a logistic unit.',
  })
  quantity?: number;

  @Field(() => String, { nullable: true, description: 'UN/ECE Recommendation 20 code; pieces where absent.' })
  unit?: string;
}

@InputType({ description: 'A certificate that travels with the item.' })
export class CertificateInput {
  @Field(() => String, { description: 'Code of its kind, from the filière’s vocabulary.' })
  type!: string;

  @Field(() => String, { description: 'Its number.' })
  number!: string;

  @Field(() => String, { nullable: true, description: 'Who issued it.' })
  issuer?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when it holds.' })
  validFrom?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it holds.' })
  validTo?: string;
}

@InputType({ description: 'A lot, heat, serial number or other item that came to be.' })
export class DeclareLotInput {
  @Field(() => ItemRefInput, { description: 'Its numbers.' })
  item!: ItemRefInput;

  @Field(() => String, { description: 'Code from the filière’s granularities.' })
  granularity!: string;

  @Field(() => String, { description: 'What it is, in the words of the firm.' })
  name!: string;

  @Field(() => QuantityInput, { nullable: true, description: 'How much was made.' })
  quantity?: QuantityInput;

  @Field(() => JsonScalar, { nullable: true, description: 'Key data elements of the filière, by key.' })
  keyData?: unknown;

  @Field(() => [CertificateInput], { nullable: true, description: 'Certificates that go with it.' })
  certificates?: CertificateInput[];

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  madeAt!: string;

  @Field(() => String, { nullable: true, description: 'Where: a GLN or a URI.' })
  place?: string;

  @Field(() => AudienceEnum, { defaultValue: 'parties', description: 'Who may see it.' })
  audience!: Audience;

  @Field(() => [ID], { nullable: true, description: 'Organisations that may see it besides.' })
  sharedWith?: string[];
}

@InputType({ description: 'One thing that a transformation made.' })
export class TransformationOutputInput {
  @Field(() => ItemRefInput, { description: 'Its numbers.' })
  item!: ItemRefInput;

  @Field(() => String, { description: 'Code from the filière’s granularities.' })
  granularity!: string;

  @Field(() => String, { nullable: true, description: 'What it is.' })
  name?: string;

  @Field(() => QuantityInput, { nullable: true, description: 'How much was made.' })
  quantity?: QuantityInput;

  @Field(() => JsonScalar, { nullable: true, description: 'Key data elements of the filière, by key.' })
  keyData?: unknown;

  @Field(() => [CertificateInput], { nullable: true, description: 'Certificates that go with it.' })
  certificates?: CertificateInput[];
}

@InputType({ description: 'What was used and what was made of it.' })
export class DeclareTransformationInput {
  @Field(() => [ItemQuantityInput], { description: 'What was used.' })
  inputs!: ItemQuantityInput[];

  @Field(() => [TransformationOutputInput], { description: 'What was made.' })
  outputs!: TransformationOutputInput[];

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;

  @Field(() => String, { nullable: true, description: 'Where: a GLN or a URI.' })
  place?: string;

  @Field(() => AudienceEnum, { defaultValue: 'parties', description: 'Who may see it.' })
  audience!: Audience;

  @Field(() => [ID], { nullable: true, description: 'Organisations that may see it besides.' })
  sharedWith?: string[];
}

@InputType({ description: 'What was shipped, and to whom.' })
export class DeclareShipmentInput {
  @Field(() => ID, { description: 'Organisation that is to receive it.' })
  to!: string;

  @Field(() => [ItemQuantityInput], { description: 'What was shipped.' })
  items!: ItemQuantityInput[];

  @Field(() => DateTimeScalar, { description: 'When it left.' })
  at!: string;

  @Field(() => String, { nullable: true, description: 'Number of the despatch advice.' })
  despatchAdvice?: string;

  @Field(() => String, { nullable: true, description: 'Number of the order.' })
  order?: string;

  @Field(() => String, { nullable: true, description: 'Where from: a GLN or a URI.' })
  place?: string;
}

@InputType({ description: 'What was received, and from whom.' })
export class DeclareReceiptInput {
  @Field(() => ID, { description: 'Organisation that shipped it.' })
  from!: string;

  @Field(() => [ItemQuantityInput], { description: 'What was received.' })
  items!: ItemQuantityInput[];

  @Field(() => DateTimeScalar, { description: 'When it arrived.' })
  at!: string;

  @Field(() => String, { nullable: true, description: 'Number of the despatch advice.' })
  despatchAdvice?: string;

  @Field(() => String, { nullable: true, description: 'Where: a GLN or a URI.' })
  place?: string;

  @Field(() => String, {
    nullable: true,
    description: 'CBV disposition, for example damaged; in_progress where absent.',
  })
  disposition?: string;
}
