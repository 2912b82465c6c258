import type { Tone } from '../../components/panels';
import type { ImportStatus } from '../../generated/graphql';
import type { MessageId } from '../../messages/fr';

interface JobCounts {
  readonly status: ImportStatus;
  readonly rowsRead: number;
  readonly rowsUnchanged: number;
  readonly rowsRefused: number;
}

export const isOver = (status: ImportStatus): boolean => status === 'DONE' || status === 'FAILED' || status === 'CANCELLED';

/** True when every row of the file was known already: sending it again changed nothing. */
export const isUnchanged = (job: JobCounts): boolean => job.status === 'DONE' && job.rowsRead > 0 && job.rowsUnchanged === job.rowsRead;

/** The state of an import in a word, with its colour. */
export function importState(job: JobCounts): { tone: Tone; message: MessageId } {
  switch (job.status) {
    case 'QUEUED':
      return { tone: 'neutral', message: 'import.queued' };
    case 'RUNNING':
      return { tone: 'info', message: 'import.running' };
    case 'CANCELLED':
      return { tone: 'warning', message: 'import.cancelled' };
    case 'FAILED':
      return { tone: 'danger', message: 'import.failed' };
    case 'DONE':
      if (isUnchanged(job)) return { tone: 'neutral', message: 'import.unchanged' };
      return job.rowsRefused > 0 ? { tone: 'warning', message: 'import.doneWithRefusals' } : { tone: 'success', message: 'import.done' };
  }
}
