export * from './definition.js';
export * from './definitions.js';
export * from './delivery-progress.js';
export * from './document.js';
export { checkValue } from './check-value.js';
export { fieldMissing, sideName } from './messages.js';
export * from './perform-act.js';
export * from './planning.js';
