import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '@maillon/graphql';
import { OrganisationType } from '../organisations/organisation.types.js';

@ObjectType('Person', { description: 'A person who signs in.' })
export class PersonType {
  @Field(() => ID, { description: 'Id, the same in every filière.' })
  id!: string;

  @Field(() => String, { description: 'First name.' })
  firstName!: string;

  @Field(() => String, { description: 'Last name.' })
  lastName!: string;

  @Field(() => String, { description: 'E-mail address, with which the person signs in.' })
  email!: string;
}

@ObjectType('RoleAssignment', {
  description: 'What a person may do in this filière, for an organisation or for the committee.',
})
export class RoleAssignmentType {
  @Field(() => ID, { description: 'Id of the assignment.' })
  id!: string;

  @Field(() => PersonType, { description: 'Who.' })
  person!: PersonType;

  @Field(() => String, {
    description: 'steward or auditor (committee); owner, contributor or reader (organisation).',
  })
  role!: string;

  @Field(() => Boolean, {
    description: 'Whether the person acts for the organisation by mandate, without belonging to it.',
  })
  mandate!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends by itself.' })
  validUntil?: string;

  @Field(() => OrganisationType, {
    nullable: true,
    description: 'For which organisation; none for the committee.',
  })
  organisation?: OrganisationType;

  organisationId?: string;
}

@ObjectType('Invitation', { description: 'A link that lets one person join, once.' })
export class InvitationType {
  @Field(() => ID, { description: 'Id of the invitation.' })
  id!: string;

  @Field(() => String, { description: 'Address of the person invited.' })
  email!: string;

  @Field(() => OrganisationType, {
    nullable: true,
    description: 'Organisation to join; none for the committee.',
  })
  organisation?: OrganisationType;

  @Field(() => String, { description: 'Role that it gives.' })
  role!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When the link stops working.' })
  expiresAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was used.' })
  acceptedAt?: string;

  organisationId?: string;
}

@ObjectType('InvitationResult', { description: 'An invitation just made.' })
export class InvitationResult {
  @Field(() => InvitationType, { description: 'The invitation.' })
  invitation!: InvitationType;

  @Field(() => String, {
    description: 'Path of the link to hand over. It is shown this once and works once.',
  })
  link!: string;
}

@InputType({ description: 'A person to invite.' })
export class InvitePersonInput {
  @Field(() => String, { description: 'E-mail address.' })
  email!: string;

  @Field(() => ID, { nullable: true, description: 'Organisation to join; absent: the committee.' })
  organisation?: string;

  @Field(() => String, {
    description: 'steward or auditor (committee); owner, contributor or reader (organisation).',
  })
  role!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'End of the mandate, for a person who acts for an organisation without belonging to it.',
  })
  mandateUntil?: string;
}
