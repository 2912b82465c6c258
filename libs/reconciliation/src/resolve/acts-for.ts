import { Actor } from '@maillon/kernel';
import type { DiscrepancyRecord } from '../discrepancies/discrepancy.queries.js';
import { mayWaive, refusalToAccept } from './act-on-discrepancy.js';

/** A document of the two companies, or an event of one's own. */
const isCorrectable = ({ evidence }: DiscrepancyRecord, { organisationId }: Actor): boolean =>
  evidence.statements.some(({ documentId, by }) => documentId !== undefined || by === organisationId);

/** What this reader may do about a discrepancy now. The same is checked again when it is done. */
export function actsFor(record: DiscrepancyRecord, actor: Actor): string[] {
  if (!actor.permissions.has('discrepancy:write')) return [];
  if (record.closedAt !== undefined) return ['comment'];
  const row = { kind: record.kind, declarant_id: record.declarantId, partner_id: record.partnerId ?? null };
  const waives = actor.permissions.has('discrepancy:waive') && mayWaive(row, actor.organisationId ?? '');
  return [
    ...(actor.permissions.has('document:write') && isCorrectable(record, actor) ? ['correct'] : []),
    ...(refusalToAccept(row, actor) ? [] : ['accept']),
    ...(record.partnerId ? ['dispute'] : []),
    ...(waives ? ['waive'] : []),
    'comment',
    'reassign',
  ];
}
