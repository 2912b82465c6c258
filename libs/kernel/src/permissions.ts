/** Everything a person or a key can be allowed to do in one filière. */
export const PERMISSIONS = [
  'filiere:read',
  'directory:read',
  'item:read',
  'event:declare',
  'import:run',
  'query:manage',
  'document:read',
  'document:write',
  'discrepancy:read',
  'discrepancy:write',
  'discrepancy:waive',
  'rules:manage',
  'indicators:read',
  'organisation:manage',
  'key:manage',
  'webhook:manage',
  'member:manage',
  'audit:read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Committee roles (`steward`, `auditor`) and organisation roles; a person may hold several per filière. */
export const ROLES = ['steward', 'auditor', 'owner', 'contributor', 'reader'] as const;
export type Role = (typeof ROLES)[number];

const GRANTED: Record<Role, readonly Permission[]> = {
  steward: [
    'filiere:read',
    'directory:read',
    'member:manage',
    'audit:read',
    'rules:manage',
    'indicators:read',
  ],
  auditor: ['filiere:read', 'directory:read', 'audit:read', 'indicators:read'],
  owner: [
    'filiere:read',
    'directory:read',
    'item:read',
    'event:declare',
    'import:run',
    'query:manage',
    'document:read',
    'document:write',
    'discrepancy:read',
    'discrepancy:write',
    'discrepancy:waive',
    'organisation:manage',
    'key:manage',
    'webhook:manage',
  ],
  contributor: [
    'filiere:read',
    'directory:read',
    'item:read',
    'event:declare',
    'import:run',
    'query:manage',
    'document:read',
    'document:write',
    'discrepancy:read',
    'discrepancy:write',
  ],
  reader: ['filiere:read', 'directory:read', 'item:read', 'document:read', 'discrepancy:read'],
};

/** What a role may do. */
export const permissionsOf = (role: Role): readonly Permission[] => GRANTED[role];

/** Scopes that an API key may carry: never more than its organisation's contributors can do. */
export const KEY_SCOPES = [
  'filiere:read',
  'directory:read',
  'item:read',
  'event:declare',
  'import:run',
  'query:manage',
  'document:read',
  'document:write',
  'discrepancy:read',
  'discrepancy:write',
] as const satisfies readonly Permission[];
