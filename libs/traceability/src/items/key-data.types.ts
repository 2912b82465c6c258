import { Field, ObjectType } from '@nestjs/graphql';
import { JsonScalar, TextType } from '@maillon/graphql';
import type { KeyDataValue } from '@maillon/filieres';
import type { Text } from '@maillon/kernel';

@ObjectType('KeyDataValue', {
  description: 'One key data element of an item, with what the filière says of it.',
})
export class KeyDataValueType implements KeyDataValue {
  @Field(() => String, { description: 'Its key, from the filière’s vocabulary.' })
  key!: string;

  @Field(() => TextType, {
    nullable: true,
    description: 'Its name; null where the filière does not ask for it.',
  })
  label?: Text;

  @Field(() => String, {
    nullable: true,
    description:
      'text, number, date (YYYY-MM-DD), boolean or choice; null where the filière does not ask for it.',
  })
  type?: NonNullable<KeyDataValue['type']>;

  @Field(() => String, {
    nullable: true,
    description: 'Unit of a number: UN/ECE Recommendation 20 code or a plain symbol.',
  })
  unit?: string;

  @Field(() => JsonScalar, { description: 'The value, as declared.' })
  value!: unknown;

  @Field(() => TextType, { nullable: true, description: 'What a choice is called.' })
  valueLabel?: Text;
}
