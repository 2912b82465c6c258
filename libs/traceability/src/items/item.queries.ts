import { decodeCursor, encodeCursor, isUuid, organisationOf, pageSize } from '@maillon/kernel';
import { Tx } from '@maillon/db';
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
  made_at: Date | null;
  sort_time: Date;
}

const COLUMNS = `k.id, k.declarant_id, k.is_private, k.uri, k.level, k.label, k.granularity, k.name, k.key_data, k.certificates,
  k.quantity, k.unit, k.made_at`;

/** Of several firms' words on one item, those of its maker come first, then one's own. */
const BEST_FIRST = 'k.made_at is null, k.name is null, k.declarant_id = $3 desc, k.is_private';

/** Items among these ids, each in the words of whoever made it, as far as the actor may read them. */
export async function itemsById(tx: Tx, ids: readonly string[]): Promise<Map<string, ItemType>> {
  const rows = await tx.prepared<Row>(
    'items-by-id',
    `select distinct on (k.id) ${COLUMNS}, k.record_time as sort_time from item k
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

const WANTED = `($3::text is null or lower(k.label) like $3 or k.name ilike '%' || $4 || '%') and ($5::text is null or k.granularity = $5)`;

const DECLARED = `
  select ${COLUMNS}, k.made_at as sort_time from item k
  where k.filiere_id = $1 and k.declarant_id = $2 and k.made_at is not null and ${WANTED}
    and ($6::timestamptz is null or (k.made_at, k.id) < ($6, $7::uuid))
  order by k.made_at desc, k.id desc limit $8`;

/** What others shipped to the organisation, by when it left them; an item shipped twice stands at its last shipment. */
const RECEIVED = `
  select distinct on (r.sort_time, k.id) ${COLUMNS}, r.sort_time from (
    select i.item_id, max(p.event_time) as sort_time
    from trace_event_party p
    join trace_event e on e.filiere_id = p.filiere_id and e.id = p.event_id and e.biz_step = 'shipping'
    join trace_event_item i on i.filiere_id = p.filiere_id and i.event_id = p.event_id
    where p.filiere_id = $1 and p.organisation_id = $2 and p.relation = 'destination'
    group by i.item_id
  ) r
  join item k on k.filiere_id = $1 and k.id = r.item_id
  where ${WANTED} and ($6::timestamptz is null or (r.sort_time, k.id) < ($6, $7::uuid))
  order by r.sort_time desc, k.id desc, k.made_at is null, k.name is null limit $8`;

/** A firm's register: what it made, or what reached it; newest first. */
export async function itemPage(tx: Tx, input: ItemPageInput): Promise<Connection<ItemType>> {
  const first = pageSize(input.first);
  const search = input.search?.trim().replace(/[\\%_]/g, '\\$&');
  const [afterTime, afterId] = input.after ? decodeCursor(input.after, 2) : [null, null];
  const isDeclared = input.scope === 'DECLARED';
  const rows = await tx.prepared<Row>(
    isDeclared ? 'items-declared' : 'items-received',
    isDeclared ? DECLARED : RECEIVED,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      search ? `${search.toLowerCase()}%` : null,
      search || null,
      input.granularity ?? null,
      afterTime,
      afterId,
      first + 1,
    ],
  );
  return pageOf(rows, first, itemOf, (row) => encodeCursor([row.sort_time.toISOString(), row.id]));
}

export function itemOf(row: Omit<Row, 'sort_time'>): ItemType {
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
    ...(row.made_at && { madeAt: row.made_at.toISOString() }),
  };
}
