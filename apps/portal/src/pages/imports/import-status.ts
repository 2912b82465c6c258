import type { Tone } from '../../components/panels';
import type { ImportStatus } from '../../generated/graphql';
import type { MessageId } from '../../messages/fr';

interface JobCounts {
  readonly status: ImportStatus;
  readonly rowsAccepted: number;
  readonly rowsUnchanged: number;
  readonly rowsRefused: number;
}

export const isOver = (status: ImportStatus): boolean =>
  status === 'DONE' || status === 'FAILED' || status === 'CANCELLED';

/** True when the file brought nothing new: whatever could be taken of it was known already. */
export const isUnchanged = (job: JobCounts): boolean =>
  job.status === 'DONE' && job.rowsAccepted === 0 && job.rowsUnchanged > 0;

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
      if (job.rowsRefused > 0) return { tone: 'warning', message: 'import.doneWithRefusals' };
      return isUnchanged(job)
        ? { tone: 'neutral', message: 'import.unchanged' }
        : { tone: 'success', message: 'import.done' };
  }
}
