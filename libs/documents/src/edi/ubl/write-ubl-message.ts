import { writeXml, XmlContent } from '@maillon/formats';
import { DocumentType } from '../../definition.js';
import { OutgoingDocument, OutgoingResponse } from '../edi-types.js';
import { Parts, UblPart } from './ubl-parts.js';
import { writeUblDespatchAdvice, writeUblReceiptAdvice } from './write-ubl-deliveries.js';
import { writeUblOrder, writeUblOrderResponse } from './write-ubl-orders.js';
import { isAggregate, UBL_NAMESPACES, UBL_SEQUENCES } from './ubl-sequences.js';

const DOCUMENT_NAMES: Readonly<
  Partial<Record<DocumentType, readonly [string, (document: OutgoingDocument) => Parts]>>
> = {
  order: ['Order', writeUblOrder],
  despatch_advice: ['DespatchAdvice', writeUblDespatchAdvice],
  receipt_advice: ['ReceiptAdvice', writeUblReceiptAdvice],
};

/** Document types that go out as UBL; answers to orders do as well. */
export const UBL_WRITTEN_TYPES: readonly DocumentType[] = Object.keys(DOCUMENT_NAMES) as DocumentType[];

/**
 * Writes a document, or an answer to an order, as UBL 2.1, its elements in the order of the schema. Throws for a type that
 * UBL is not written for, and for replacements and cancellations, which UBL says by other documents: mistakes of the caller.
 */
export function writeUblMessage(document: OutgoingDocument | OutgoingResponse): Buffer {
  if (document.kind === 'response') return write('OrderResponse', writeUblOrderResponse(document));
  const writer = DOCUMENT_NAMES[document.type];
  if (!writer) throw new Error(`Documents of type ${document.type} are not written as UBL.`);
  const purpose = document.function ?? 'original';
  if (purpose === 'replace' || purpose === 'cancel')
    throw new Error(`UBL ${writer[0]} cannot say ${purpose}.`);
  return write(writer[0], writer[1](document));
}

function write(name: string, parts: Parts): Buffer {
  const { cac, cbc } = UBL_NAMESPACES;
  const attributes = { xmlns: UBL_NAMESPACES.document(name), 'xmlns:cac': cac, 'xmlns:cbc': cbc };
  const children = childrenOf(name, { UBLVersionID: '2.1', ...parts });
  return Buffer.from(writeXml({ name, attributes, children }), 'utf8');
}

/** Children in the order of the schema. Throws for one that the schema has no place for: a mistake of our own. */
function childrenOf(parent: string, parts: Parts): XmlContent[] {
  const sequence = UBL_SEQUENCES[parent];
  const names = Object.keys(parts);
  const stray = names.find((name) => !sequence?.includes(name));
  if (!sequence || stray !== undefined) throw new Error(`UBL has no ${stray} in ${parent}.`);
  return sequence.flatMap((name) => contents(name, parts[name]));
}

function contents(name: string, part: UblPart): XmlContent[] {
  if (part === undefined || part === '') return [];
  if (isList(part)) return part.flatMap((one) => contents(name, one));
  const tag = `${isAggregate(name) ? 'cac' : 'cbc'}:${name}`;
  if (typeof part !== 'object') return [{ name: tag, text: String(part) }];
  if ('parts' in part) return [{ name: tag, children: childrenOf(name, part.parts) }];
  return [{ name: tag, attributes: part.attributes, text: String(part.text) }];
}

const isList = (part: UblPart): part is readonly UblPart[] => Array.isArray(part);
