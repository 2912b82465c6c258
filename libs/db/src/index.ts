export * from './data-source.js';
export * from './database.module.js';
export * from './migrate.js';
export * from './notices.js';
export * from './policies.js';
export * from './roles.js';
export * from './tenant-db.js';
