import { decodeCursor, DomainError, encodeCursor, isUuid, pageSize, text } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { Connection, pageOf } from '@maillon/graphql';
import { DAY_MS } from '../compare/durations.js';
import { DiscrepancyKind, DiscrepancyState, KIND_LABELS, STATE_LABELS } from '../kinds.js';
import { Evidence } from '../run/evidence-of.js';
import {
  DiscrepancyFilter,
  DiscrepancySide,
  DiscrepancySummaryType,
  DiscrepancyType,
} from './discrepancy.types.js';

interface Row {
  id: string;
  kind: DiscrepancyKind;
  declarant_id: string;
  partner_id: string | null;
  item_id: string | null;
  label: string;
  product: string | null;
  reference: string | null;
  state: DiscrepancyState;
  must_act_id: string | null;
  declarant_assignee_id: string | null;
  partner_assignee_id: string | null;
  due_date: string | null;
  is_blocking: boolean;
  expected: number | null;
  found: number | null;
  difference: number | null;
  unit: string | null;
  evidence: Evidence;
  opened_at: Date;
  changed_at: Date;
  closed_at: Date | null;
  version: number;
  changed_key: string;
}

const badCursor = text(
  'Cette page ne se retrouve pas\u00a0: recommencez au début de la liste.',
  'This page cannot be found again: begin at the start of the list.',
);

/** A discrepancy as the schema shows it, with the evidence that it rests on. */
export type DiscrepancyRecord = DiscrepancyType & { readonly evidence: Evidence };

const COLUMNS = `d.id, d.kind, d.declarant_id, d.partner_id, d.item_id, d.label, d.product, d.reference, d.state, d.must_act_id,
  d.declarant_assignee_id, d.partner_assignee_id, d.due_date::text, d.is_blocking, d.expected::float8, d.found::float8, d.difference::float8,
  d.unit, d.evidence, d.opened_at, d.changed_at, d.closed_at, d.version, to_char(d.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as changed_key`;

