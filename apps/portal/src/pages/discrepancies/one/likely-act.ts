import { isUnresolved } from '../words';
import type { OpenDiscrepancy, Statement } from './discrepancy-read';

/** The act that most often resolves a discrepancy of its kind, seen from the reader's side. */
export type LikelyAct =
  | { readonly is: 'correct' }
  /** A receipt made out of the despatch advice that is not answered yet. */
  | { readonly is: 'receive'; readonly documentId: string }
  | { readonly is: 'receiveItem'; readonly itemId: string }
  | { readonly is: 'despatch' }
  | { readonly is: 'shipItem'; readonly itemId: string }
  | { readonly is: 'declareItem' };

type Facts = Pick<OpenDiscrepancy, 'kind' | 'mySide' | 'state' | 'acts' | 'itemId' | 'statements'>;

/** Whether one of the records that it rests on can be put right from here. */
export const canCorrect = ({ acts, statements }: Pick<Facts, 'acts' | 'statements'>): boolean =>
  acts.includes('correct') && statements.some(({ isCorrectable }) => isCorrectable);

/** Undefined where there is nothing to do but to answer: accept, dispute, comment. */
export function likelyAct(facts: Facts, theirs: readonly Statement[]): LikelyAct | undefined {
  const { kind, mySide, state, acts, itemId } = facts;
  if (!acts.length || !isUnresolved(state)) return undefined;
  const document = theirs.find(({ documentId }) => documentId)?.documentId;
  if (mySide === 'RECEIVER' && (kind === 'OVERDUE' || kind === 'SHIPPED_NOT_RECEIVED')) {
    if (document) return { is: 'receive', documentId: document };
    if (itemId) return { is: 'receiveItem', itemId };
  }
  if (mySide === 'SHIPPER' && kind === 'RECEIVED_NOT_SHIPPED')
    return itemId && !document ? { is: 'shipItem', itemId } : { is: 'despatch' };
  if (mySide === 'OWNER' && (kind === 'NEVER_MADE' || kind === 'CHAIN_GAP')) return { is: 'declareItem' };
  return canCorrect(facts) ? { is: 'correct' } : undefined;
}
