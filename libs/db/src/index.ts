export * from './data-source.js';
export * from './database.module.js';
export * from './migrate.js';
export * from './notices.js';
export { TABLE_POLICIES, type TablePolicy } from './policies.js';
export { IDENTITY_GRANTS, policyStatements } from './policy-statements.js';
export { FEWEST_COMPANIES } from './reconciliation-totals.js';
export * from './roles.js';
export * from './tenant-db.js';
