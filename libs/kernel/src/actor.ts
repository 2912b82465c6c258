import { DomainError } from './domain-error.js';
import { Permission, permissionsOf, Role } from './permissions.js';

/**
 * Who acts, in which filière, for which organisation: made once at the edge, never changed, handed on as first argument.
 * `organisationId` is absent for committee roles; `personId` is absent for keys and for the platform's own work.
 */
export interface Actor {
  readonly filiereId: number;
  readonly organisationId?: string;
  readonly personId?: string;
  readonly keyId?: string;
  readonly role?: Role;
  readonly permissions: ReadonlySet<Permission>;
  readonly ipAddress?: string;
}

/** The actor of a person in one of its roles. */
export function personActor(input: {
  filiereId: number;
  personId: string;
  organisationId?: string;
  role: Role;
  ipAddress?: string;
}): Actor {
  return Object.freeze({ ...input, permissions: new Set(permissionsOf(input.role)) });
}

/** The platform at work inside one filière (relay, sweeper): no organisation, so it sees no organisation's records. */
export function platformActor(filiereId: number): Actor {
  return Object.freeze({ filiereId, permissions: new Set<Permission>() });
}

/** An organisation at work without a person (jobs): it sees its own records, and those that name it. */
export function organisationActor(filiereId: number, organisationId: string): Actor {
  return Object.freeze({ filiereId, organisationId, permissions: new Set<Permission>() });
}

/** Throws FORBIDDEN unless the actor holds the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (actor.permissions.has(permission)) return;
  throw new DomainError('FORBIDDEN', {
    fr: `Votre rôle ne permet pas cette action (${permission}). Demandez-la à un responsable de votre organisation.`,
    en: `Your role does not allow this (${permission}). Ask an owner of your organisation.`,
  });
}

/** The organisation an actor works for. Throws FORBIDDEN for actors without one (committee, platform). */
export function organisationOf(actor: Actor): string {
  if (actor.organisationId) return actor.organisationId;
  throw new DomainError('FORBIDDEN', {
    fr: 'Cette action se fait au nom d’une organisation. Choisissez l’une de vos organisations, puis recommencez.',
    en: 'This is done on behalf of an organisation. Choose one of your organisations, then try again.',
  });
}
