import { DiscrepancyKind } from '../kinds.js';
import { Facts } from './facts.js';

/** What a kind says in one language. `shipperTurn` stands alone where a company contradicts itself. */
export interface KindSentences {
  readonly what: (facts: Facts) => string;
  readonly rule: (facts: Facts) => string;
  readonly shipperTurn: (facts: Facts) => string;
  readonly receiverTurn: (facts: Facts) => string;
  /** What the one who waits can do of its own accord. */
  readonly shipperMay: (facts: Facts) => string;
  readonly receiverMay: (facts: Facts) => string;
}
export type PerKind = Readonly<Record<DiscrepancyKind, KindSentences>>;

export const alone = (
  what: KindSentences['what'],
  rule: KindSentences['rule'],
  turn: string,
): KindSentences => ({
  what,
  rule,
  shipperTurn: () => turn,
  receiverTurn: () => turn,
  shipperMay: () => turn,
  receiverMay: () => turn,
});

/** For the shipper, and for the receiver. */
export type PerSide = readonly [shipper: KindSentences['what'], receiver: KindSentences['what']];

export const between = (
  what: KindSentences['what'],
  rule: KindSentences['rule'],
  turns: PerSide,
  may: PerSide,
): KindSentences => ({
  what,
  rule,
  shipperTurn: turns[0],
  receiverTurn: turns[1],
  shipperMay: may[0],
  receiverMay: may[1],
});
