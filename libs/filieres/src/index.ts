export * from './check-key-data.js';
export * from './demo-chain.js';
export * from './filiere.js';
export * from './filieres.js';
export * from './key-data-schema.js';
export { convertQuantity, DIMENSIONS, UNITS, unitFromText, type KnownUnit } from './units.js';
