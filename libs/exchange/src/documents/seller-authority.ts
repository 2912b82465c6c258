import { DocumentContent, DocumentDefinition } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { partiesOf } from '@maillon/traceability';
import { Parties } from './line-rows.js';

/** The parties, with the number under which the seller's own item references are known, where a line needs it. */
export async function withAuthority(
  tx: Tx,
  { issuerRole }: DocumentDefinition,
  parties: Parties,
  content: DocumentContent,
): Promise<Parties> {
  const isNeeded = content.lines.some(
    ({ values }) => (values['lot'] ?? values['serial']) !== undefined && !values['gtin'],
  );
  const sellerId = issuerRole === 'buyer' ? parties.recipientId : parties.issuerId;
  if (!isNeeded || !sellerId) return parties;
  const sellerAuthority = (await partiesOf(tx, [sellerId])).get(sellerId)?.authority;
  return sellerAuthority ? { ...parties, sellerAuthority } : parties;
}
