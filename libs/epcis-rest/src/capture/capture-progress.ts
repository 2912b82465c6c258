import { Tx } from '@maillon/db';
import { Finding, organisationOf } from '@maillon/kernel';
import { tellOfCalls } from '../calls/write-calls.js';
import type { BodyFormat } from '../request/unparsed-body.js';
import { CaptureBehaviour } from './receive-capture.js';

/** Errors that a job keeps to tell; the others it counts. */
export const KEPT_ERRORS = 1000;
/** The same of warnings. */
export const KEPT_WARNINGS = 100;
const LONGEST_VALUE = 2000;

/** What a worker needs of a capture job; token and position decide who may go on with it. */
export interface CaptureRun {
  readonly id: string;
  readonly token: string;
  readonly format: BodyFormat;
  readonly behaviour: CaptureBehaviour;
  readonly storageKey: string;
  readonly position: number;
  /** Errors kept so far. */
  readonly kept: number;
}

/** What became of some events. */
export interface CaptureTally {
  readonly recorded: number;
  readonly unchanged: number;
  readonly errors: readonly Finding[];
  /** All errors, where more were found than are handed over. */
  readonly errorCount?: number;
  readonly warnings?: readonly Finding[];
  /** All warnings, where more were found than are handed over. */
  readonly warningCount?: number;
}

/** Takes the job: whoever held it before finds its token replaced and can change nothing any more. */
export async function claim(tx: Tx, captureId: string, token: string): Promise<CaptureRun | undefined> {
  const [row] = await tx.query<{
    format: BodyFormat;
    behaviour: CaptureBehaviour;
    storage_key: string;
    position: number;
    kept: number;
  }>(
    `update capture_job set lease_token = $3, started_at = coalesce(started_at, now()),
       -- all or nothing begins again, and finds its errors again
       errors = case when behaviour = 'proceed' then errors else '[]' end,
       error_count = case when behaviour = 'proceed' then error_count else 0 end,
       warnings = case when behaviour = 'proceed' then warnings else '[]' end,
       warning_count = case when behaviour = 'proceed' then warning_count else 0 end
     where filiere_id = $1 and id = $2 and finished_at is null
     returning format, behaviour, storage_key, position, jsonb_array_length(errors) as kept`,
    [tx.actor.filiereId, captureId, token],
  );
  if (!row) return undefined;
  const { storage_key: storageKey, ...rest } = row;
  return { id: captureId, token, storageKey, ...rest };
}

/** Another worker has this job now: what this one was about to record is rolled back. */
export class Fenced extends Error {
  constructor() {
    super('another worker has taken this capture over');
  }
}

/**
 * Moves the job past some events and adds what became of them: compare-and-set on token and position, so that they count
 * once whatever is killed, stalled or run twice. `end` last of all ends the job. Throws Fenced where it is another's.
 */
export async function advance(
  tx: Tx,
  run: CaptureRun,
  step: { readonly from: number; readonly to: number; readonly isLast?: boolean },
  tally: CaptureTally,
): Promise<void> {
  const { warnings = [] } = tally;
  const moved = await tx.query(
    `update capture_job set position = $5, recorded = recorded + $6, unchanged = unchanged + $7, error_count = error_count + $8,
       errors = errors || $9::jsonb, finished_at = case when $10 then clock_timestamp() end, warning_count = warning_count + $11,
       warnings = jsonb_path_query_array(warnings || $12::jsonb, '$[0 to ${KEPT_WARNINGS - 1}]')
     where filiere_id = $1 and id = $2 and lease_token = $3 and position = $4 and finished_at is null returning id`,
    [
      tx.actor.filiereId,
      run.id,
      run.token,
      step.from,
      step.to,
      tally.recorded,
      tally.unchanged,
      tally.errorCount ?? tally.errors.length,
      JSON.stringify(tally.errors.slice(0, KEPT_ERRORS).map(shortened)),
      step.isLast ?? false,
      tally.warningCount ?? warnings.length,
      JSON.stringify(warnings.slice(0, KEPT_WARNINGS).map(shortened)),
    ],
  );
  if (!moved.length) throw new Fenced();
  if (step.isLast) await tellOfCalls(tx, organisationOf(tx.actor));
}

/** PostgreSQL holds no NUL, and a hostile value may be long. */
const shortened = (finding: Finding): Finding => ({
  ...finding,
  ...(finding.path !== undefined && { path: clean(finding.path) }),
  ...(finding.field !== undefined && { field: clean(finding.field) }),
  ...(finding.value !== undefined && { value: clean(finding.value) }),
});

const clean = (told: string): string => told.slice(0, LONGEST_VALUE).replaceAll('\u0000', '␀');
