import { DocumentContent, DocumentDefinition, Values } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { Parties } from './line-rows.js';

interface Known {
  buyer_item: string;
  seller_item: string | null;
  gtin: string | null;
}

/**
 * Adds to each line the item number that it lacks, as the two companies have told each other before: so that an advice by
 * the seller's numbers serves an order by the buyer's, and a lot is one item whoever names it.
 */
export async function completeItems(
  tx: Tx,
  { issuerRole }: DocumentDefinition,
  { issuerId, recipientId }: Parties,
  content: DocumentContent,
): Promise<DocumentContent> {
  const lacking = content.lines.filter(
    ({ values }) => (values['buyerItem'] === undefined) !== (values['sellerItem'] === undefined),
  );
  if (issuerRole === 'either' || !recipientId || !lacking.length) return content;
  const [buyerId, sellerId] = issuerRole === 'buyer' ? [issuerId, recipientId] : [recipientId, issuerId];
  const wanted = (name: string) =>
    lacking.flatMap(({ values }) => (values[name] === undefined ? [] : [String(values[name])]));
  const rows = await tx.query<Known>(
    `select buyer_item, seller_item, gtin from item_cross_reference
     where filiere_id = $1 and buyer_id = $2 and seller_id = $3 and (buyer_item = any ($4) or seller_item = any ($5))
     order by buyer_item`,
    [tx.actor.filiereId, buyerId, sellerId, wanted('buyerItem'), wanted('sellerItem')],
  );
  const byBuyer = new Map(rows.map((row) => [row.buyer_item, row]));
  const bySeller = new Map<string, Known | undefined>();
  // a number of the seller that the buyer splits in two names neither
  for (const row of rows)
    if (row.seller_item) bySeller.set(row.seller_item, bySeller.has(row.seller_item) ? undefined : row);
  const complete = (values: Values): Values => {
    const { buyerItem, sellerItem } = values;
    const known =
      buyerItem !== undefined && sellerItem === undefined
        ? byBuyer.get(String(buyerItem))
        : buyerItem === undefined && sellerItem !== undefined
          ? bySeller.get(String(sellerItem))
          : undefined;
    return known
      ? {
          ...values,
          buyerItem: known.buyer_item,
          ...(known.seller_item && { sellerItem: known.seller_item }),
        }
      : values;
  };
  return {
    ...content,
    lines: content.lines.map(({ lineNumber, values }) => ({ lineNumber, values: complete(values) })),
  };
}
