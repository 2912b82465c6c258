import { Inject } from '@nestjs/common';
import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { organisationsById } from '../organisations/organisation.queries.js';
import { OrganisationType } from '../organisations/organisation.types.js';
import { personById } from '../people/person.queries.js';
import { PersonType } from '../people/person.types.js';
import { FiliereDirectory } from './filiere-directory.js';
import { FiliereType } from './filiere.types.js';

@ObjectType('Me', { description: 'Who acts in this request.' })
export class MeType {
  @Field(() => PersonType, { nullable: true, description: 'The person; none for a key.' })
  person?: PersonType;

  @Field(() => OrganisationType, {
    nullable: true,
    description: 'The organisation acted for; none for the committee.',
  })
  organisation?: OrganisationType;

  @Field(() => String, { nullable: true, description: 'The role of the person; none for a key.' })
  role?: string;

  @Field(() => [String], { description: 'What may be done.' })
  permissions!: string[];
}

@Resolver()
export class FiliereResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  @Query(() => FiliereType, { description: 'The filière of this address and its vocabulary.' })
  @Allow('filiere:read')
  async filiere(@CurrentActor() actor: Actor): Promise<FiliereType> {
    const { identifiers: _identifiers, demo: _demo, ...filiere } = await this.filieres.get(actor.filiereId);
    return { ...filiere, tiers: [...filiere.tiers] };
  }

  @Query(() => MeType, { description: 'Who acts in this request.' })
  @Allow('filiere:read')
  async me(@CurrentActor() actor: Actor): Promise<MeType> {
    return this.db.transaction(actor, async (tx) => {
      const person = actor.personId ? await personById(tx, actor.personId) : undefined;
      const organisations = actor.organisationId
        ? await organisationsById(tx, [actor.organisationId])
        : undefined;
      const organisation = organisations?.get(actor.organisationId!);
      return {
        permissions: [...actor.permissions],
        ...(actor.role && { role: actor.role }),
        ...(person && { person }),
        ...(organisation && { organisation }),
      };
    });
  }
}
