export * from './allow.js';
export * from './env.js';
export * from './file-storage.js';
export * from './health.js';
export * from './logger.js';
export * from './runtime.module.js';
