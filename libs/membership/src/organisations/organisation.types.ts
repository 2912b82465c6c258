import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf, TextType } from '@maillon/graphql';
import type { Text } from '@maillon/kernel';

@ObjectType('Identifier', { description: 'A number by which an organisation is known.' })
export class IdentifierType {
  @Field(() => String, { description: 'siren, vat, lei, gln, duns or private.' })
  scheme!: string;

  @Field(() => String, { description: 'The number, without spaces.' })
  value!: string;
}

@ObjectType('Organisation', { description: 'One legal entity; the same in every filière it belongs to.' })
export class OrganisationType {
  @Field(() => ID, { description: 'Id, the same in every filière.' })
  id!: string;

  @Field(() => String, { description: 'Registered name.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'City of its seat.' })
  city?: string;

  @Field(() => String, { nullable: true, description: 'French department of its seat.' })
  department?: string;

  @Field(() => String, { description: 'Country, ISO 3166-1 alpha-2.' })
  country!: string;

  @Field(() => Int, { nullable: true, description: 'Tier in this filière: 0 for a prime contractor.' })
  tier?: number;

  @Field(() => TextType, { nullable: true, description: 'What it does in this filière.' })
  activity?: Text;

  @Field(() => [IdentifierType], { description: 'Numbers by which it is known.' })
  identifiers!: IdentifierType[];

  @Field(() => String, { description: 'active or suspended, in this filière.' })
  status!: string;
}

export const OrganisationConnection = connectionOf(OrganisationType, 'Organisation');

@InputType({ description: 'An organisation to admit into the filière.' })
export class AdmitOrganisationInput {
  @Field(() => String, { description: 'Registered name.' })
  name!: string;

  @Field(() => String, { description: 'siren, siret, vat, lei, gln, duns or private.' })
  scheme!: string;

  @Field(() => String, { description: 'The number, spaces allowed.' })
  value!: string;

  @Field(() => String, { nullable: true, description: 'City of its seat.' })
  city?: string;

  @Field(() => String, { nullable: true, description: 'French department of its seat.' })
  department?: string;

  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1 alpha-2; FR where absent.' })
  country?: string;

  @Field(() => Int, { nullable: true, description: 'Tier in the filière: 0 for a prime contractor.' })
  tier?: number;
}
