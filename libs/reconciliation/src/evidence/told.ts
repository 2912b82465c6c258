import { Text } from '@maillon/kernel';
import { DiscrepancyKind } from '../kinds.js';
import { Rules } from '../rules/rules.js';

export type Side = 'shipper' | 'receiver';

/** A quantity as somebody declared it; `unit` is a UN/ECE Recommendation 20 code. */
export interface Amount {
  readonly quantity: number;
  readonly unit: string;
}

/** All that the sentences about one discrepancy are made of. Names and numbers are as people wrote them. */
export interface Told {
  readonly kind: DiscrepancyKind;
  /** Who shipped, or the only company where it contradicts itself. */
  readonly shipper: string;
  /** Absent where one company contradicts itself. */
  readonly receiver?: string;
  /** Lot, serial number, package, or the article of an order; of a transformation, what came out. */
  readonly label: string;
  readonly product?: string;
  /** What arrived in its place. */
  readonly otherLabel?: string;
  /** Number of the order or despatch advice. */
  readonly reference?: string;
  /** Shipped, or gone in, or at most possible; found: received, or come out. In `unit`. */
  readonly expected?: number;
  readonly found?: number;
  readonly difference?: number;
  readonly unit?: string;
  readonly tolerance?: number;
  /** What each side wrote, where it wrote one unit. */
  readonly shippedAs?: Amount;
  readonly receivedAs?: Amount;
  /** First instant (ISO 8601) at which it was shipped, or left the company. */
  readonly leftAt?: string;
  /** First instant at which it was received, or came into the company. */
  readonly enteredAt?: string;
  /** Day of arrival that the shipper announced, YYYY-MM-DD. */
  readonly expectedArrival?: string;
  /** Rules of the pair, and the least loss of what was made. */
  readonly rules: Pick<Rules, 'transitDays' | 'overdueDays' | 'receiptDays' | 'announceDays' | 'clockHours'>;
  readonly leastLoss?: number;
  /** Whose turn it is; absent once it is closed. */
  readonly turn?: Side;
}

/** What people read about one discrepancy. */
export interface Sentences {
  /** What is wrong, taking nobody's side. */
  readonly what: Text;
  /** By which rule it is wrong. */
  readonly rule: Text;
  /** What each side can do; absent once it is closed, and for the receiver where there is none. */
  readonly toDo?: { readonly shipper: Text; readonly receiver?: Text };
}
