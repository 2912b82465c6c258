export * from './audience.js';
export * from './tombstones.js';
export * from './viewers.js';
