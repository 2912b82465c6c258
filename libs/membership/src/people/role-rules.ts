import { Actor, DomainError, notFound, Role, ROLES } from '@maillon/kernel';

const COMMITTEE_ROLES: readonly Role[] = ['steward', 'auditor'];

/** Checks that a role exists and fits its place. Throws BAD_INPUT. */
export function checkedRole(role: string, organisationId: string | undefined): Role {
  const known = ROLES.find((candidate) => candidate === role);
  const allowed = organisationId
    ? ROLES.filter((candidate) => !COMMITTEE_ROLES.includes(candidate))
    : COMMITTEE_ROLES;
  if (known && allowed.includes(known)) return known;
  throw new DomainError(
    'BAD_INPUT',
    {
      fr: `Choisissez un rôle parmi : ${allowed.join(', ')}.`,
      en: `Choose a role among: ${allowed.join(', ')}.`,
    },
    'role',
  );
}

/** Stewards manage everybody's roles; owners those of their own organisation; others none (the answer is NOT_FOUND). */
export function mayManage(actor: Actor, organisationId: string | undefined | null): void {
  if (actor.permissions.has('member:manage')) return;
  if (
    actor.permissions.has('organisation:manage') &&
    organisationId &&
    organisationId === actor.organisationId
  )
    return;
  throw notFound();
}
