import { isResumed, stateOf } from './subscription-state';

const NEXT = '2026-03-01T10:00:00Z';

describe('the state of a subscription, in a word', () => {
  it.each([
    ['ACTIVE', null, null, 'subscription.active', false],
    ['ACTIVE', {}, NEXT, 'subscription.retrying', false],
    ['ACTIVE', {}, null, 'subscription.resumed', true],
    ['SUSPENDED', {}, null, 'subscription.suspended', false],
  ] as const)(
    '%s, failure %j, next attempt %s: %s',
    (state, lastFailure, nextAttemptAt, message, resumed) => {
      expect(stateOf({ state, lastFailure, nextAttemptAt }).message).toBe(message);
      expect(isResumed({ state, lastFailure, nextAttemptAt })).toBe(resumed);
    },
  );
});
