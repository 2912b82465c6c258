import { Tx } from '@maillon/db';
import { writeXml } from '@maillon/formats';
import { decodeCursor, encodeCursor, Finding, isUuid, Language } from '@maillon/kernel';
import { PageAsked } from '../headers/paging.js';
import { EpcisException, problemType } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import {
  EPCIS_XML,
  ErrorView,
  errorView,
  plainMembers,
  problemMembers,
  ProblemView,
} from '../problems/write-problem.js';
import { moreErrors } from './messages.js';

/** Errors told with each job of a list; the job alone tells all that are kept. */
const ERRORS_IN_LIST = 20;

export interface CaptureJob {
  readonly captureID: string;
  readonly running: boolean;
  readonly success: boolean;
  readonly createdAt: string;
  readonly finishedAt?: string;
  readonly captureErrorBehaviour: string;
  /** Ours: events recorded, events that stood there already, errors in all. */
  readonly recorded: number;
  readonly unchanged: number;
  readonly errorCount: number;
  readonly errors: readonly ProblemView[];
  /** Ours: what is worth a look in events that were recorded; the first of so many. */
  readonly warningCount: number;
  readonly warnings: readonly ErrorView[];
}

interface Row {
  id: string;
  behaviour: string;
  created_at: Date;
  finished_at: Date | null;
  recorded: number;
  unchanged: number;
  error_count: number;
  errors: Finding[];
  warning_count: number;
  warnings: Finding[];
}

const columns = (told: (list: 'errors' | 'warnings') => string) =>
  `id, behaviour, created_at, finished_at, recorded, unchanged, error_count, ${told('errors')} as errors, warning_count,
     ${told('warnings')} as warnings`;

/** One capture job of the actor's organisation, or undefined. */
export async function captureJob(tx: Tx, id: string, language: Language): Promise<CaptureJob | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await tx.prepared<Row>(
    'capture-job',
    `select ${columns((list) => list)} from capture_job where filiere_id = $1 and organisation_id = $2 and id = $3`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, id],
  );
  return row && jobOf(row, language);
}

/** Capture jobs of the actor's organisation, newest first. Throws BAD_INPUT for a token that no page gave. */
export async function captureJobs(
  tx: Tx,
  { limit, after }: PageAsked,
  language: Language,
): Promise<{ jobs: CaptureJob[]; next?: string }> {
  const [before] = after ? decodeCursor(after, 1).filter(isUuid) : [null];
  const rows = await tx.prepared<Row>(
    'capture-jobs',
    `select ${columns((list) => `jsonb_path_query_array(${list}, '$[0 to ${ERRORS_IN_LIST - 1}]')`)} from capture_job
     where filiere_id = $1 and organisation_id = $2 and ($3::uuid is null or id < $3) order by id desc limit $4`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, before ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit && shown.at(-1);
  return {
    jobs: shown.map((row) => jobOf(row, language)),
    ...(last && { next: encodeCursor([last.id]) }),
  };
}

function jobOf(row: Row, language: Language): CaptureJob {
  const hidden = row.finished_at ? row.error_count - row.errors.length : 0;
  const findings = hidden > 0 ? [...row.errors, moreErrors(hidden)] : row.errors;
  return {
    captureID: row.id,
    running: row.finished_at === null,
    success: row.error_count === 0,
    createdAt: row.created_at.toISOString(),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
    captureErrorBehaviour: row.behaviour,
    recorded: row.recorded,
    unchanged: row.unchanged,
    errorCount: row.error_count,
    errors: findings.map((finding) => problemOfEvent(finding, language)),
    warningCount: row.warning_count,
    warnings: row.warnings.map((finding) => errorView(finding, language)),
  };
}

const EXCEPTIONS: Readonly<Record<string, readonly [EpcisException, number]>> = {
  EVENT_ID_TAKEN: ['ResourceAlreadyExistsException', 409],
  EVENTS_TOO_MANY: ['CaptureLimitExceededException', 413],
  CAPTURE_FAILED: ['ImplementationException', 500],
  CAPTURE_DOCUMENT_GONE: ['ImplementationException', 500],
};

/** An error of one event as an RFC 7807 problem, with where it stands. */
function problemOfEvent(finding: Finding, language: Language): ProblemView {
  const [exception, status] = EXCEPTIONS[finding.code] ?? (['ValidationException', 400] as const);
  const { message, remedy, ...where } = errorView(finding, language);
  return {
    type: problemType(exception),
    title: titleOf(exception)[language],
    status,
    detail: `${message} ${remedy}`,
    ...where,
  };
}

/** A capture job in the XML form of the OpenAPI. */
export const captureJobXml = ({
  errors,
  warnings,
  captureID,
  running,
  success,
  ...members
}: CaptureJob): string =>
  writeXml({
    name: 'epcis:EPCISCaptureJob',
    attributes: {
      'xmlns:epcis': EPCIS_XML,
      captureID,
      running: String(running),
      success: String(success),
    },
    children: [
      ...Object.entries(members).map(([name, value]) => ({ name, text: String(value) })),
      {
        name: 'errors',
        children: errors.map((error) => ({ name: 'error', children: problemMembers(error) })),
      },
      {
        name: 'warnings',
        children: warnings.map((warning) => ({ name: 'warning', children: plainMembers(warning) })),
      },
    ],
  });
