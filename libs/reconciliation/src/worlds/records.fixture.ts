import type { DocumentType, Patch, Values } from '@maillon/documents';
import type { EventDraft } from '@maillon/traceability';
import type { Expected, Firm, RelationRules } from './plan.fixture.js';
import type { Rules } from '../rules/rules.js';

/** An event as the platform stores it. */
export interface EventRecord {
  readonly kind: 'event';
  readonly declarant: Firm;
  readonly draft: EventDraft;
  readonly isPrivate: boolean;
  /** Who may see it besides its declarer, sorted by id. */
  readonly viewers: readonly {
    readonly organisationId: string;
    readonly relation: 'destination' | 'source' | 'shared';
  }[];
}

export interface RecordLine {
  readonly lineNumber: number;
  readonly fields: Values;
  readonly orderId: string | null;
  readonly despatchAdviceId: string | null;
  readonly itemId: string | null;
  readonly packageId: string | null;
}

/** A document at one moment: as sent, or as a revision left it. */
export interface DocumentRecord {
  readonly kind: 'document';
  readonly id: string;
  readonly type: DocumentType;
  readonly number: string;
  readonly issuer: Firm;
  readonly recipient: Firm;
  readonly state: string;
  readonly isSent: boolean;
  /** 0 as first written, then one more a revision: a later version takes the place of an earlier one. */
  readonly version: number;
  /** What a revision changed to make this version, and what stood there before. */
  readonly revision?: { readonly changes: Patch; readonly oldValues: Patch };
  readonly header: Values;
  readonly lines: readonly RecordLine[];
  /** The events that say the same as this version; those of the version before are void. */
  readonly events: readonly EventRecord[];
  /** The declarations that make them void, and that make this version's own void where nothing of it happened. */
  readonly corrections: readonly EventRecord[];
  readonly isVoid: boolean;
}

export type WorldRecord = EventRecord | DocumentRecord;

/** Companies, all that they declared, and what is wrong with it. */
export interface World {
  readonly seed: number;
  readonly now: Date;
  readonly firms: readonly Firm[];
  readonly relations: readonly RelationRules[];
  readonly factors: Rules['factors'];
  /** In the order in which things happened; versions of one document stand in theirs. */
  readonly records: readonly WorldRecord[];
  readonly expected: readonly Expected[];
}
