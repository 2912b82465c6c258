import { DomainError, isUuid, notFound, Text } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { PARTIES_ONLY } from '@maillon/sharing';
import { tooDeep, tooMany } from './messages.js';
import { TombstoneType, TraceDirection, TraceLinkType, TraceNodeType, TraceType } from './trace.types.js';

export const TRACE_LIMITS = { depth: 50, nodes: 20_000 };
const KINDS: Readonly<Record<string, string>> = { t: 'transformed', p: 'packed', a: 'assembled' };

export interface TraceInput {
  readonly item: string;
  readonly direction: TraceDirection;
  readonly maxDepth: number;
  readonly maxNodes: number;
}

/** A row of the walk; `item_id` is null where a step exists beyond `near_id` that the actor may not see. */
interface Step {
  item_id: string | null;
  depth: number;
  near_id: string | null;
  event_id: string | null;
  kind: string | null;
  valid_from: Date | null;
}

const WALK: Readonly<Record<TraceDirection, string>> = {
  UPSTREAM: 'select item_id, depth, near_id, event_id, kind, valid_from from trace_walk_up($1, $2, $3)',
  DOWNSTREAM: 'select item_id, depth, near_id, event_id, kind, valid_from from trace_walk_down($1, $2, $3)',
};

/** The chain of one item, one way, as far as the actor may see; each place where it goes on out of sight has a tombstone. */
export async function trace(tx: Tx, input: TraceInput): Promise<TraceType> {
  checkLimits(input);
  if (!isUuid(input.item)) throw notFound('item');
  const { direction, maxDepth, maxNodes } = input;
  const walked = await tx.prepared<Step>(`walk-${direction}`, WALK[direction], [
    input.item,
    maxDepth,
    maxNodes + 1,
  ]);
  if (!walked.length) throw notFound('item');
  const steps = walked.slice(0, maxNodes);
  const depths = depthsOf(steps);
  const nodes = await nodesOf(tx, depths);
  const known = new Set(nodes.map(({ id }) => id));
  const depthReached = Math.max(0, ...depths.values());
  const truncation = truncationOf(walked.length > maxNodes, depthReached >= maxDepth, input);
  const hidden = new Set(
    steps.flatMap(({ item_id, near_id }) => (item_id === null && near_id ? [near_id] : [])),
  );
  return {
    root: input.item,
    nodes,
    links: linksOf(steps, direction, known),
    tombstones: await tombstones(
      tx,
      direction,
      [...hidden].filter((id) => known.has(id)),
    ),
    truncated: truncation !== undefined,
    ...(truncation && { truncation }),
    depthReached,
  };
}

function checkLimits({ maxDepth, maxNodes }: TraceInput): void {
  const isWithin = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (!isWithin(maxDepth, TRACE_LIMITS.depth)) throw outside('maxDepth', TRACE_LIMITS.depth);
  if (!isWithin(maxNodes, TRACE_LIMITS.nodes)) throw outside('maxNodes', TRACE_LIMITS.nodes);
}

const outside = (path: string, most: number): DomainError =>
  new DomainError(
    'BAD_INPUT',
    { fr: `« ${path} » va de 1 à ${most}.`, en: `“${path}” goes from 1 to ${most}.` },
    path,
  );

function depthsOf(steps: readonly Step[]): Map<string, number> {
  const depths = new Map<string, number>();
  for (const { item_id, depth } of steps)
    if (item_id && depth < (depths.get(item_id) ?? Infinity)) depths.set(item_id, depth);
  return depths;
}

function truncationOf(isCut: boolean, isDeep: boolean, { maxNodes, maxDepth }: TraceInput): Text | undefined {
  if (isCut) return tooMany(maxNodes);
  return isDeep ? tooDeep(maxDepth) : undefined;
}

interface NodeRow {
  id: string;
  declarant_id: string;
  uri: string;
  level: string;
  label: string;
  granularity: string | null;
  name: string | null;
  quantity: string | null;
  unit: string | null;
  made_at: string | null;
}

/** Each item in the words of its maker, or of whoever names it to the actor; nearest first. */
async function nodesOf(tx: Tx, depths: ReadonlyMap<string, number>): Promise<TraceNodeType[]> {
  const rows = await tx.prepared<NodeRow>(
    'trace-nodes',
    `select id, declarant_id, uri, level, label, granularity, name, quantity, unit,
       to_char(made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as made_at
     from item where filiere_id = $1 and id = any ($2)`,
    [tx.actor.filiereId, [...depths.keys()]],
  );
  const best = new Map<string, NodeRow>();
  for (const row of rows) {
    const known = best.get(row.id);
    if (!known || rank(row, tx) > rank(known, tx)) best.set(row.id, row);
  }
  return [...depths].flatMap(([id, depth]) => {
    const row = best.get(id);
    return row ? [nodeOf(row, depth)] : [];
  });
}

/** Of several firms' words on one item, those of its maker count most, then a named one, then one's own. */
const rank = (row: NodeRow, tx: Tx): number =>
  (row.made_at ? 4 : 0) + (row.name ? 2 : 0) + (row.declarant_id === tx.actor.organisationId ? 1 : 0);

function nodeOf(row: NodeRow, depth: number): TraceNodeType {
  return {
    id: row.id,
    label: row.label,
    name: row.name ?? undefined,
    granularity: row.granularity ?? undefined,
    level: row.level,
    uri: row.uri,
    depth,
    madeAt: row.made_at ?? undefined,
    quantity: row.quantity === null ? undefined : Number(row.quantity),
    unit: row.unit ?? undefined,
    declarantId: row.declarant_id,
  };
}

function linksOf(
  steps: readonly Step[],
  direction: TraceDirection,
  known: ReadonlySet<string>,
): TraceLinkType[] {
  const links = new Map<string, TraceLinkType>();
  for (const { item_id, near_id, event_id, kind, valid_from } of steps) {
    if (!item_id || !near_id || !event_id || !valid_from || !known.has(item_id) || !known.has(near_id))
      continue;
    const [from, to] = direction === 'UPSTREAM' ? [item_id, near_id] : [near_id, item_id];
    links.set(from + to + event_id, {
      from,
      to,
      eventId: event_id,
      kind: KINDS[kind ?? ''] ?? 'transformed',
      eventTime: valid_from.toISOString(),
    });
  }
  return [...links.values()];
}

/** One tombstone an item, and whom to ask: upstream whoever shipped it to the reader, downstream whom the reader shipped it to. */
async function tombstones(
  tx: Tx,
  direction: TraceDirection,
  ids: readonly string[],
): Promise<TombstoneType[]> {
  if (!ids.length) return [];
  const rows = await tx.query<{ item_id: string; ask: string | null }>(
    `select distinct on (i.item_id) i.item_id,
       case when $3 then i.declarant_id else i.party_ids[1] end as ask
     from trace_event_item i
     where i.filiere_id = $1 and i.item_id = any ($2)
       and case when $3 then i.declarant_id <> $4 else i.declarant_id = $4 and i.party_ids is not null end
     order by i.item_id, i.event_time desc`,
    [tx.actor.filiereId, ids, direction === 'UPSTREAM', tx.actor.organisationId],
  );
  const ask = new Map(rows.map((row) => [row.item_id, row.ask]));
  return ids.map((node, index) => {
    const askOrganisationId = ask.get(node);
    return {
      id: `hidden-${index + 1}`,
      node,
      direction,
      ...PARTIES_ONLY,
      ...(askOrganisationId && { askOrganisationId }),
    };
  });
}
