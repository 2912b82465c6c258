export * from './definition.js';
export * from './definitions.js';
export * from './delivery-progress.js';
export * from './document.js';
export * from './document-columns.js';
export { checkReason, MAX_LINES } from './change-check.js';
export { checkValue } from './check-value.js';
export { documentGuide } from './guide.js';
export { readLabel } from './labels/read-label.js';
export { writeLabel, type LabelSymbol } from './labels/write-label.js';
export { fieldMissing, sideName, tooManyLines } from './messages.js';
export * from './perform-act.js';
export * from './planning.js';
export * from './edi/edi-types.js';
export * from './edi/profiles.js';
export { readEdiFile } from './edi/read-edi-file.js';
export {
  EDIFACT_MESSAGE_TYPES,
  readEdifactMessages,
  type EdiReadOptions,
  type IncomingFile,
  type IncomingInterchange,
} from './edi/edifact/read-edifact-messages.js';
export type { ApplicationAnswer } from './edi/edifact/write-answers.js';
export {
  EDIFACT_WRITTEN_TYPES,
  interchangeParty,
  writeApplicationAnswers,
  writeControlAnswer,
  writeEdifactMessages,
  type OutgoingEnvelope,
  type WrittenFile,
} from './edi/edifact/write-edifact-messages.js';
export { readUblMessage, UBL_DOCUMENT_NAMES } from './edi/ubl/read-ubl-message.js';
export { UBL_WRITTEN_TYPES, writeUblMessage } from './edi/ubl/write-ubl-message.js';
