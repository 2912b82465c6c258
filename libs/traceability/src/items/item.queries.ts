import { decodeCursor, encodeCursor, isUuid, MAX_PAGE, organisationOf, pageSize } from '@maillon/kernel';
import { Reader } from '@maillon/db';
import { Connection, pageOf } from '@maillon/graphql';
import { Certificate } from '../capture/capture.types.js';
import { ItemScope, ItemType } from './item.types.js';

interface Row {
  id: string;
  declarant_id: string;
  is_private: boolean;
  uri: string;
  level: string;
  label: string;
  granularity: string | null;
  name: string | null;
  key_data: Record<string, unknown>;
  certificates: Certificate[];
  quantity: string | null;
  unit: string | null;
  made_at: string | null;
}

/** An instant as RFC 3339 text, to the microsecond: PostgreSQL writes it faster than JavaScript reads and writes a Date. */
const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const MILLISECONDS = 'YYYY-MM-DDTHH:MM:SS.sss'.length;

const COLUMNS = `k.id, k.declarant_id, k.is_private, k.uri, k.level, k.label, k.granularity, k.name, k.key_data, k.certificates,
  k.quantity, k.unit, ${instant('k.made_at')} as made_at`;

/** Of several firms' words on one item, those of its maker come first, then one's own. */
const BEST_FIRST = 'k.made_at is null, k.name is null, k.declarant_id = $3 desc, k.is_private';

/** Items among these ids, each in the words of whoever made it, as far as the actor may read them. */
export async function itemsById(tx: Reader, ids: readonly string[]): Promise<Map<string, ItemType>> {
  const rows = await tx.prepared<Row>(
    'items-by-id',
    `select distinct on (k.id) ${COLUMNS} from item k
     where k.filiere_id = $1 and k.id = any ($2) order by k.id, ${BEST_FIRST}`,
    [tx.actor.filiereId, ids.filter(isUuid), tx.actor.organisationId ?? null],
  );
  return new Map(rows.map((row) => [row.id, itemOf(row)]));
}

export interface ItemPageInput {
  readonly scope: ItemScope;
  readonly search?: string;
  readonly granularity?: string;
  readonly first?: number;
  readonly after?: string;
}

/** What the organisation made. */
const DECLARED = (wanted: string) => `
  select ${COLUMNS} from item k
  where k.filiere_id = $1 and k.declarant_id = $2 and k.made_at is not null ${wanted}
  order by k.made_at desc, k.id desc limit ${MAX_PAGE + 1}`;

/** What others shipped to the organisation, by when it left them; an item shipped twice stands at its last shipment. */
const RECEIVED = (wanted: string) => `
  select distinct on (r.sent_at, k.id) ${COLUMNS}, ${instant('r.sent_at')} as sent_at from (
    select i.item_id, max(p.event_time) as sent_at
    from trace_event_party p
    join trace_event e on e.filiere_id = p.filiere_id and e.id = p.event_id and e.biz_step = 'shipping'
    join trace_event_item i on i.filiere_id = p.filiere_id and i.event_id = p.event_id
    where p.filiere_id = $1 and p.organisation_id = $2 and p.relation = 'destination'
    group by i.item_id
  ) r
  join item k on k.filiere_id = $1 and k.id = r.item_id
  where true ${wanted}
  order by r.sent_at desc, k.id desc, k.made_at is null, k.name is null limit ${MAX_PAGE + 1}`;

/** A firm's register: what it made, or what reached it; newest first. */
export async function itemPage(tx: Reader, input: ItemPageInput): Promise<Connection<ItemType>> {
  const first = pageSize(input.first);
  const { name, sql, parameters } = pageStatement(tx, input, first + 1);
  const rows = await tx.prepared<Row & { sent_at?: string }>(name, sql, parameters);
  return pageOf(rows, first, itemOf, (row) => encodeCursor([row.sent_at ?? row.made_at!, row.id]));
}

/**
 * One statement for each set of filters, with those filters alone in its text: planned once, it still finds its index.
 * The largest page stands in the text for the same reason; the rows asked for end it early.
 */
function pageStatement(tx: Reader, input: ItemPageInput, rows: number) {
  const search = input.search?.trim().replace(/[\\%_]/g, '\\$&');
  const isDeclared = input.scope === 'DECLARED';
  const parameters: unknown[] = [tx.actor.filiereId, organisationOf(tx.actor)];
  const given = (value: unknown) => `$${parameters.push(value)}`;
  const wanted: string[] = [];
  let name = isDeclared ? 'items-declared' : 'items-received';
  if (search) {
    name += '-search';
    wanted.push(
      `(lower(k.label) like ${given(`${search.toLowerCase()}%`)} or k.name ilike ${given(`%${search}%`)})`,
    );
  }
  if (input.granularity) {
    name += '-granularity';
    wanted.push(`k.granularity = ${given(input.granularity)}`);
  }
  if (input.after) {
    name += '-after';
    const [time, id] = decodeCursor(input.after, 2);
    wanted.push(
      `(${isDeclared ? 'k.made_at' : 'r.sent_at'}, k.id) < (${given(time)}::timestamptz, ${given(id)}::uuid)`,
    );
  }
  const page = (isDeclared ? DECLARED : RECEIVED)(wanted.map((condition) => `and ${condition}`).join(' '));
  return { name, sql: `select * from (${page}) page limit ${given(rows)}`, parameters };
}

export function itemOf(row: Row): ItemType {
  return {
    id: row.id,
    uri: row.uri,
    level: row.level,
    label: row.label,
    keyData: row.key_data,
    certificates: row.certificates,
    isPrivate: row.is_private,
    declarantId: row.declarant_id,
    ...(row.granularity && { granularity: row.granularity }),
    ...(row.name && { name: row.name }),
    ...(row.quantity !== null && { quantity: Number(row.quantity) }),
    ...(row.unit && { unit: row.unit }),
    ...(row.made_at && { madeAt: `${row.made_at.slice(0, MILLISECONDS)}Z` }),
  };
}
