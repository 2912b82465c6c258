export { ActOnDocument } from './documents/act-on-document.js';
export { documentId } from './documents/document-id.js';
export { SaveDocument } from './documents/save-document.js';
export * from './exchange.module.js';
export { FollowAct } from './follow/follow-act.js';
export { DeliveryProgress } from './follow/move-deliveries.js';
export { TraceDocument } from './follow/trace-document.js';
export { correctEvent } from './revisions/correct-event.js';
