import {
  definitionOf,
  DocumentType,
  FieldDefinition,
  FieldValue,
  Patch,
  REVISE,
  Values,
} from '@maillon/documents';
import { decodeCursor, encodeCursor, isUuid, pageSize, text, Text } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { Connection, pageOf } from '@maillon/graphql';
import { DocumentFilter, DocumentHead, FieldChangeType, HistoryEntryType } from './document.types.js';

export interface HeadRow {
  id: string;
  type: DocumentType;
  version: number;
  number: string;
  issuer_id: string;
  recipient_id: string | null;
  recipient_name: string | null;
  state: string;
  must_act_id: string | null;
  due_date: string | null;
  revision: number;
  line_count: number;
  header: Values;
  channel: string;
  created_at: Date;
  updated_at: Date;
  sent_at: Date | null;
  due_key: string;
  updated_key: string;
}

/** Instants in microseconds as text: a cursor cut to milliseconds would show a row twice. */
const COLUMNS = `d.id, d.type, d.version, d.number, d.issuer_id, d.recipient_id, d.recipient_name, d.state, d.must_act_id,
  d.due_date::text, d.revision, d.line_count, d.header, d.channel, d.created_at, d.updated_at, d.sent_at,
  coalesce(d.due_date, 'infinity'::date)::text as due_key, to_char(d.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_key`;

/** Documents among these ids that the actor may see. */
export async function documentsById(tx: Tx, ids: readonly string[]): Promise<Map<string, DocumentHead>> {
  const rows = await tx.prepared<HeadRow>(
    'exchange-by-id',
    `select ${COLUMNS} from exchange_document d where d.filiere_id = $1 and d.id = any ($2)`,
    [tx.actor.filiereId, ids.filter(isUuid)],
  );
  return new Map(rows.map((row) => [row.id, headOf(row, tx.actor.organisationId)]));
}

/** What awaits the actor's organisation, the most urgent first; what has no date comes last. */
export async function inboxPage(
  tx: Tx,
  input: { first?: number; after?: string },
): Promise<Connection<DocumentHead>> {
  const first = pageSize(input.first);
  const [afterDue, afterId] = input.after ? decodeCursor(input.after, 2) : [null, null];
  const rows = await tx.prepared<HeadRow>(
    'exchange-inbox',
    `select ${COLUMNS} from exchange_document d
     where d.filiere_id = $1 and d.must_act_id = $2
       and ($3::date is null or (coalesce(d.due_date, 'infinity'::date), d.id) > ($3, $4::uuid))
     order by coalesce(d.due_date, 'infinity'::date), d.id limit $5`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, afterDue, afterId, first + 1],
  );
  return pageOf(
    rows,
    first,
    (row) => headOf(row, tx.actor.organisationId),
    (row) => encodeCursor([row.due_key, row.id]),
  );
}

/** A page of documents, whose text holds only the filters asked for, so that each finds its index. */
function pageSql(filter: DocumentFilter, hasCursor: boolean): string {
  const conditions = [
    filter.type && 'd.type = $3',
    filter.isOpen !== undefined && filter.isOpen !== null && '(d.must_act_id is not null) = $5',
    filter.number?.trim() && 'lower(d.number) like $6',
    filter.item &&
      'd.id in (select l.document_id from exchange_line l where l.filiere_id = $1 and l.item_id = $11)',
    hasCursor && '(d.updated_at, d.id) < ($7::timestamptz, $8::uuid)',
  ].filter((one): one is string => typeof one === 'string' && one !== '');
  const newest = 'order by d.updated_at desc, d.id desc limit $9';
  const arm = (mine: string, other: string) =>
    `(select d.* from exchange_document d where ${['d.filiere_id = $1', `d.${mine} = $2`, filter.partner && `d.${other} = $4`, ...conditions].filter(Boolean).join(' and ')} ${newest})`;
  const arms = [
    ...(filter.mySide === 'recipient' ? [] : [arm('issuer_id', 'recipient_id')]),
    ...(filter.mySide === 'issuer' ? [] : [arm('shown_to', 'issuer_id')]),
  ];
  // every parameter has its type here, whichever of them the filters use
  const typed =
    '($1::smallint, $2::uuid, $3::text, $4::uuid, $5::boolean, $6::text, $7::timestamptz, $8::uuid, $9::int, $10::text, $11::uuid) is not null';
  return `select ${COLUMNS} from (${arms.join(' union all ')}) d where ${typed} or true ${newest}`;
}

/** Documents of the actor's organisation, the one that moved last first. */
export async function documentPage(
  tx: Tx,
  input: { filter?: DocumentFilter; first?: number; after?: string },
): Promise<Connection<DocumentHead>> {
  const first = pageSize(input.first);
  const filter = input.filter ?? {};
  const { type, partner, isOpen, number, item } = filter;
  const [afterTime, afterId] = input.after ? decodeCursor(input.after, 2) : [null, null];
  if ([partner, item].some((id) => id !== undefined && id !== null && !isUuid(id)))
    return pageOf<HeadRow, DocumentHead>([], first, headOf, () => '');
  const prefix = number
    ?.trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&');
  const rows = await tx.query<HeadRow>(pageSql(filter, afterTime !== null), [
    tx.actor.filiereId,
    tx.actor.organisationId ?? null,
    type ?? null,
    partner ?? null,
    isOpen ?? null,
    prefix ? `${prefix}%` : null,
    afterTime,
    afterId,
    first + 1,
    null,
    item ?? null,
  ]);
  return pageOf(
    rows,
    first,
    (row) => headOf(row, tx.actor.organisationId),
    (row) => encodeCursor([row.updated_key, row.id]),
  );
}

