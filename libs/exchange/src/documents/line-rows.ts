import {
  DocumentContent,
  DocumentDefinition,
  DocumentType,
  FieldDefinition,
  Values,
} from '@maillon/documents';
import { itemId, lotUri, privateItemUri, serialUri, ssccUri } from '@maillon/epcis';
import { documentId } from './document-id.js';

/** The two companies of a document. `recipientId` is absent where no member is known by the name given. */
export interface Parties {
  readonly issuerId: string;
  readonly recipientId?: string;
  /** Authority of the seller's own item numbers: its SIREN, or another number. */
  readonly sellerAuthority?: string;
}

/** A line as it is stored: its fields, and the ids of what they name. */
export interface LineRow {
  readonly line_number: number;
  readonly fields: Values;
  readonly order_id: string | null;
  readonly call_off_id: string | null;
  readonly despatch_advice_id: string | null;
  readonly item_id: string | null;
  readonly package_id: string | null;
}

export function lineRows(
  definition: DocumentDefinition,
  content: DocumentContent,
  parties: Parties,
): LineRow[] {
  const refer = (type: DocumentType, values: Values): string | null =>
    referred(definition.lines, type, values, parties) ??
    referred(definition.header, type, content.header, parties);
  return content.lines.map(({ lineNumber, values }) => {
    const uri = itemUri(values, parties.sellerAuthority);
    return {
      line_number: lineNumber,
      fields: values,
      order_id: refer('order', values),
      call_off_id: refer('call_off', values),
      despatch_advice_id: refer('despatch_advice', values),
      item_id: uri ? itemId(uri) : null,
      package_id: values['sscc'] === undefined ? null : itemId(ssccUri(String(values['sscc']))),
    };
  });
}

/** The id of the document of a type that these values name, or null. */
function referred(
  fields: readonly FieldDefinition[],
  type: DocumentType,
  values: Values,
  parties: Parties,
): string | null {
  const field = fields.find(({ refersTo, name }) => refersTo?.type === type && values[name] !== undefined);
  const numberedBy = field?.refersTo?.numberedBy === 'recipient' ? parties.recipientId : parties.issuerId;
  return field && numberedBy ? documentId(numberedBy, type, String(values[field.name])) : null;
}

/**
 * The item that a line delivers: lot or serial number under its GTIN, else under the seller's own number, else its package.
 * Undefined where the line names an article only.
 */
export function itemUri(values: Values, sellerAuthority: string | undefined): string | undefined {
  const [lot, serial, gtin, sscc] = [values['lot'], values['serial'], values['gtin'], values['sscc']].map(
    (value) => (value === undefined ? undefined : String(value)),
  );
  const number = serial ?? lot;
  if (!number) return sscc && ssccUri(sscc);
  if (gtin) return serial ? serialUri(gtin, serial) : lotUri(gtin, number);
  const reference = values['sellerItem'] ?? values['buyerItem'];
  if (reference === undefined || !sellerAuthority) return undefined;
  return privateItemUri(sellerAuthority, String(reference), number);
}
