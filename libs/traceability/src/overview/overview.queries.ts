import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { certificateEnding, firstLot, shipmentToReceive } from './messages.js';
import { OverviewTaskType, OverviewType } from './overview.types.js';

const TASKS_AT_MOST = 20;
const COUNTED_AT_MOST = 10_000;
const WARN_DAYS = 60;

/** The figures and tasks of an organisation. Counting stops at a bound, so that a large register costs no more. */
export async function overviewOf(tx: Tx): Promise<OverviewType> {
  const organisationId = organisationOf(tx.actor);
  const [counts] = await tx.prepared<{
    declared: number;
    received: number;
    events: number;
    partners: number;
  }>(
    'overview-counts',
    `select
       (select count(*) from (select from item where filiere_id = $1 and declarant_id = $2 and made_at is not null limit $3) c)::int as declared,
       (select count(*) from (select from trace_event_party p join trace_event e on e.filiere_id = p.filiere_id and e.id = p.event_id
          where p.filiere_id = $1 and p.organisation_id = $2 and p.relation = 'destination' and e.biz_step = 'shipping' limit $3) c)::int as received,
       (select count(*) from (select from trace_event where filiere_id = $1 and declarant_id = $2 limit $3) c)::int as events,
       (select count(distinct partner) from (
          select declarant_id as partner from trace_event_party where filiere_id = $1 and organisation_id = $2
          union select organisation_id from trace_event_party where filiere_id = $1 and declarant_id = $2 and organisation_id <> $2 limit $3
        ) p)::int as partners`,
    [tx.actor.filiereId, organisationId, COUNTED_AT_MOST],
  );
  const { declared, received, events, partners } = counts!;
  const tasks = [
    ...(declared ? [] : [{ kind: 'FIRST_LOT', title: firstLot }]),
    ...(await shipmentsToReceive(tx, organisationId)),
    ...(await certificatesEnding(tx, organisationId)),
  ];
  return {
    declaredItems: declared,
    receivedShipments: received,
    events,
    partners,
    tasks: tasks.slice(0, TASKS_AT_MOST),
  };
}

/** Shipments to the organisation of which it has received no item yet. */
async function shipmentsToReceive(tx: Tx, organisationId: string): Promise<OverviewTaskType[]> {
  const rows = await tx.prepared<{ id: string; event_time: Date; sender: string; item_id: string }>(
    'overview-shipments',
    `select e.id, e.event_time, o.name as sender, i.item_id
     from trace_event_party p
     join trace_event e on e.filiere_id = p.filiere_id and e.id = p.event_id and e.biz_step = 'shipping'
     join organisation o on o.id = e.declarant_id
     join lateral (select item_id from trace_event_item i where i.filiere_id = e.filiere_id and i.event_id = e.id limit 1) i on true
     where p.filiere_id = $1 and p.organisation_id = $2 and p.event_time > now() - interval '180 days'
       and p.relation = 'destination'
       and not exists (
         select from trace_event_item r join trace_event own on own.filiere_id = r.filiere_id and own.id = r.event_id
         where r.filiere_id = $1 and r.item_id = i.item_id and own.declarant_id = $2 and own.biz_step = 'receiving'
       )
     order by p.event_time limit $3`,
    [tx.actor.filiereId, organisationId, TASKS_AT_MOST],
  );
  return rows.map((row) => ({
    kind: 'SHIPMENT_TO_RECEIVE',
    title: shipmentToReceive(row.sender),
    eventId: row.id,
    itemId: row.item_id,
    dueAt: row.event_time.toISOString(),
  }));
}

/** Certificates on the organisation's own items that ended lately or end soon. */
async function certificatesEnding(tx: Tx, organisationId: string): Promise<OverviewTaskType[]> {
  const rows = await tx.prepared<{ id: string; label: string; number: string; ends: Date }>(
    'overview-certificates',
    `select k.id, k.label, c ->> 'number' as number, (c ->> 'validTo')::timestamptz as ends
     from item k cross join lateral jsonb_array_elements(k.certificates) c
     where k.filiere_id = $1 and k.declarant_id = $2 and k.certificates <> '[]' and c ->> 'validTo' is not null
       and (c ->> 'validTo')::timestamptz between now() - interval '30 days' and now() + make_interval(days => $3)
     order by 4 limit $4`,
    [tx.actor.filiereId, organisationId, WARN_DAYS, TASKS_AT_MOST],
  );
  return rows.map((row) => ({
    kind: 'CERTIFICATE_ENDING',
    title: certificateEnding(row.number, row.label, row.ends.getTime() < Date.now()),
    itemId: row.id,
    dueAt: row.ends.toISOString(),
  }));
}
