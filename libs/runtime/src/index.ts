export * from './allow.js';
export * from './env.js';
export * from './file-storage.js';
export * from './health.js';
export * from './logger.js';
export {
  Outgoing,
  type OutgoingOptions,
  type OutgoingRequest,
  type OutgoingResponse,
} from './outgoing/outgoing.js';
export { OutgoingError, type OutgoingFailure } from './outgoing/outgoing-error.js';
export { type UrlFault } from './outgoing/outgoing-url.js';
export * from './runtime.module.js';
