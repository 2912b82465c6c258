export { feedMoved } from './changes/feed-jobs.js';
export { recordChange, recordChanges, type Change } from './changes/record-changes.js';
export { webhookDue } from './deliver/wake-webhook.js';
export { recordsTouched, touchRecords, type Touched } from './touched/touch-records.js';
export { FeedModule, type FeedOptions } from './feed.module.js';
