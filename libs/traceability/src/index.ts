export { announceImport, eventsDeclared } from './capture/announce-events.js';
export * from './capture/capture-events.js';
export * from './capture/capture.types.js';
export { indexEvents, type IndexedBatch, type IndexPosition } from './capture/index-events.js';
export { draftEvents, type EventDraft } from './capture/draft-events.js';
export { EventWriter, writeEvents } from './capture/write-events.js';
export * from './declare/compose-event.js';
export * from './declare/declare.js';
export * from './declare/item-refs.js';
export { itemsById } from './items/item.queries.js';
export { ItemType } from './items/item.types.js';
export * from './trace/trace.queries.js';
export type { TraceDirection, TraceType } from './trace/trace.types.js';
export * from './traceability.module.js';
export {
  FindEvents,
  QueryTooLarge,
  type EventPage,
  type FoundEvent,
  type PageRequest,
} from './query/find-events.js';
export { matchEvents } from './query/match-events.js';
export { QueryTooComplex } from './query/collect-events.js';
export type { ResourceKind } from './query/resource-values.js';
export { termHash } from './query/term-hash.js';
export { expandPlaces } from './master-data/expand-places.js';
export { recordMasterData } from './master-data/record-master-data.js';
