import { Text, text } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { DiscrepancyEntryType } from './discrepancy.types.js';

interface Row {
  discrepancy_id: string;
  seq: number;
  act: string;
  organisation_id: string | null;
  person: string | null;
  reason: string | null;
  details: { difference?: number; unit?: string };
  at: Date;
}

const LABELS: Readonly<Record<string, Text>> = {
  opened: text('Écart constaté', 'Discrepancy found'),
  changed: text('Écart mis à jour', 'Discrepancy updated'),
  healed: text('Rentré dans l’ordre', 'Back in order'),
  reopened: text('Écart constaté de nouveau', 'Discrepancy found again'),
  correction_asked: text('Correction demandée', 'Correction asked for'),
  accepted: text('Différence acceptée', 'Difference accepted'),
  disputed: text('Différence contestée', 'Difference disputed'),
  waived: text('Classé sans suite', 'Waived'),
  commented: text('Message', 'Message'),
  reassigned: text('Confié à quelqu’un', 'Assigned to somebody'),
  reminded: text('Rappel envoyé', 'Reminder sent'),
};

/** What happened to these discrepancies, oldest first. Whom the other side put to work, and by what name, stays its own: not even a gap in the numbers tells. */
export async function threadsOf(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, DiscrepancyEntryType[]>> {
  const rows = await tx.query<Row>(
    `select a.discrepancy_id, row_number() over (partition by a.discrepancy_id order by a.seq)::int as seq, a.act, a.organisation_id, a.reason, a.details, a.at,
       case when a.organisation_id = $3 then p.first_name || ' ' || p.last_name end as person
     from discrepancy_act a left join person p on p.id = a.person_id
     where a.filiere_id = $1 and a.discrepancy_id = any ($2) and (a.act <> 'reassigned' or a.organisation_id = $3)
     order by a.discrepancy_id, a.seq`,
    [tx.actor.filiereId, ids, tx.actor.organisationId ?? null],
  );
  const threads = new Map<string, DiscrepancyEntryType[]>(ids.map((id) => [id, []]));
  for (const row of rows) threads.get(row.discrepancy_id)?.push(entryOf(row));
  return threads;
}

const entryOf = ({ seq, act, organisation_id, person, reason, details, at }: Row): DiscrepancyEntryType => ({
  seq,
  act,
  label: LABELS[act]!,
  at: at.toISOString(),
  ...(organisation_id && { organisationId: organisation_id }),
  ...(person && { person }),
  ...(reason && { reason }),
  ...(details.difference !== undefined && { difference: details.difference }),
  ...(details.unit && { unit: details.unit }),
});
