import type { Tone } from '../../components/panels';
import type { IconName } from '../../components/icon';
import type { DiscrepancyKind, DiscrepancyState } from '../../generated/graphql';
import type { MessageId } from '../../messages/fr';

/** Kinds of discrepancy in the order in which a filter names them: between two companies first. */
export const KIND_WORDS: Readonly<Record<DiscrepancyKind, MessageId>> = {
  QUANTITY: 'discrepancy.kind.quantity',
  UNIT: 'discrepancy.kind.unit',
  IDENTITY: 'discrepancy.kind.identity',
  SHIPPED_NOT_RECEIVED: 'discrepancy.kind.shippedNotReceived',
  RECEIVED_NOT_SHIPPED: 'discrepancy.kind.receivedNotShipped',
  OVERDUE: 'discrepancy.kind.overdue',
  DATE_ORDER: 'discrepancy.kind.dateOrder',
  NEVER_MADE: 'discrepancy.kind.neverMade',
  CHAIN_GAP: 'discrepancy.kind.chainGap',
  CONSUMED_MORE_THAN_MADE: 'discrepancy.kind.consumedMoreThanMade',
  MASS_BALANCE: 'discrepancy.kind.massBalance',
  DOUBLE_CUSTODY: 'discrepancy.kind.doubleCustody',
  DUPLICATE_IDENTITY: 'discrepancy.kind.duplicateIdentity',
};

export const KINDS = Object.keys(KIND_WORDS) as readonly DiscrepancyKind[];

interface StateLook {
  readonly words: MessageId;
  readonly tone: Tone;
  readonly icon?: IconName;
}

export const STATE_LOOKS: Readonly<Record<DiscrepancyState, StateLook>> = {
  OPEN: { words: 'discrepancy.state.open', tone: 'info', icon: 'clock' },
  DISPUTED: { words: 'discrepancy.state.disputed', tone: 'info', icon: 'people' },
  ACCEPTED: { words: 'discrepancy.state.accepted', tone: 'neutral', icon: 'check' },
  WAIVED: { words: 'discrepancy.state.waived', tone: 'neutral', icon: 'cross' },
  HEALED: { words: 'discrepancy.state.healed', tone: 'success' },
};

export const STATES = Object.keys(STATE_LOOKS) as readonly DiscrepancyState[];

export const isUnresolved = (state: DiscrepancyState): boolean => state === 'OPEN' || state === 'DISPUTED';
