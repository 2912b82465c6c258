import { derivedId } from '@maillon/kernel';
import { DiscrepancyKind } from '../kinds.js';
import { FlowStatement, LedgerStatement } from './statement.js';

export type Statement = FlowStatement | LedgerStatement;

/** Something that does not agree, as the records show it now. Figures are in `unit`. */
export interface Verdict {
  readonly kind: DiscrepancyKind;
  readonly declarantId: string;
  /** Who received; absent where one company contradicts itself. */
  readonly partnerId?: string;
  readonly thingId: string;
  readonly otherThingId?: string;
  readonly otherLabel?: string;
  /** Shipped, or gone in; found: received, or come out. */
  readonly expected?: number;
  readonly found?: number;
  readonly difference?: number;
  readonly unit?: string;
  /** What both may differ by, where that was asked. */
  readonly tolerance?: number;
  readonly statements: readonly Statement[];
}

/** What a comparison answers: what is wrong now, and when to look again where time alone can change that. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  readonly lookAt?: Date;
}

/** One discrepancy of a kind, between two companies, about a thing: the same whenever and by whom it is found. */
export const discrepancyId = (
  verdict: Pick<Verdict, 'kind' | 'declarantId' | 'partnerId' | 'thingId'>,
): string =>
  derivedId('discrepancy', verdict.kind, verdict.declarantId, verdict.partnerId ?? '', verdict.thingId);

/** The earlier of two times, either of which may be absent. */
export const earlier = (one: Date | undefined, other: Date | undefined): Date | undefined =>
  one && other ? (one < other ? one : other) : (one ?? other);
