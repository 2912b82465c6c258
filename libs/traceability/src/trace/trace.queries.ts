import { DomainError, isUuid, notFound, Text } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { itemsById } from '../items/item.queries.js';
import { ItemType } from '../items/item.types.js';
import { PARTIES_ONLY } from '@maillon/sharing';
import { tooDeep, tooMany } from './messages.js';
import { TombstoneType, TraceDirection, TraceLinkType, TraceNodeType, TraceType } from './trace.types.js';
import { linksSql, walkSql } from './walk.js';

export const TRACE_LIMITS = { depth: 50, nodes: 20_000 };
const KINDS: Readonly<Record<string, string>> = { t: 'transformed', p: 'packed', a: 'assembled' };

export interface TraceInput {
  readonly item: string;
  readonly direction: TraceDirection;
  readonly maxDepth: number;
  readonly maxNodes: number;
}

interface Step {
  item_id: string;
  depth: number;
  since: string;
  until: string;
}

/** The chain of one item, one way, as far as the actor may see; each place where it goes on out of sight has a tombstone. */
export async function trace(tx: Tx, input: TraceInput): Promise<TraceType> {
  checkLimits(input);
  if (!isUuid(input.item) || !(await itemsById(tx, [input.item])).size) throw notFound('item');
  const { direction, maxDepth, maxNodes } = input;
  const steps = await tx.prepared<Step>(`walk-${direction}`, walkSql(direction), [tx.actor.filiereId, input.item, maxDepth, maxNodes + 1]);
  const windows = distinctWindows(steps.slice(0, maxNodes));
  const depths = depthsOf(steps.slice(0, maxNodes));
  const ids = [...depths.keys()];
  const columns = [windows.map(({ item_id }) => item_id), windows.map(({ since }) => since), windows.map(({ until }) => until)];

  const items = await itemsById(tx, ids);
  const links = await tx.prepared<{ input_id: string; output_id: string; event_id: string; kind: string; valid_from: Date }>(
    `links-${direction}`, linksSql(direction), [tx.actor.filiereId, ...columns, ids],
  );
  const hidden = await tx.prepared<{ id: string }>(
    'hidden-steps', 'select hidden_steps($1, $2::uuid[], $3::timestamptz[], $4::timestamptz[]) as id', [direction === 'UPSTREAM', ...columns],
  );
  const depthReached = Math.max(0, ...depths.values());
  const truncation = truncationOf(steps.length > maxNodes, depthReached >= maxDepth, input);
  return {
    root: input.item,
    nodes: ids.flatMap((id) => nodeOf(items.get(id), depths.get(id)!) ?? []),
    links: links.filter((link) => items.has(link.input_id) && items.has(link.output_id)).map(linkOf),
    tombstones: await tombstones(tx, direction, hidden.map(({ id }) => id).filter((id) => items.has(id))),
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
  new DomainError('BAD_INPUT', { fr: `« ${path} » va de 1 à ${most}.`, en: `“${path}” goes from 1 to ${most}.` }, path);

function depthsOf(steps: readonly Step[]): Map<string, number> {
  const depths = new Map<string, number>();
  for (const { item_id, depth } of steps) if (depth < (depths.get(item_id) ?? Infinity)) depths.set(item_id, depth);
  return depths;
}

function distinctWindows(steps: readonly Step[]): Step[] {
  return [...new Map(steps.map((step) => [`${step.item_id}|${step.since}|${step.until}`, step])).values()];
}

function truncationOf(isCut: boolean, isDeep: boolean, { maxNodes, maxDepth }: TraceInput): Text | undefined {
  if (isCut) return tooMany(maxNodes);
  return isDeep ? tooDeep(maxDepth) : undefined;
}

function nodeOf(item: ItemType | undefined, depth: number): TraceNodeType | undefined {
  if (!item) return undefined;
  const { id, label, name, granularity, level, uri, madeAt, quantity, unit, declarantId } = item;
  return { id, label, name, granularity, level, uri, madeAt, quantity, unit, declarantId, depth };
}

const linkOf = (link: { input_id: string; output_id: string; event_id: string; kind: string; valid_from: Date }): TraceLinkType => ({
  from: link.input_id,
  to: link.output_id,
  eventId: link.event_id,
  kind: KINDS[link.kind] ?? link.kind,
  eventTime: link.valid_from.toISOString(),
});

/** One tombstone an item, and whom to ask: upstream whoever shipped it to the reader, downstream whom the reader shipped it to. */
async function tombstones(tx: Tx, direction: TraceDirection, ids: readonly string[]): Promise<TombstoneType[]> {
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
    return { id: `hidden-${index + 1}`, node, direction, ...PARTIES_ONLY, ...(askOrganisationId && { askOrganisationId }) };
  });
}
