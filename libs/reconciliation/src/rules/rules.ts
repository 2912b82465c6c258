import { z } from 'zod';
import { DISCREPANCY_KINDS, DiscrepancyKind } from '../kinds.js';

const family = z.string().min(1).max(40);
const unit = z.string().regex(/^[A-Z0-9]{2,3}$/);
const share = z.number().min(0).max(1);
const days = z.number().min(0).max(365);

/** What counts as a difference, and by when. Data of a filière or, stricter, of two companies. */
export const rulesSchema = z.strictObject({
  /** The first that fits applies; what both sides may differ by is the greater of the two figures. */
  tolerances: z
    .array(
      z.strictObject({
        /** UN/ECE Recommendation 20 code; absent: any unit. */
        unit: unit.optional(),
        /** How the item numbers of the product family begin; absent: any. */
        family: family.optional(),
        /** Share of what was shipped: 0.005 is half a percent. */
        relative: share,
        /** In `unit`, or in the unit shipped. */
        absolute: z.number().min(0).max(1e12),
      }),
    )
    .max(200),
  /** Least share of the input that a transformation loses, by family of its output. */
  lossFactors: z.array(z.strictObject({ family: family.optional(), least: share })).max(200),
  /** One `from` of this item is `factor` of `to`: pieces per carton, density. */
  factors: z
    .array(
      z.strictObject({
        item: z.string().min(1).max(200),
        from: unit,
        to: unit,
        factor: z.number().positive().max(1e12),
      }),
    )
    .max(5000),
  /** Days from despatch to arrival, where the despatch advice names none. */
  transitDays: days,
  /** Days after the expected arrival until a receipt is overdue. */
  overdueDays: days,
  /** Days after a first answer about a despatch until the rest counts as not received. */
  receiptDays: days,
  /** Days that a shipper has to announce what was received already, or a company to declare what it used. */
  announceDays: days,
  /** Hours by which clocks and time zones may mislead. */
  clockHours: z.number().min(0).max(240),
  /** Days to answer a discrepancy. */
  replyDays: days,
  /** Kinds that block the lot. */
  blocking: z.array(z.enum(DISCREPANCY_KINDS)).max(DISCREPANCY_KINDS.length),
});

export interface Tolerance {
  readonly unit?: string;
  readonly family?: string;
  readonly relative: number;
  readonly absolute: number;
}

export interface Rules {
  readonly tolerances: readonly Tolerance[];
  readonly lossFactors: readonly { readonly family?: string; readonly least: number }[];
  readonly factors: readonly {
    readonly item: string;
    readonly from: string;
    readonly to: string;
    readonly factor: number;
  }[];
  readonly transitDays: number;
  readonly overdueDays: number;
  readonly receiptDays: number;
  readonly announceDays: number;
  readonly clockHours: number;
  readonly replyDays: number;
  readonly blocking: readonly DiscrepancyKind[];
  /** What relations add: a list that fits holds beside the filière's own, and the strictest counts. Never stored. */
  readonly stricter?: readonly Pick<Rules, 'tolerances' | 'lossFactors'>[];
}

/** What holds where nobody has set anything: pieces to the piece, what is weighed or measured to half a percent. */
export const DEFAULT_RULES: Rules = {
  tolerances: [
    { unit: 'H87', relative: 0, absolute: 0 },
    { unit: 'PR', relative: 0, absolute: 0 },
    { relative: 0.005, absolute: 0 },
  ],
  lossFactors: [{ least: 0 }],
  factors: [],
  transitDays: 10,
  overdueDays: 1,
  receiptDays: 3,
  announceDays: 2,
  clockHours: 12,
  replyDays: 5,
  blocking: ['identity', 'double_custody', 'duplicate_identity'],
};