function headOf(row: HeadRow, organisationId?: string): DocumentHead {
  const definition = definitionOf(row.type, row.version);
  const state = definition.states.find(({ name }) => name === row.state)!;
  return {
    id: row.id,
    type: row.type,
    version: row.version,
    number: row.number,
    label: definition.label,
    issuerId: row.issuer_id,
    header: row.header,
    stateName: row.state,
    state: {
      name: state.name,
      label: state.label,
      ...(state.mustAct && { mustAct: state.mustAct }),
      ...(state.expected && { expected: state.expected }),
    },
    awaitsMe: row.must_act_id !== null && row.must_act_id === organisationId,
    mySide: row.issuer_id === organisationId ? 'issuer' : 'recipient',
    revision: row.revision,
    lineCount: row.line_count,
    channel: row.channel,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    ...(row.recipient_id && { recipientId: row.recipient_id }),
    ...(row.recipient_name && { recipientName: row.recipient_name }),
    ...(row.due_date && { dueDate: row.due_date }),
    ...(row.sent_at && { sentAt: row.sent_at.toISOString() }),
  };
}

/** Lines of a document in their order, each field under its name. */
export async function linePage(tx: Tx, documentId: string, input: { first?: number; after?: string }) {
  const first = pageSize(input.first);
  const [after] = input.after ? decodeCursor(input.after, 1) : ['0'];
  const rows = await tx.prepared<{ line_number: number; fields: Values }>(
    'exchange-line-page',
    `select line_number, fields from exchange_line
     where filiere_id = $1 and document_id = $2 and line_number > $3::int order by line_number limit $4`,
    [tx.actor.filiereId, documentId, after, first + 1],
  );
  return pageOf(
    rows,
    first,
    ({ line_number, fields }) => ({ ...fields, values: fields, lineNumber: line_number }),
    (row) => encodeCursor([String(row.line_number)]),
  );
}

interface ActRow {
  seq: number;
  act: string;
  side: string;
  from_state: string;
  to_state: string;
  reason: string | null;
  changes: Patch;
  organisation_id: string;
  at: Date;
}

const REVISED: Text = text('Révision approuvée', 'Revision approved');

/** Everything that happened to a document, oldest first. */
export async function historyOf(tx: Tx, { id, type, version }: DocumentHead): Promise<HistoryEntryType[]> {
  const definition = definitionOf(type, version);
  const rows = await tx.query<ActRow>(
    `select seq, act, side, from_state, to_state, reason, changes, organisation_id, at from exchange_act
     where filiere_id = $1 and document_id = $2 order by seq`,
    [tx.actor.filiereId, id],
  );
  const known = new Map<string, FieldValue | null>();
  return rows.map((row, index) => {
    const changes = fieldChanges(definition, row.changes, known);
    return {
      seq: row.seq,
      act: row.act,
      label:
        row.act === REVISE
          ? REVISED
          : (definition.acts.find(({ name }) => name === row.act)?.label ?? definition.label),
      side: row.side,
      fromState: row.from_state,
      stateLabel: definition.states.find(({ name }) => name === row.to_state)!.label,
      organisationId: row.organisation_id,
      at: row.at.toISOString(),
      changes: index === 0 ? [] : changes,
      ...(row.reason && { reason: row.reason }),
    };
  });
}

/** The changes of a patch with the values they replace; `known` holds those values and is brought up to date. */
export function fieldChanges(
  { header, lines }: { header: readonly FieldDefinition[]; lines: readonly FieldDefinition[] },
  patch: Patch,
  known: Map<string, FieldValue | null>,
): FieldChangeType[] {
  const changes: FieldChangeType[] = [];
  const add = (
    fields: readonly FieldDefinition[],
    values: Readonly<Record<string, FieldValue | null>>,
    lineNumber?: number,
  ) => {
    for (const { name, label } of fields) {
      const newValue = values[name];
      if (newValue === undefined) continue;
      const key = `${lineNumber ?? ''}.${name}`;
      const oldValue = known.get(key) ?? null;
      known.set(key, newValue);
      if (oldValue !== newValue)
        changes.push({
          field: name,
          label,
          oldValue,
          newValue,
          ...(lineNumber !== undefined && { lineNumber }),
        });
    }
  };
  add(header, patch.header);
  for (const line of patch.lines) add(lines, line.values, line.lineNumber);
  return changes;
}

/** Events that a document became, those taken back left out. */
export async function eventIdsOf(tx: Tx, documentIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ document_id: string; event_ids: string[] }>(
    `select document_id, array_agg(event_id order by event_id) as event_ids from exchange_event
     where filiere_id = $1 and document_id = any ($2) and not is_void group by document_id`,
    [tx.actor.filiereId, documentIds],
  );
  return new Map(rows.map((row) => [row.document_id, row.event_ids]));
}
