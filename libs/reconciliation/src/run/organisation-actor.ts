import { Actor, Permission } from '@maillon/kernel';

/** The organisation itself, at work without a person: it sees its own records, and those that name it. */
export const organisationActor = (filiereId: number, organisationId: string): Actor =>
  Object.freeze({ filiereId, organisationId, permissions: new Set<Permission>() });
