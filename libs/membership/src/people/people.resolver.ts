import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { notFound, requirePermission } from '@maillon/kernel';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { organisationLoader } from '../organisations/organisation-loader.js';
import { OrganisationType } from '../organisations/organisation.types.js';
import { ChangeRole } from './change-role.js';
import { InvitePerson } from './invite-person.js';
import { openInvitations, rolesOf } from './person.queries.js';
import { InvitationResult, InvitationType, InvitePersonInput, RoleAssignmentType } from './person.types.js';

@Resolver(() => RoleAssignmentType)
export class PeopleResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(InvitePerson) private readonly invite: InvitePerson,
    @Inject(ChangeRole) private readonly roles: ChangeRole,
  ) {}

  @Query(() => [RoleAssignmentType], {
    description: 'People of the organisation that asks; those of the committee for the committee.',
  })
  @Allow('directory:read')
  people(@CurrentActor() actor: Actor): Promise<RoleAssignmentType[]> {
    return this.db.transaction(actor, (tx) => rolesOf(tx, [actor.organisationId ?? null]));
  }

  @Query(() => [InvitationType], {
    description: 'Invitations not used yet: all for the committee, its own for an organisation.',
  })
  @Allow('directory:read')
  invitations(@CurrentActor() actor: Actor): Promise<InvitationType[]> {
    if (!actor.permissions.has('member:manage')) requirePermission(actor, 'organisation:manage');
    return this.db.transaction(actor, (tx) => openInvitations(tx, actor.organisationId));
  }

  @Mutation(() => InvitationResult, {
    description: 'Makes a link that lets one person join, once, within seven days.',
  })
  @Allow('filiere:read')
  invitePerson(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The person and the role.' }) input: InvitePersonInput,
  ): Promise<InvitationResult> {
    return this.invite.run(actor, input);
  }

  @Mutation(() => RoleAssignmentType, { description: 'Gives a person another role.' })
  @Allow('filiere:read')
  async changeRole(
    @CurrentActor() actor: Actor,
    @Args('assignment', { type: () => ID, description: 'Id of the assignment.' }) assignment: string,
    @Args('role', { type: () => String, description: 'The new role.' }) role: string,
  ): Promise<RoleAssignmentType> {
    await this.roles.run(actor, assignment, role);
    const found = await this.db.transaction(actor, async (tx) => {
      const [row] = await tx.query<{ organisation_id: string | null }>(
        'select organisation_id from role_assignment where filiere_id = $1 and id = $2',
        [actor.filiereId, assignment],
      );
      const roles = row ? await rolesOf(tx, [row.organisation_id]) : [];
      return roles.find(({ id }) => id === assignment);
    });
    if (!found) throw notFound('assignment');
    return found;
  }

  @Mutation(() => ID, { description: 'Ends a role. The person keeps its other roles.' })
  @Allow('filiere:read')
  async removeRole(
    @CurrentActor() actor: Actor,
    @Args('assignment', { type: () => ID, description: 'Id of the assignment.' }) assignment: string,
  ): Promise<string> {
    await this.roles.remove(actor, assignment);
    return assignment;
  }

  @ResolveField(() => OrganisationType, {
    nullable: true,
    description: 'For which organisation; none for the committee.',
  })
  organisation(
    @Parent() role: RoleAssignmentType,
    @Context() context: RequestContext,
  ): Promise<OrganisationType | undefined> | undefined {
    return role.organisationId ? organisationLoader(context, this.db).load(role.organisationId) : undefined;
  }
}

@Resolver(() => InvitationType)
export class InvitationResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => OrganisationType, {
    nullable: true,
    description: 'Organisation to join; none for the committee.',
  })
  organisation(
    @Parent() invitation: InvitationType,
    @Context() context: RequestContext,
  ): Promise<OrganisationType | undefined> | undefined {
    return invitation.organisationId
      ? organisationLoader(context, this.db).load(invitation.organisationId)
      : undefined;
  }
}
