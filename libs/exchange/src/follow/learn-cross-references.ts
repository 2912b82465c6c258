import { Tx } from '@maillon/db';
import type { Acted } from './follow-act.js';

/** Keeps, for the pair of companies, which number of the one is which number of the other, as their documents say it. */
export async function learnCrossReferences(tx: Tx, { definition, content, parties }: Acted): Promise<void> {
  if (definition.issuerRole === 'either' || !parties.recipientId) return;
  const learnt = new Map<string, Record<string, string | null>>();
  for (const { values } of content.lines) {
    const { buyerItem, sellerItem, gtin, description } = values;
    if (buyerItem === undefined || (sellerItem === undefined && gtin === undefined)) continue;
    const text = (value: string | number | undefined) => (value === undefined ? null : String(value));
    learnt.set(String(buyerItem), {
      buyer_item: String(buyerItem),
      seller_item: text(sellerItem),
      gtin: text(gtin),
      description: text(description),
    });
  }
  if (!learnt.size) return;
  const isBuyer = definition.issuerRole === 'buyer';
  const [buyerId, sellerId] = isBuyer
    ? [parties.issuerId, parties.recipientId]
    : [parties.recipientId, parties.issuerId];
  // sorted, so that two transactions that learn the same never wait for each other crosswise
  const rows = [...learnt.values()].sort((a, b) => (a['buyer_item']! < b['buyer_item']! ? -1 : 1));
  await tx.prepared(
    'exchange-learn',
    `insert into item_cross_reference as known (filiere_id, buyer_id, seller_id, buyer_item, seller_item, gtin, description)
     select $1, $2, $3, l.buyer_item, l.seller_item, l.gtin, l.description
     from jsonb_to_recordset($4::jsonb) as l (buyer_item text, seller_item text, gtin text, description text)
     on conflict (filiere_id, buyer_id, seller_id, buyer_item) do update set
       seller_item = coalesce(excluded.seller_item, known.seller_item), gtin = coalesce(excluded.gtin, known.gtin),
       description = coalesce(known.description, excluded.description), updated_at = now()
     where (excluded.seller_item, excluded.gtin) is distinct from (known.seller_item, known.gtin)`,
    [tx.actor.filiereId, buyerId, sellerId, JSON.stringify(rows)],
  );
}
