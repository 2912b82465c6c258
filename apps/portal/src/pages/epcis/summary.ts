import type { Tone } from '../../components/panels';
import type { MessageId } from '../../messages/fr';
import type { Explained } from './explain-queries';

type Read = Pick<Explained, 'eventCount' | 'rightCount' | 'masterDataCount'> & {
  readonly findings: readonly { readonly severity: string }[];
};

export interface Summary {
  readonly tone: Tone;
  readonly message: MessageId;
  readonly values: Readonly<Record<string, number>>;
}

/** What stands above a document that was read: how much of it is right, or what it describes where it tells of no event. */
export function summaryOf(read: Read): Summary {
  const { eventCount: count, rightCount: right, masterDataCount, findings } = read;
  if (count === 0)
    return masterDataCount > 0 && canRecord(read)
      ? { tone: 'success', message: 'epcis.masterDataOnly', values: { count: masterDataCount } }
      : { tone: 'danger', message: 'epcis.nothingRead', values: { findings: findings.length } };
  if (right === count) return { tone: 'success', message: 'epcis.allRight', values: { count } };
  return { tone: right ? 'warning' : 'danger', message: 'epcis.someRight', values: { count, right } };
}

/** Whether something of it can be recorded: a fault of the document as a whole leaves nothing to rely upon. */
export const canRecord = ({ rightCount, masterDataCount, findings }: Read): boolean =>
  rightCount + masterDataCount > 0 && !findings.some(({ severity }) => severity === 'error');
