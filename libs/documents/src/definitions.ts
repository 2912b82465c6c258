import { DocumentDefinition, DocumentType } from './definition.js';
import { callOff } from './definitions/call-off.js';
import { certificateRequest } from './definitions/certificate-request.js';
import { despatchAdvice } from './definitions/despatch-advice.js';
import { forecast } from './definitions/forecast.js';
import { order } from './definitions/order.js';
import { qualityNotice } from './definitions/quality-notice.js';
import { receiptAdvice } from './definitions/receipt-advice.js';
import { stockStatement } from './definitions/stock-statement.js';

/** Every version of every document type; the last of a type is the one that new documents are born with. */
export const DEFINITIONS: readonly DocumentDefinition[] = [
  forecast,
  order,
  callOff,
  despatchAdvice,
  receiptAdvice,
  stockStatement,
  qualityNotice,
  certificateRequest,
];

/** The definition that a document was born with, or the newest of its type. Throws for a pair that does not exist. */
export function definitionOf(type: DocumentType, version?: number): DocumentDefinition {
  const found = DEFINITIONS.findLast(
    (definition) => definition.type === type && (version === undefined || definition.version === version),
  );
  if (found) return found;
  throw new Error(`No definition of ${type} in version ${version ?? 'any'}.`);
}
