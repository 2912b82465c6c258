import { EventQuery } from '@maillon/epcis';
import { Tx } from '@maillon/db';
import { expandQuery } from './expand-query.js';
import { FoundEvent } from './find-events.js';
import { conditionsSql } from './round-sql.js';
import { SqlParameters } from './sql-parameters.js';

export interface Matched {
  /** In the order of the ids given. */
  readonly events: readonly Omit<FoundEvent, 'canonical'>[];
  /** True where the limit or the size ended it: events behind the last one were not looked at. */
  readonly isCut: boolean;
}

interface Row {
  readonly id: string;
  readonly event_id: string | null;
  readonly record_time: Date;
  readonly document: Record<string, unknown> | null;
}

/**
 * Which of these events meet the conditions of a query, as far as the actor may see them: orders and counts of the query are
 * not asked. At most `limit` of them, and no more than `bytes` of JSON, unless the first alone is larger.
 */
export async function matchEvents(
  tx: Tx,
  asked: EventQuery,
  ids: readonly string[],
  { limit, bytes }: { readonly limit: number; readonly bytes: number },
): Promise<Matched> {
  if (!ids.length) return { events: [], isCut: false };
  const query = await expandQuery(tx, asked);
  const parameters = new SqlParameters();
  const given = parameters.add(ids, 'uuid[]');
  const filiere = parameters.add(tx.actor.filiereId, 'smallint');
  const conditions = conditionsSql(query, parameters);
  const rows = await tx.query<Row>(
    `with found as (
       select e.id, e.event_id, e.record_time, e.document, c.place
       from unnest(${given}) with ordinality c (id, place)
       join trace_event e on e.filiere_id = ${filiere} and e.id = c.id ${conditions}
       order by c.place limit ${parameters.add(limit, 'integer')}),
     sized as (
       select *, sum(octet_length(document::text)) over (order by place) - octet_length(document::text) as before from found)
     select id, event_id, record_time, case when before < ${parameters.add(bytes, 'integer')} then document end as document
     from sized order by place`,
    parameters.values,
  );
  const fitting = rows.filter((row) => row.document !== null);
  return {
    events: fitting.map((row) => ({
      id: row.id,
      ...(row.event_id !== null && { eventId: row.event_id }),
      recordTime: row.record_time.toISOString(),
      original: row.document!,
    })),
    isCut: rows.length === limit || fitting.length < rows.length,
  };
}
