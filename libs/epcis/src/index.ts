export * from './model.js';
export { readEvent, type EventPlace } from './read-event.js';
export { readDocument } from './read-document.js';
export { readJsonDocument, type ReadJsonDocument } from './read-json-document.js';
export { placeFindings, type TextPlace } from './json-places.js';
export type { ReadingRules } from './reading-rules.js';
export { asKept, isKept } from './kept-text.js';
export { FINDING_CODES, GUIDE_PAGE, guideAnchor } from './finding-guide.js';
export {
  eventHash,
  preHash,
  documentHashes,
  eventsOf,
  checkEventId,
  type EventIdCheck,
} from './event-hash.js';
export { xmlPieces, type XmlPiece } from './xml/xml-pieces.js';
export { readXmlDocument, type XmlDocumentLimits } from './xml/read-xml-document.js';
export type { ReadXmlDocument } from './xml/read-root.js';
export { writeXmlDocument, type XmlWriteOptions } from './xml/write-xml-document.js';
export { CBV_XML_FORMATS, type CbvXmlFormat } from './xml/cbv-format.js';
export {
  EPC_FORMATS,
  formatEvent,
  formatIdentifier,
  type EpcFormat,
  type IdentifierFormat,
} from './format-event.js';
export {
  captureDocument,
  queryDocument,
  writeJsonDocument,
  type CaptureFrame,
  type DocumentFrame,
  type QueryFrame,
} from './build-document.js';
export { standaloneEvent } from './standalone-event.js';
export { readJsonEvents } from './stream/read-json-events.js';
export { readXmlEvents } from './stream/read-xml-events.js';
export { writeJsonEvents, type StreamFrame } from './stream/write-json-events.js';
export { writeXmlEvents } from './stream/write-xml-events.js';
export type {
  StreamedEventPart,
  StreamEnd,
  StreamHeader,
  StreamOptions,
  StreamPart,
} from './stream/stream-parts.js';
export { readHeader, checkHeader, expandName, GS1_CONTEXT, GS1_PREFIXES, type Prefixes } from './prefixes.js';
export { parseJson, type JsonLimits, type ParsedJson } from './parse-json.js';
export {
  canonicalUri,
  toUrn,
  toDigitalLink,
  identifierProblem,
  type IdentifierProblem,
} from './canonical-uri.js';
export { checkDigit, hasValidCheckDigit } from './check-digit.js';
export {
  describeIdentifier,
  itemId,
  type IdentifierDescription,
  type IdentifierLevel,
} from './describe-identifier.js';
export {
  lotUri,
  serialUri,
  gtinUri,
  ssccUri,
  glnUri,
  privateItemUri,
  partyUri,
  readPartyUri,
  type PartyScheme,
} from './identifiers.js';
export {
  BIZ_STEPS,
  DISPOSITIONS,
  TRANSACTION_TYPES,
  PARTY_TYPES,
  ERROR_REASONS,
  MEASUREMENT_TYPES,
  COMPONENTS,
  ALERT_TYPES,
  bareWord,
  cbvUri,
  cbvUrn,
  CBV,
  type CbvList,
  type CbvListName,
} from './cbv.js';
export { bizStepLabel, dispositionLabel, transactionTypeLabel, partyTypeLabel } from './cbv-labels.js';
export { readEventQuery } from './query/read-event-query.js';
export type * from './query/event-query.js';
export { canonicalMembers } from './query/canonical-members.js';
export { conditionTerms, eventTerms } from './query/search-terms.js';