/** Discrepancies among these ids that the actor may see. */
export async function discrepanciesById(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, DiscrepancyRecord>> {
  const rows = await tx.prepared<Row>(
    'discrepancies-by-id',
    `select ${COLUMNS} from discrepancy d where d.filiere_id = $1 and d.id = any ($2)`,
    [tx.actor.filiereId, ids.filter(isUuid)],
  );
  return new Map(rows.map((row) => [row.id, recordOf(row, tx.actor.organisationId)]));
}

/** The conditions of a filter, and the parameters that they name from $3 on. */
function conditionsOf(filter: DiscrepancyFilter, personId: string | undefined, from: number) {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (condition: (place: string) => string, value: unknown) => {
    values.push(value);
    conditions.push(condition(`$${from + values.length - 1}`));
  };
  const idOf = (id: string) => (isUuid(id) ? id : '00000000-0000-0000-0000-000000000000');
  const prefix = filter.text
    ?.replaceAll('\0', '')
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&');
  if (filter.states?.length) add((at) => `d.state = any (${at}::text[])`, filter.states);
  if (filter.kinds?.length) add((at) => `d.kind = any (${at}::text[])`, filter.kinds);
  if (filter.partner) add((at) => `${at}::uuid in (d.partner_id, d.declarant_id)`, idOf(filter.partner));
  if (filter.item) add((at) => `d.item_id = ${at}::uuid`, idOf(filter.item));
  if (filter.document)
    add(
      (at) =>
        `d.id in (select s.discrepancy_id from discrepancy_source s where s.filiere_id = $1 and s.source_id = ${at}::uuid)`,
      idOf(filter.document),
    );
  if (filter.awaitsMe) conditions.push('d.must_act_id = $2');
  if (filter.awaitsMe === false) conditions.push('d.must_act_id is distinct from $2');
  if (filter.assignedToMe)
    add(
      (at) =>
        `case when d.declarant_id = $2 then d.declarant_assignee_id else d.partner_assignee_id end = ${at}::uuid`,
      personId ?? null,
    );
  if (prefix)
    add(
      (at) => `(lower(d.label) like ${at} or lower(d.product) like ${at} or lower(d.reference) like ${at})`,
      `${prefix}%`,
    );
  return { conditions, values };
}

export interface DiscrepancyPageInput {
  readonly filter?: DiscrepancyFilter;
  readonly first?: number;
  readonly after?: string;
}

/** Discrepancies of the actor's organisation, the one that moved last first. */
export async function discrepancyPage(
  tx: Tx,
  input: DiscrepancyPageInput,
): Promise<Connection<DiscrepancyRecord>> {
  const first = pageSize(input.first);
  const me = tx.actor.organisationId ?? null;
  const { conditions, values } = conditionsOf(input.filter ?? {}, tx.actor.personId, 4);
  if (input.after) {
    const [at, id] = decodeCursor(input.after, 2);
    if (!isUuid(id) || Number.isNaN(Date.parse(String(at))))
      throw new DomainError('BAD_INPUT', badCursor, 'after');
    conditions.push(
      `(d.changed_at, d.id) < ($${4 + values.length}::timestamptz, $${5 + values.length}::uuid)`,
    );
    values.push(at, id);
  }
  const arm = (mine: string) =>
    `(select d.* from discrepancy d where ${['d.filiere_id = $1', `d.${mine} = $2`, ...conditions].join(' and ')}
      order by d.changed_at desc, d.id desc limit $3)`;
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from (${arm('declarant_id')} union all ${arm('partner_id')}) d where $2::uuid is not null
     order by d.changed_at desc, d.id desc limit $3`,
    [tx.actor.filiereId, me, first + 1, ...values],
  );
  return pageOf(
    rows,
    first,
    (row) => recordOf(row, tx.actor.organisationId),
    (row) => encodeCursor([row.changed_key, row.id]),
  );
}

/** What is open for the actor's organisation. */
export async function discrepancySummary(tx: Tx): Promise<DiscrepancySummaryType> {
  const rows = await tx.query<{
    kind: DiscrepancyKind;
    count: number;
    mine: number;
    blocking: number;
    oldest: Date;
  }>(
    `select kind, count(*)::int, count(*) filter (where must_act_id = $2)::int as mine, count(*) filter (where is_blocking)::int as blocking,
       min(opened_at) as oldest
     from discrepancy where filiere_id = $1 and closed_at is null and (declarant_id = $2 or partner_id = $2)
     group by kind order by count(*) desc, kind`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null],
  );
  const sum = (figure: 'count' | 'mine' | 'blocking') => rows.reduce((total, row) => total + row[figure], 0);
  const oldest = Math.min(...rows.map((row) => row.oldest.getTime()));
  return {
    open: sum('count'),
    awaitingMe: sum('mine'),
    blocking: sum('blocking'),
    oldestDays: rows.length ? wholeDays(oldest, Date.now()) : 0,
    byKind: rows.map(({ kind, count }) => ({ kind, label: KIND_LABELS[kind], count })),
  };
}

/** How many open discrepancies, and of those how many block, by item. */
export const openByItem = (tx: Tx, ids: readonly string[]) =>
  openBy(
    tx,
    'items',
    `select item_id as id, is_blocking from discrepancy where filiere_id = $1 and closed_at is null and item_id = any ($2)`,
    ids,
  );

/** The same, by document that a discrepancy rests on. */
export const openByDocument = (tx: Tx, ids: readonly string[]) =>
  openBy(
    tx,
    'documents',
    `select s.source_id as id, d.is_blocking from discrepancy_source s join discrepancy d on d.filiere_id = $1 and d.id = s.discrepancy_id
     where s.filiere_id = $1 and s.source_id = any ($2) and d.closed_at is null`,
    ids,
  );

export interface OpenCount {
  readonly count: number;
  readonly blocking: number;
}

async function openBy(
  tx: Tx,
  name: string,
  rows: string,
  ids: readonly string[],
): Promise<Map<string, OpenCount>> {
  const found = await tx.prepared<OpenCount & { id: string }>(
    `open-discrepancies-${name}`,
    `select id, count(*)::int as count, count(*) filter (where is_blocking)::int as blocking from (${rows}) r group by id`,
    [tx.actor.filiereId, ids.filter(isUuid)],
  );
  return new Map(found.map((row) => [row.id, row]));
}

const wholeDays = (from: number, to: number): number => Math.max(0, Math.floor((to - from) / DAY_MS));

function sideOf({ declarant_id, partner_id }: Row, me: string | undefined): DiscrepancySide {
  if (!partner_id) return 'owner';
  return declarant_id === me ? 'shipper' : 'receiver';
}

function recordOf(row: Row, me: string | undefined): DiscrepancyRecord {
  const assignee = row.declarant_id === me ? row.declarant_assignee_id : row.partner_assignee_id;
  const optional = <Key extends string, Value>(key: Key, value: Value | null) =>
    (value === null ? {} : { [key]: value }) as { [key in Key]?: Value };
  return {
    id: row.id,
    kind: row.kind,
    kindLabel: KIND_LABELS[row.kind],
    state: row.state,
    stateLabel: STATE_LABELS[row.state],
    mySide: sideOf(row, me),
    declarantId: row.declarant_id,
    label: row.label,
    isBlocking: row.is_blocking,
    awaitsMe: row.must_act_id !== null && row.must_act_id === me,
    openedAt: row.opened_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    ageDays: wholeDays(row.opened_at.getTime(), row.closed_at?.getTime() ?? Date.now()),
    version: row.version,
    evidence: row.evidence,
    ...optional('partnerId', row.partner_id),
    ...optional('mustActId', row.must_act_id),
    ...optional('assigneeId', assignee),
    ...optional('otherLabel', row.evidence.otherLabel ?? null),
    ...optional('itemId', row.item_id),
    ...optional('product', row.product),
    ...optional('reference', row.reference),
    ...optional('expected', row.expected),
    ...optional('found', row.found),
    ...optional('difference', row.difference),
    ...optional('unit', row.unit),
    ...optional('dueDate', row.due_date),
    ...(row.closed_at && { closedAt: row.closed_at.toISOString() }),
  };
}
