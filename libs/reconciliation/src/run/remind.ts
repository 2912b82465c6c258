import { notify, Tx } from '@maillon/db';
import { recordChanges } from '@maillon/feed';
import { organisationOf } from '@maillon/kernel';

const AT_ONCE = 500;
const AGAIN_DAYS = 7;

/** Reminds the acting organisation of what it should have answered by now, once a week; and tells the other side that it did. */
export async function remind(tx: Tx, now: Date): Promise<number> {
  const organisationId = organisationOf(tx.actor);
  const late = await tx.query<{ id: string; declarant_id: string; partner_id: string | null }>(
    `update discrepancy set reminded_at = $3 where filiere_id = $1 and id = any (array(
       select id from discrepancy where filiere_id = $1 and must_act_id = $2 and due_date < $3::date
         and (reminded_at is null or reminded_at < $3::timestamptz - interval '${AGAIN_DAYS} days')
       order by due_date, id limit ${AT_ONCE}))
     returning id, declarant_id, partner_id`,
    [tx.actor.filiereId, organisationId, now],
  );
  if (!late.length) return 0;
  await tx.query(
    `insert into discrepancy_act (filiere_id, discrepancy_id, seq, declarant_id, partner_id, act, at)
     select $1, d.id, (select max(seq) from discrepancy_act where filiere_id = $1 and discrepancy_id = d.id) + 1, d.declarant_id,
       d.partner_id, 'reminded', $3 from discrepancy d where d.filiere_id = $1 and d.id = any ($2)`,
    [tx.actor.filiereId, late.map(({ id }) => id), now],
  );
  await recordChanges(
    tx,
    late.map(({ id, declarant_id, partner_id }) => ({
      topic: 'discrepancy.reminded',
      type: 'discrepancy',
      id,
      organisationIds: partner_id ? [declarant_id, partner_id] : [declarant_id],
    })),
  );
  await notify(tx, { organisationId, type: 'discrepancy', id: late[0]!.id });
  return late.length;
}
