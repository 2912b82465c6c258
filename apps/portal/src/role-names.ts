import type { MessageId } from './messages/fr';

export type RoleName = 'steward' | 'auditor' | 'owner' | 'contributor' | 'reader';

export const ROLE_MESSAGES: Record<RoleName, MessageId> = {
  steward: 'role.steward',
  auditor: 'role.auditor',
  owner: 'role.owner',
  contributor: 'role.contributor',
  reader: 'role.reader',
};

export const COMMITTEE_ROLES = ['steward', 'auditor'] as const;
export const ORGANISATION_ROLES = ['owner', 'contributor', 'reader'] as const;

/** Message that names a role; the plainest one for a role that this version does not know. */
export const roleMessage = (role: string): MessageId =>
  (ROLE_MESSAGES as Partial<Record<string, MessageId>>)[role] ?? 'role.reader';
