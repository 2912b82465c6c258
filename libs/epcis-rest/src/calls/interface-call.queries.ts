import { guideAnchor } from '@maillon/epcis';
import { isUuid, organisationOf, pageSize } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { problemType } from '../problems/epcis-problem.js';
import type { EpcisException } from '../problems/epcis-problem.js';
import { notThere, titleOf } from '../problems/messages.js';
import { InterfaceCallSummaryType, InterfaceCallType } from './interface-call.types.js';
import { KEPT_CALLS, KEPT_DAYS } from './write-calls.js';

interface Row {
  id: string;
  at: Date;
  api_key_id: string | null;
  key_name: string | null;
  person_name: string | null;
  method: string;
  route: string;
  path: string;
  status: number;
  problem: EpcisException | null;
  codes: string[];
  findings: number;
  capture_id: string | null;
  finished_at: Date | null;
  recorded: number | null;
  unchanged: number | null;
  error_count: number | null;
  duration_ms: number;
  bytes_in: string | null;
  bytes_out: string | null;
}

/** A call that was refused, or the document it brought. */
const REFUSED = '(c.status >= 400 or j.error_count > 0)';
const KEPT = `from interface_call c
  left join capture_job j on j.filiere_id = c.filiere_id and j.id = c.capture_id
  where c.filiere_id = $1 and c.organisation_id = $2 and c.at > now() - interval '${KEPT_DAYS} days'`;

/** Errors of a job that are looked at for their codes. */
const LOOKED_AT = 50;

export interface CallsWanted {
  /** How many, 500 at most. */
  readonly last?: number;
  /** Made with this key alone. */
  readonly key?: string;
  readonly onlyRefused: boolean;
}

/** The last calls of the actor's organisation, newest first. */
export async function interfaceCalls(
  tx: Tx,
  { last, key, onlyRefused }: CallsWanted,
): Promise<InterfaceCallType[]> {
  if (key !== undefined && !isUuid(key)) return [];
  const rows = await tx.query<Row>(
    `select c.id, c.at, c.api_key_id, k.name as key_name, p.first_name || ' ' || p.last_name as person_name, c.method, c.route, c.path,
       c.status, c.problem, c.capture_id, c.finished_at, c.recorded, c.unchanged, c.error_count, c.duration_ms, c.bytes_in, c.bytes_out,
       case when c.error_count > 0 then array(
         select e ->> 'code' from jsonb_path_query(c.errors, '$[0 to ${LOOKED_AT - 1}]') e group by 1 order by count(*) desc, 1 limit 10)
         else c.finding_codes end as codes,
       c.finding_count + coalesce(c.error_count, 0) as findings
     from (select c.*, j.finished_at, j.recorded, j.unchanged, j.error_count, j.errors ${KEPT}
         and ($3::uuid is null or c.api_key_id = $3) and (not $4 or ${REFUSED}) order by c.id desc limit $5) c
     left join api_key k on k.filiere_id = c.filiere_id and k.id = c.api_key_id
     left join person p on p.id = c.person_id
     order by c.id desc`,
    [tx.actor.filiereId, organisationOf(tx.actor), key ?? null, onlyRefused, pageSize(last)],
  );
  return rows.map(callOfRow);
}

/** How many calls the log holds, and how many of them were refused. */
export async function interfaceCallSummary(tx: Tx): Promise<InterfaceCallSummaryType> {
  const [row] = await tx.query<{ calls: number; refused: number; last_at: Date | null }>(
    `select count(*)::int as calls, (count(*) filter (where is_refused))::int as refused, max(at) as last_at
     from (select c.at, ${REFUSED} as is_refused ${KEPT} order by c.id desc limit ${KEPT_CALLS}) kept`,
    [tx.actor.filiereId, organisationOf(tx.actor)],
  );
  const { calls, refused, last_at: lastAt } = row!;
  return { calls, refused, ...(lastAt && { lastAt: lastAt.toISOString() }) };
}

function callOfRow(row: Row): InterfaceCallType {
  const { problem, status, capture_id: captureId, error_count: errorCount } = row;
  const title = problem ? titleOf(problem, status) : status === 404 ? notThere : undefined;
  return {
    id: row.id,
    at: row.at.toISOString(),
    method: row.method,
    route: row.route,
    path: row.path,
    status,
    isRefused: status >= 400 || (errorCount ?? 0) > 0,
    findings: row.codes.map((code) => {
      const help = guideAnchor(code);
      return { code, ...(help && { help }) };
    }),
    findingCount: row.findings,
    durationMs: row.duration_ms,
    ...(row.api_key_id && { keyId: row.api_key_id }),
    ...(row.key_name && { keyName: row.key_name }),
    ...(row.person_name && { personName: row.person_name }),
    ...(problem && { problem: problemType(problem) }),
    ...(title && { title }),
    ...(captureId &&
      errorCount !== null && {
        capture: {
          id: captureId,
          running: row.finished_at === null,
          recorded: row.recorded ?? 0,
          unchanged: row.unchanged ?? 0,
          errorCount,
        },
      }),
    ...(row.bytes_in !== null && { bytesIn: Number(row.bytes_in) }),
    ...(row.bytes_out !== null && { bytesOut: Number(row.bytes_out) }),
  };
}
