import { callsShown, FIRST_CALLS } from './calls-shown';

describe('the log of calls', () => {
  const calls = Array.from({ length: 50 }, (_, index) => index);

  it('shows the newest few at first, and all when asked to', () => {
    expect(callsShown(calls, false)).toEqual({
      shown: calls.slice(0, FIRST_CALLS),
      more: calls.length - FIRST_CALLS,
    });
    expect(callsShown(calls, true)).toEqual({ shown: calls, more: 0 });
  });

  it('has no more where all are in sight', () => {
    expect(callsShown(calls.slice(0, FIRST_CALLS), false).more).toBe(0);
  });
});
