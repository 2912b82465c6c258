import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  createUnionType,
  Field,
  ID,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { connectionOf, CurrentActor, DateTimeScalar, loaderOf, Refused } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { rolesOf } from '../people/person.queries.js';
import { RoleAssignmentType } from '../people/person.types.js';
import { AdmitOrganisation } from './admit-organisation.js';
import { organisationLoader } from './organisation-loader.js';
import { organisationPage } from './organisation.queries.js';
import { AdmitOrganisationInput, OrganisationConnection, OrganisationType } from './organisation.types.js';
import { SuspendOrganisation } from './suspend-organisation.js';

@ObjectType('Member', { description: 'An organisation as the committee sees it.' })
export class MemberType {
  @Field(() => OrganisationType, { description: 'The organisation.' })
  organisation!: OrganisationType;

  @Field(() => DateTimeScalar, { description: 'When it was admitted.' })
  admittedAt!: string;
}

const MemberConnection = connectionOf(MemberType, 'Member');

const AdmitResult = createUnionType({
  name: 'AdmitResult',
  description: 'The organisation admitted, or why not.',
  types: () => [OrganisationType, Refused] as const,
  resolveType: (value: object) => ('findings' in value ? Refused : OrganisationType),
});

@Resolver(() => OrganisationType)
export class OrganisationResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(AdmitOrganisation) private readonly admit: AdmitOrganisation,
    @Inject(SuspendOrganisation) private readonly suspend: SuspendOrganisation,
  ) {}

  @Query(() => OrganisationConnection, { description: 'Members of the filière, by name.' })
  @Allow('directory:read')
  organisations(
    @CurrentActor() actor: Actor,
    @Args('search', { type: () => String, nullable: true, description: 'Part of a name, or a whole number.' })
    search?: string,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => organisationPage(tx, { search, first, after }));
  }

  @Query(() => OrganisationType, {
    nullable: true,
    description: 'A member of the filière; null when there is none with this id.',
  })
  @Allow('directory:read')
  organisation(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ): Promise<OrganisationType | undefined> {
    return organisationLoader(context, this.db).load(id);
  }

  @Query(() => MemberConnection, {
    description: 'Members of the filière with their people, for the committee.',
  })
  @Allow('member:manage')
  async memberOrganisations(
    @CurrentActor() actor: Actor,
    @Args('search', { type: () => String, nullable: true, description: 'Part of a name, or a whole number.' })
    search?: string,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    const page = await this.db.transaction(actor, (tx) => organisationPage(tx, { search, first, after }));
    const edges = page.edges.map(({ node, cursor }) => ({
      node: { organisation: node, admittedAt: node.admittedAt.toISOString() },
      cursor,
    }));
    return { edges, pageInfo: page.pageInfo };
  }

  @Mutation(() => AdmitResult, { description: 'Admits an organisation into the filière.' })
  @Allow('member:manage')
  async admitOrganisation(
    @CurrentActor() actor: Actor,
    @Context() context: RequestContext,
    @Args('input', { description: 'The organisation.' }) input: AdmitOrganisationInput,
  ) {
    const admission = await this.admit.run(actor, input);
    return 'findings' in admission
      ? admission
      : organisationLoader(context, this.db).load(admission.organisationId);
  }

  @Mutation(() => OrganisationType, {
    description: 'Closes the filière to an organisation. Its records stay.',
  })
  @Allow('member:manage')
  async suspendOrganisation(
    @CurrentActor() actor: Actor,
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ) {
    await this.suspend.run(actor, id, 'suspended');
    return organisationLoader(context, this.db).load(id);
  }

  @Mutation(() => OrganisationType, { description: 'Opens the filière again to a suspended organisation.' })
  @Allow('member:manage')
  async reinstateOrganisation(
    @CurrentActor() actor: Actor,
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ) {
    await this.suspend.run(actor, id, 'active');
    return organisationLoader(context, this.db).load(id);
  }
}

@Resolver(() => MemberType)
export class MemberResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => [RoleAssignmentType], { description: 'People who act for it.' })
  async people(
    @Parent() member: MemberType,
    @CurrentActor() actor: Actor,
    @Context() context: RequestContext,
  ): Promise<RoleAssignmentType[]> {
    const loader = loaderOf<RoleAssignmentType[]>(context, 'people-of', (ids) =>
      this.db.transaction(actor, async (tx) => {
        const roles = await rolesOf(tx, ids);
        return new Map(ids.map((id) => [id, roles.filter((role) => role.organisationId === id)]));
      }),
    );
    return (await loader.load(member.organisation.id)) ?? [];
  }
}
