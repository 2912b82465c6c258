import { Tx } from '@maillon/db';
import { organisationOf } from '@maillon/kernel';
import { STANDING } from './flow-statements-sql.js';
import { LedgerStatement } from './statement.js';
import { productOf, unitOf } from './written.js';

interface Row {
  move: LedgerStatement['move'];
  thing_id: string;
  quantity: number | null;
  unit: string | null;
  at: Date;
  event_id: string;
  label: string | null;
  uri: string | null;
}

/** What an event does with an item, as SQL over `ei` and `e`; null where it does nothing that counts. */
export const MOVE = `case
  when e.type = 'TransformationEvent' and ei.role = 'input' then 'used'
  when e.type = 'TransformationEvent' and ei.role = 'output' then 'made'
  when e.type = 'ObjectEvent' and e.action = 'ADD' and ei.role = 'epc' then 'made'
  when e.type = 'ObjectEvent' and e.action = 'DELETE' and ei.role = 'epc' then 'scrapped'
  when e.type = 'AggregationEvent' and e.action = 'DELETE' and ei.role = 'child' then 'unpacked' end`;

/**
 * Statements of some things or events, `asked` by their id. Each is looked up by itself (`offset 0`, `limit 1`): a join that was
 * planned while the tables were small would read all that the company ever declared.
 */
const statements = (asked: string, by: 'item_id' | 'event_id'): string => `
  select m.move, ei.item_id as thing_id, ei.quantity::float8 as quantity, ei.unit, e.event_time as at, e.id as event_id, i.label, i.uri
  from ${asked}
  cross join lateral (select * from trace_event_item where filiere_id = $1 and ${by} = asked.id offset 0) ei
  cross join lateral (select * from trace_event where filiere_id = $1 and id = ei.event_id limit 1) e
  cross join lateral (select ${MOVE} as move) m
  left join lateral (select label, uri from item where filiere_id = $1 and id = ei.item_id order by declarant_id = $2 desc, is_private limit 1) i on true
  where ei.declarant_id = $2 and m.move is not null and ${STANDING}`;

/** What the acting organisation says that it did with these things, in the order of time. */
export async function ledgerStatements(tx: Tx, things: readonly string[]): Promise<LedgerStatement[]> {
  const rows = await tx.prepared<Row>(
    'ledger-statements',
    statements('unnest($3::uuid[]) as asked (id)', 'item_id'),
    [tx.actor.filiereId, organisationOf(tx.actor), things],
  );
  return inOrder(rows);
}

/** All inputs and outputs of these transformations, by transformation. */
export async function transformationStatements(
  tx: Tx,
  keys: readonly string[],
): Promise<Map<string, LedgerStatement[]>> {
  const rows = await tx.prepared<Row & { key: string }>(
    'transformation-statements',
    `select s.*, t.key from (
       select e.id, ${TRANSFORMATION} as key from trace_event e
       where e.filiere_id = $1 and e.declarant_id = $2 and e.type = 'TransformationEvent' and ${TRANSFORMATION} = any ($3)) t
     cross join lateral (${statements('(select t.id) asked', 'event_id')}) s`,
    [tx.actor.filiereId, organisationOf(tx.actor), keys],
  );
  const found = new Map<string, LedgerStatement[]>(keys.map((key) => [key, []]));
  for (const key of keys) found.set(key, inOrder(rows.filter((row) => row.key === key)));
  return found;
}

/** The transformation of an event: several events may tell of one (EPCIS 2.0, 7.4.6: transformationID). */
export const TRANSFORMATION = `coalesce(e.document ->> 'transformationID', e.id::text)`;

function inOrder(rows: readonly Row[]): LedgerStatement[] {
  const statements = rows.map((row): LedgerStatement => ({
    move: row.move,
    thingId: row.thing_id,
    unit: unitOf(row.unit),
    at: row.at,
    eventId: row.event_id,
    label: row.label ?? '',
    ...(row.quantity !== null && { quantity: row.quantity }),
    ...withProduct(row.uri),
  }));
  const keyOf = ({ eventId, move, thingId }: LedgerStatement) => `${eventId}:${move}:${thingId}`;
  return statements.sort((a, b) => a.at.getTime() - b.at.getTime() || (keyOf(a) < keyOf(b) ? -1 : 1));
}

const withProduct = (uri: string | null): { product?: string } => {
  const product = productOf(uri);
  return product === null ? {} : { product };
};

export interface ThingFacts {
  /** One thing each: serial numbers, packages, assets. */
  readonly instances: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
  /** Known to have been shipped to the organisation, in a package that it received. */
  readonly packed: ReadonlySet<string>;
  readonly keepsRegister: boolean;
}

const INSTANCES = new Set(['instance', 'logistic_unit', 'asset']);

/** What else must be known of things to judge what is said of them. */
export async function thingFacts(tx: Tx, things: readonly string[]): Promise<ThingFacts> {
  const parameters = [tx.actor.filiereId, organisationOf(tx.actor), things];
  const [items, packed, [register]] = await Promise.all([
    tx.prepared<{ id: string; level: string }>('thing-facts', FACTS, parameters),
    tx.prepared<{ id: string }>('things-packed', PACKED, parameters),
    tx.prepared<{ exists: boolean }>('keeps-register', REGISTER, parameters.slice(0, 2)),
  ]);
  return {
    instances: new Set(items.filter(({ level }) => INSTANCES.has(level)).map((row) => row.id)),
    packages: new Set(items.filter(({ level }) => level === 'logistic_unit').map((row) => row.id)),
    packed: new Set(packed.map((row) => row.id)),
    keepsRegister: register!.exists,
  };
}

const FACTS = `
  select distinct on (id) id, level from item
  where filiere_id = $1 and id = any ($3) order by id, declarant_id = $2 desc, is_private`;

/** Packed by another into something that came to this organisation. */
const PACKED = `
  select distinct k.input_id as id from trace_link k
  where k.filiere_id = $1 and k.input_id = any ($3) and k.kind = 'p' and k.declarant_id <> $2 and (
    exists (select from exchange_line l where l.filiere_id = $1 and l.package_id = k.output_id and (l.shown_to = $2 or l.issuer_id = $2))
    or exists (select from trace_event_item ei where ei.filiere_id = $1 and ei.item_id = k.output_id and $2 = any (ei.party_ids))
    or exists (select from trace_event_item ei where ei.filiere_id = $1 and ei.item_id = k.output_id and ei.declarant_id = $2))`;

/** Whether the organisation says what it makes: only then is a thing that merely left without origin. */
export const REGISTER = `
  select exists (select from trace_event e where e.filiere_id = $1 and e.declarant_id = $2 and (e.type = 'TransformationEvent'
    or e.type = 'ObjectEvent' and e.action = 'ADD'))`;
