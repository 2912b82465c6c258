import { Field, ID, ObjectType } from '@nestjs/graphql';
import { connectionOf, DateTimeScalar, JsonScalar } from '@maillon/graphql';

@ObjectType('MasterDataElement', {
  description:
    'One element of master data: a place, a product, a party… as the organisation declared it last.',
})
export class MasterDataElementType {
  @Field(() => ID, { description: 'Canonical URI: GS1 Digital Link or private.' })
  id!: string;

  @Field(() => String, { description: 'Its vocabulary, for example urn:epcglobal:epcis:vtype:Location.' })
  vocabulary!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The standard’s kind of that vocabulary (CBV 2.0, section 9); null for one of your own.',
  })
  kind?: string;

  @Field(() => JsonScalar, {
    description: 'Attributes by their id, as written; a list where one id was given several times.',
  })
  attributes!: unknown;

  @Field(() => [String], { description: 'Canonical URIs of what lies in it.' })
  children!: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When it was declared as it is now.' })
  declaredAt!: string;
}

export const MasterDataConnection = connectionOf(MasterDataElementType, 'MasterDataElement');
