import type { Tone } from '../../components/panels';
import type { EpcisSubscriptionShownFragment } from '../../generated/graphql';
import type { MessageId } from '../../messages/fr';

type Standing = Pick<EpcisSubscriptionShownFragment, 'state' | 'nextAttemptAt'> & {
  readonly lastFailure?: object | null;
};

/** Somebody resumed it, and nothing has come of it yet. */
export const isResumed = ({ state, lastFailure, nextAttemptAt }: Standing): boolean =>
  state === 'ACTIVE' && Boolean(lastFailure) && !nextAttemptAt;

/** A subscription's state in a word. */
export function stateOf(subscription: Standing): { tone: Tone; message: MessageId } {
  if (subscription.state === 'SUSPENDED') return { tone: 'danger', message: 'subscription.suspended' };
  if (subscription.nextAttemptAt) return { tone: 'warning', message: 'subscription.retrying' };
  return isResumed(subscription)
    ? { tone: 'neutral', message: 'subscription.resumed' }
    : { tone: 'success', message: 'subscription.active' };
}
