const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];

/** How patient deliveries are. Milliseconds, but for `disableAfter`. */
export interface DeliveryTimes {
  /** Wait after each failed attempt of one delivery; after the attempt that follows the last wait it is given up. */
  readonly retryMs: readonly number[];
  /** Wait of the whole webhook after each round in which everything failed; the last one stays. */
  readonly pauseMs: readonly number[];
  /** Rounds in which everything failed, one after the other, until the webhook is switched off. */
  readonly disableAfter: number;
  /** For one attempt. */
  readonly timeoutMs: number;
  /** How long a webhook belongs to a worker that gives no sign of life: longer than an attempt may last. */
  readonly leaseMs: number;
}

/** Ten attempts over some 22 hours; a webhook that only fails is switched off after some 16 hours. */
export const DELIVERY_TIMES: DeliveryTimes = {
  retryMs: [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR],
  pauseMs: [0, 0, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR],
  disableAfter: 20,
  timeoutMs: 10 * SECOND,
  leaseMs: 15 * SECOND,
};

/** The wait after an attempt, from 1, give or take a fifth so that what failed together does not come back together. */
export function retryDelay(times: DeliveryTimes, attempt: number, random = Math.random()): number {
  return Math.round((times.retryMs[attempt - 1] ?? 0) * (0.8 + 0.4 * random));
}

/** The wait of the webhook after so many failed rounds, from 1. */
export const pauseAfter = (times: DeliveryTimes, failures: number): number =>
  times.pauseMs[Math.min(failures, times.pauseMs.length) - 1] ?? 0;
