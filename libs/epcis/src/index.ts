export * from './model.js';
export { readEvent, type EventPlace } from './read-event.js';
export { readDocument } from './read-document.js';
export {
  eventHash,
  preHash,
  documentHashes,
  eventsOf,
  checkEventId,
  type EventIdCheck,
} from './event-hash.js';
export { readXmlDocument, type ReadXmlDocument, type XmlDocumentLimits } from './xml/read-xml-document.js';
export { writeXmlDocument } from './xml/write-xml-document.js';
export { readHeader, checkHeader, expandName, GS1_PREFIXES, type Prefixes } from './prefixes.js';
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
