export * from './actor.js';
export * from './cursor.js';
export * from './domain-error.js';
export * from './finding.js';
export * from './ids.js';
export * from './nearest.js';
export * from './permissions.js';
export * from './text.js';
