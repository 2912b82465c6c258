/**
 * Milliseconds. They add up to one promise: what a killed worker ran, or a wiped queue held, goes on within 5 s, which
 * is a whole lease (or re-hand time) and a whole sweep, 4.5 s, and what the hand-over itself takes.
 */
export const TIMES = {
  /** How long a row belongs to a worker that gives no sign of life. */
  leaseMs: 3000,
  /** How often a worker gives one: it may miss two. */
  renewMs: 1000,
  sweepMs: 1500,
  /** When a wake-up that nobody followed is held for lost. */
  rehandMs: 3000,
  /** How long a worker that is asked to stop waits for its handlers. */
  stopMs: 10_000,
  purgeMs: 60_000,
  /** Longest wait between two attempts. */
  longestBackoffMs: 3_600_000,
  /** Until a job unknown to this worker is looked at again: a newer worker may know it. */
  unknownJobMs: 10_000,
  /** How long the queue takes a row handed again for the one it still holds. */
  sameWakeUpMs: 60_000,
  /** How long a call to the queue may take before its rows are left to the next sweep. */
  queueCallMs: 3000,
} as const;
