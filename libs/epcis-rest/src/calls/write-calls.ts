import { organisationOf } from '@maillon/kernel';
import { notify, Tx } from '@maillon/db';
import { CallEntry } from './call-entry.js';

/** Calls kept of an organisation, and days. */
export const KEPT_CALLS = 1000;
export const KEPT_DAYS = 7;

/** A call with the key or person that made it. */
export interface MadeCall extends CallEntry {
  readonly keyId?: string;
  readonly personId?: string;
}

/** Writes calls of the actor's organisation, all in one statement, and tells who follows them. */
export async function writeCalls(tx: Tx, calls: readonly MadeCall[]): Promise<void> {
  const organisationId = organisationOf(tx.actor);
  await tx.prepared(
    'interface-calls-write',
    `insert into interface_call (filiere_id, organisation_id, id, at, api_key_id, person_id, method, route, path, status, problem,
       finding_codes, finding_count, capture_id, duration_ms, bytes_in, bytes_out)
     select $1, $2, c.id, c.at, c."keyId", c."personId", c.method, c.route, c.path, c.status, c.problem,
       c.codes, c.findings, c."captureId", c."durationMs", c."bytesIn", c."bytesOut"
     from jsonb_to_recordset($3) as c (id uuid, at timestamptz, "keyId" uuid, "personId" uuid, method text, route text, path text,
       status smallint, problem text, codes text[], findings integer, "captureId" uuid, "durationMs" integer, "bytesIn" bigint,
       "bytesOut" bigint)`,
    [tx.actor.filiereId, organisationId, JSON.stringify(calls)],
  );
  await tellOfCalls(tx, organisationId);
}

/** Tells who follows an organisation's calls that there is something new. */
export const tellOfCalls = (tx: Tx, organisationId: string): Promise<void> =>
  notify(tx, { organisationId, type: 'call', id: organisationId });

/** Lets go of the oldest calls of the actor's organisation: by number, and by age. */
export async function trimCalls(tx: Tx): Promise<void> {
  await tx.prepared(
    'interface-calls-trim',
    `delete from interface_call where filiere_id = $1 and organisation_id = $2 and (at < now() - interval '${KEPT_DAYS} days' or id <= (
       select id from interface_call where filiere_id = $1 and organisation_id = $2 order by id desc offset ${KEPT_CALLS} limit 1))`,
    [tx.actor.filiereId, organisationOf(tx.actor)],
  );
}
