import type { Tone } from '../../components/panels';
import type { MessageId } from '../../messages/fr';

interface Answered {
  readonly status: number;
  readonly capture?: {
    readonly running: boolean;
    readonly recorded: number;
    readonly errorCount: number;
  } | null;
}

/** A call's answer in a word: that of its document, where it brought one. */
export function answerOf({ status, capture }: Answered): { tone: Tone; message: MessageId } {
  if (status >= 500) return { tone: 'danger', message: 'calls.ours' };
  if (status >= 400) return { tone: 'danger', message: 'calls.refused' };
  if (!capture) return { tone: 'success', message: 'calls.done' };
  if (capture.running) return { tone: 'neutral', message: 'calls.running' };
  if (!capture.errorCount) return { tone: 'success', message: 'calls.recorded' };
  return capture.recorded
    ? { tone: 'warning', message: 'calls.partly' }
    : { tone: 'danger', message: 'calls.documentRefused' };
}
