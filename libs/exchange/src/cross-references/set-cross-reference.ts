import { checkValue, definitionOf, FieldDefinition, fieldMissing } from '@maillon/documents';
import { Finding, isUuid, notFound, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { findPartner } from '../documents/find-partner.js';
import { CrossReferenceInput, CrossReferenceType } from './cross-reference.types.js';

const FIELDS: readonly FieldDefinition[] = definitionOf('order').lines.filter(({ name }) =>
  ['buyerItem', 'sellerItem', 'gtin', 'description'].includes(name),
);

/** Keeps the numbers of one article for a pair of companies, checked like those of an order line. Throws NOT_FOUND for a stranger. */
export async function setCrossReference(
  tx: Tx,
  input: CrossReferenceInput,
): Promise<CrossReferenceType | { readonly findings: readonly Finding[] }> {
  if (!isUuid(input.partner)) throw notFound('input.partner');
  const partner = await findPartner(tx, { id: input.partner });
  if ('finding' in partner || !partner.id) return { findings: 'finding' in partner ? [partner.finding] : [] };
  const findings: Finding[] = [];
  const values: Record<string, string | null> = {};
  for (const field of FIELDS) {
    const checked = checkValue(field, input[field.name as 'buyerItem'], `input.${field.name}`);
    if ('finding' in checked) findings.push(checked.finding);
    else values[field.name] = checked.value === null ? null : String(checked.value);
  }
  if (values['buyerItem'] === null)
    findings.push({
      ...fieldMissing(FIELDS[0]!),
      severity: 'error',
      path: 'input.buyerItem',
      field: 'buyerItem',
    });
  if (findings.length) return { findings };
  const me = organisationOf(tx.actor);
  const [buyerId, sellerId] = input.isBuyer ? [me, partner.id] : [partner.id, me];
  await tx.query(
    `insert into item_cross_reference (filiere_id, buyer_id, seller_id, buyer_item, seller_item, gtin, description)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (filiere_id, buyer_id, seller_id, buyer_item) do update set
       seller_item = excluded.seller_item, gtin = excluded.gtin, description = excluded.description, updated_at = now()`,
    [
      tx.actor.filiereId,
      buyerId,
      sellerId,
      values['buyerItem'],
      values['sellerItem'],
      values['gtin'],
      values['description'],
    ],
  );
  return {
    isBuyer: input.isBuyer,
    buyerItem: values['buyerItem']!,
    ...(values['sellerItem'] && { sellerItem: values['sellerItem'] }),
    ...(values['gtin'] && { gtin: values['gtin'] }),
    ...(values['description'] && { description: values['description'] }),
  };
}
