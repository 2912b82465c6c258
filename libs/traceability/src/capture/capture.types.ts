import { CanonicalEvent } from '@maillon/epcis';
import { Finding } from '@maillon/kernel';

/** A certificate that travels with an item: its kind and number, who issued it, and from when to when it holds. */
export interface Certificate {
  readonly type: string;
  readonly number: string;
  readonly issuer?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
}

/** What a declarer says of an item, beyond the event: its name and the filière's key data elements. */
export interface ItemDescription {
  readonly uri: string;
  readonly name?: string;
  readonly granularity?: string;
  readonly keyData?: Readonly<Record<string, unknown>>;
  readonly certificates?: readonly Certificate[];
}

/** One event to record, with what the event itself does not say. */
export interface CaptureRecord {
  readonly event: CanonicalEvent;
  readonly descriptions?: readonly ItemDescription[];
  /** Organisations that may see it although it does not name them. */
  readonly sharedWith?: readonly string[];
}

export type CaptureOutcome =
  | { readonly status: 'accepted' | 'unchanged'; readonly id: string }
  | { readonly status: 'refused'; readonly id: string; readonly finding: Finding };
