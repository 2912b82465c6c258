import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf, DateTimeScalar, JsonScalar } from '@maillon/graphql';
import type { Certificate } from '../capture/capture.types.js';

export const ItemScopeEnum = { DECLARED: 'DECLARED', RECEIVED: 'RECEIVED' } as const;
export type ItemScope = keyof typeof ItemScopeEnum;
registerEnumType(ItemScopeEnum, {
  name: 'ItemScope',
  description: 'Which items to list.',
  valuesMap: {
    DECLARED: { description: 'Those that the organisation made.' },
    RECEIVED: { description: 'Those that others shipped to it.' },
  },
});

@ObjectType('Certificate', { description: 'A certificate that travels with an item.' })
export class CertificateType implements Certificate {
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

@ObjectType('Item', {
  description: 'A lot, serial number, heat, logistic unit, parcel…: whatever the filière follows.',
})
export class ItemType {
  @Field(() => ID, {
    description: 'Id, derived from its canonical URI: the same wherever the item is named.',
  })
  id!: string;

  @Field(() => String, { description: 'Canonical URI: GS1 Digital Link or private.' })
  uri!: string;

  @Field(() => String, { description: 'class, lot, instance, logistic_unit, asset or other.' })
  level!: string;

  @Field(() => String, { description: 'Its lot or serial number.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'Code from the filière’s granularities.' })
  granularity?: string;

  @Field(() => String, { nullable: true, description: 'What it is, in the words of who describes it.' })
  name?: string;

  @Field(() => JsonScalar, {
    description: 'Key data elements of the filière, by key: `keyDataSchema` says what is asked for.',
  })
  keyData!: unknown;

  @Field(() => [CertificateType], { description: 'Certificates that travel with it.' })
  certificates!: readonly CertificateType[];

  @Field(() => Float, { nullable: true, description: 'How much was made.' })
  quantity?: number;

  @Field(() => String, { nullable: true, description: 'UN/ECE Recommendation 20 code; pieces where absent.' })
  unit?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was made, if the reader may know.' })
  madeAt?: string;

  @Field(() => Boolean, { description: 'Whether only its declarer sees it.' })
  isPrivate!: boolean;

  declarantId!: string;
}

export const ItemConnection = connectionOf(ItemType, 'Item');
