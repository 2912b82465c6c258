import { plainArray, Tx } from '@maillon/db';

/**
 * Sets how long things stayed in these parents: from the event that put them in to the first later one that took them out.
 * It is computed from the records each time, so that events may arrive in any order. An unpacking counts when its
 * declarer made the link or is a party to it: a stranger cannot open somebody else's pallet.
 */
export async function refreshLinks(tx: Tx, parentIds: readonly string[]): Promise<void> {
  if (!parentIds.length) return;
  await tx.query(
    `update trace_link l set valid_to = fresh.valid_to
     from (
       select k.input_id, k.output_id, k.event_id, coalesce(min(u.event_time), 'infinity') as valid_to
       from trace_link k
       left join trace_unpacking u on u.filiere_id = k.filiere_id and u.parent_id = k.output_id and u.kind = k.kind
         and (u.child_id is null or u.child_id = k.input_id) and u.event_time > k.valid_from
         and (u.declarant_id = k.declarant_id or u.declarant_id = any (k.party_ids))
       where k.filiere_id = $1 and k.output_id = any ($2) and k.kind in ('p', 'a') and k.valid_to > '-infinity'
       group by k.input_id, k.output_id, k.event_id
     ) fresh
     where l.filiere_id = $1 and l.input_id = fresh.input_id and l.output_id = fresh.output_id and l.event_id = fresh.event_id
       and l.valid_to <> fresh.valid_to`,
    [tx.actor.filiereId, parentIds],
  );
}

/** Ids of those among these events that are corrected already. */
export async function correctedBy(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const known = await tx.query<{ corrects_id: string }>(
    'select corrects_id from trace_event where filiere_id = $1 and corrects_id = any ($2)',
    [tx.actor.filiereId, plainArray(ids)],
  );
  return known.map(({ corrects_id }) => corrects_id);
}

/** Takes out of the graph what corrected events had put there, whichever of event and correction came first. */
export async function voidCorrected(tx: Tx, ids: readonly string[]): Promise<void> {
  if (!ids.length) return;
  await tx.query(
    `update trace_link set valid_to = '-infinity' where filiere_id = $1 and event_id = any ($2)`,
    [tx.actor.filiereId, ids],
  );
  const undone = await tx.query<{ parent_id: string }>(
    'delete from trace_unpacking where filiere_id = $1 and event_id = any ($2) returning parent_id',
    [tx.actor.filiereId, ids],
  );
  await refreshLinks(tx, [...new Set(undone.map(({ parent_id }) => parent_id))]);
}
