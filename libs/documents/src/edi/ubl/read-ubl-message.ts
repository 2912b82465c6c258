import { readXml, XmlElement } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { DocumentType } from '../../definition.js';
import { definitionOf } from '../../definitions.js';
import { EDI_PROBLEMS } from '../edi-messages.js';
import { IncomingMessage, UnreadMessage } from '../edi-types.js';
import { IncomingDraft } from '../incoming-draft.js';
import { readUblDespatchAdvice, readUblReceiptAdvice } from './read-ubl-deliveries.js';
import { readUblOrder, readUblOrderResponse } from './read-ubl-orders.js';
import { UblContext } from './ubl-context.js';
import { UblNode } from './ubl-node.js';
import { UBL_NAMESPACES } from './ubl-sequences.js';

type Reader = (context: UblContext) => IncomingMessage;

const READERS: Readonly<Record<string, readonly [DocumentType, Reader]>> = {
  Order: ['order', readUblOrder],
  OrderResponse: ['order', readUblOrderResponse],
  DespatchAdvice: ['despatch_advice', readUblDespatchAdvice],
  ReceiptAdvice: ['receipt_advice', readUblReceiptAdvice],
};

/** UBL documents that are read, and written. */
export const UBL_DOCUMENT_NAMES: readonly string[] = Object.keys(READERS);

/**
 * Reads a UBL 2.1 Order, OrderResponse, DespatchAdvice or ReceiptAdvice. Elements that are not known are passed over;
 * mandatory ones that are missing, impossible dates, unknown units and negative quantities are findings with path, line
 * and column. Never throws for what the document holds.
 */
export function readUblMessage(bytes: Uint8Array, timeZone = 'Europe/Paris'): IncomingMessage {
  const { root, findings } = readXml(bytes);
  if (!root) return unread('', findings);
  const reader = Object.hasOwn(READERS, root.name) ? READERS[root.name] : undefined;
  const node = new UblNode(root, `/${root.name}`);
  if (!reader || !isUbl(root))
    return unread(root.name, [
      node.fault({ ...EDI_PROBLEMS.NOT_UBL, value: root.name, allowed: UBL_DOCUMENT_NAMES.join(', ') }),
    ]);
  const context = new UblContext(node, new IncomingDraft(definitionOf(reader[0])), timeZone);
  context.checkMandatory();
  return reader[1](context);
}

/** Documents without namespace are met too, and read all the same. */
const isUbl = ({ name, namespace }: XmlElement): boolean =>
  namespace === '' || namespace === UBL_NAMESPACES.document(name);

const unread = (messageType: string, findings: readonly Finding[]): UnreadMessage => ({
  kind: 'unread',
  syntax: 'ubl',
  messageType,
  messageReference: '',
  refused: true,
  findings,
});
