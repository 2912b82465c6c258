import { DocumentContent, DocumentType, HistoryEntry, replay, Values } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { grouped } from './grouped.js';

/** The two companies of a planning view; the actor is one of them. */
export interface PlanningPair {
  readonly buyerId: string;
  readonly sellerId: string;
}

/** A document that bears on the days to come, with its lines. */
export interface PlanningDocument extends DocumentContent {
  readonly id: string;
  readonly type: DocumentType;
  readonly issuerId: string;
  readonly sentAt: Date;
  readonly updatedAt: Date;
}

interface HeadRow {
  id: string;
  type: DocumentType;
  issuer_id: string;
  state: string;
  header: Values;
  sent_at: Date;
  updated_at: Date;
}

/** States in which a forecast says what is demanded. */
export const FORECAST_STANDS: readonly string[] = ['sent', 'proposed', 'confirmed'];
/** States in which an order or call-off awaits deliveries. */
const AWAITING = ['sent', 'modified', 'accepted', 'in_delivery'];
const ON_ITS_WAY = ['sent', 'partly_received'];

/**
 * Documents of the two that bear on days from `since` (YYYY-MM-DD): forecasts that stand, and with `changedAfter` those that
 * stood until later; orders, call-offs and despatch advices that are open.
 */
export async function openDocuments(
  tx: Tx,
  { buyerId, sellerId }: PlanningPair,
  since: string,
  changedAfter?: Date,
): Promise<PlanningDocument[]> {
  const heads = await tx.query<HeadRow>(
    `select id, type, issuer_id, state, header, sent_at, updated_at from exchange_document
     where filiere_id = $1 and issuer_id = $2 and recipient_id = $3 and shown_to = $3 and (
       type = 'forecast' and header ->> 'periodEnd' >= $4 and (state = any ($5) or updated_at > $6)
       or type in ('order', 'call_off') and state = any ($7))
     union all
     select id, type, issuer_id, state, header, sent_at, updated_at from exchange_document
     where filiere_id = $1 and issuer_id = $3 and recipient_id = $2 and shown_to = $2 and type = 'despatch_advice' and state = any ($8)
     order by sent_at, id`,
    [
      tx.actor.filiereId,
      buyerId,
      sellerId,
      since,
      FORECAST_STANDS,
      changedAfter ?? null,
      AWAITING,
      ON_ITS_WAY,
    ],
  );
  const lines = await tx.query<{ document_id: string; line_number: number; fields: Values }>(
    `select document_id, line_number, fields from exchange_line
     where filiere_id = $1 and document_id = any ($2) order by document_id, line_number`,
    [tx.actor.filiereId, heads.map(({ id }) => id)],
  );
  const byDocument = grouped(lines, ({ document_id }) => document_id);
  return heads.map(({ id, type, issuer_id, state, header, sent_at, updated_at }) => ({
    id,
    type,
    issuerId: issuer_id,
    state,
    header,
    sentAt: sent_at,
    updatedAt: updated_at,
    lines: (byDocument.get(id) ?? []).map(({ line_number, fields }) => ({
      lineNumber: line_number,
      values: fields,
    })),
  }));
}

/** These documents as they stood at a moment: those that changed since are made again from their history. */
export async function asOf(
  tx: Tx,
  documents: readonly PlanningDocument[],
  moment: Date,
): Promise<PlanningDocument[]> {
  const sent = documents.filter(({ sentAt }) => sentAt <= moment);
  const changed = sent.filter(({ updatedAt }) => updatedAt > moment);
  if (!changed.length) return sent;
  const acts = await tx.query<{
    document_id: string;
    act: string;
    by: HistoryEntry['by'];
    from_state: string;
    to_state: string;
    changes: HistoryEntry['changes'];
  }>(
    `select document_id, act, side as by, from_state, to_state, changes from exchange_act
     where filiere_id = $1 and document_id = any ($2) and at <= $3 order by document_id, seq`,
    [tx.actor.filiereId, changed.map(({ id }) => id), moment],
  );
  const history = grouped(acts, ({ document_id }) => document_id);
  return sent.map((document) => {
    const known = history.get(document.id);
    if (document.updatedAt <= moment || !known) return document;
    const entries = known.map(({ act, by, from_state, to_state, changes }) => ({
      act,
      by,
      fromState: from_state,
      toState: to_state,
      changes,
    }));
    return { ...document, ...replay(entries) };
  });
}

/** A line of a stock statement that no newer one of the same place and the same numbers has replaced. */
export interface StockLine {
  readonly document_id: string;
  readonly issuer_id: string;
  readonly header: Values;
  readonly fields: Values;
}

/** Stock on hand and planned production as last stated by either side. */
export function statedStock(tx: Tx, { buyerId, sellerId }: PlanningPair): Promise<StockLine[]> {
  return tx.query<StockLine>(
    `select document_id, issuer_id, header, fields from (
       select d.id as document_id, d.issuer_id, d.header, l.fields, rank() over (
           partition by d.issuer_id, d.header ->> 'location', l.fields ->> 'kind', l.fields ->> 'gtin', l.fields ->> 'buyerItem', l.fields ->> 'sellerItem'
           order by (d.header ->> 'statementDate')::timestamptz desc, d.id) as age
       from exchange_line l join exchange_document d on d.filiere_id = l.filiere_id and d.id = l.document_id
       where l.filiere_id = $1 and d.filiere_id = $1 and d.type = 'stock_statement' and d.state = 'published'
         and (d.issuer_id, d.recipient_id) in (($2, $3), ($3, $2)) and l.fields ->> 'kind' in ('on_hand', 'planned_production')
     ) s where age = 1 order by document_id`,
    [tx.actor.filiereId, buyerId, sellerId],
  );
}

/** Notes that a person looks at the plan now; answers when it looked last. A second look within the hour is the same visit. */
export async function visit(tx: Tx, partnerId: string): Promise<Date | undefined> {
  const { filiereId, organisationId, personId } = tx.actor;
  if (!personId || !organisationId) return undefined;
  const [row] = await tx.query<{ before_that: Date | null }>(
    `insert into planning_visit as v (filiere_id, organisation_id, person_id, partner_id, visited_at) values ($1, $2, $3, $4, now())
     on conflict (filiere_id, organisation_id, person_id, partner_id) do update set
       before_that = case when v.visited_at < now() - interval '1 hour' then v.visited_at else v.before_that end, visited_at = now()
     returning before_that`,
    [filiereId, organisationId, personId, partnerId],
  );
  return row?.before_that ?? undefined;
}
