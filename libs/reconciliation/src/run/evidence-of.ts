import { createHash } from 'node:crypto';
import { Statement, Verdict } from '../compare/verdict.js';

/** A statement as it is kept with a discrepancy: figures, and the ids by which a reader finds the record again. */
export interface KeptStatement {
  readonly says: 'shipped' | 'received' | 'made' | 'unpacked' | 'used' | 'scrapped';
  readonly by: string;
  readonly thingId: string;
  readonly label: string;
  readonly product?: string;
  readonly reference?: string;
  readonly quantity?: number;
  readonly unit: string;
  readonly rejected?: number;
  readonly short?: number;
  readonly at: string;
  readonly documentId?: string;
  readonly lineNumber?: number;
  readonly eventId?: string;
}

export interface Evidence {
  readonly statements: readonly KeptStatement[];
  /** How many there are: the first 200 are kept. */
  readonly count: number;
  readonly tolerance?: number;
  readonly otherLabel?: string;
}

const MOST = 200;

export function evidenceOf(verdict: Verdict): Evidence {
  const { statements, tolerance, otherLabel } = verdict;
  return {
    statements: statements.slice(0, MOST).map((one) => kept(one, verdict.declarantId)),
    count: statements.length,
    ...(tolerance !== undefined && { tolerance }),
    ...(otherLabel !== undefined && { otherLabel }),
  };
}

function kept(statement: Statement, declarantId: string): KeptStatement {
  const common = {
    thingId: statement.thingId,
    label: statement.label,
    unit: statement.unit,
    at: statement.at.toISOString(),
    ...(statement.product !== undefined && { product: statement.product }),
    ...(statement.quantity !== undefined && { quantity: statement.quantity }),
    ...(statement.documentId && { documentId: statement.documentId }),
    ...(statement.lineNumber !== undefined && { lineNumber: statement.lineNumber }),
    ...(statement.eventId && { eventId: statement.eventId }),
  };
  if ('move' in statement) return { says: statement.move, by: declarantId, ...common };
  const { side, shipperId, receiverId, reference, rejected, short } = statement;
  return {
    says: side,
    by: side === 'shipped' ? shipperId : receiverId,
    ...common,
    ...(reference !== undefined && { reference }),
    ...(rejected > 0 && { rejected }),
    ...(short > 0 && { short }),
  };
}

/** The documents and events that it rests on, sorted; a correction of any of them has it compared anew. */
export const sourceIds = ({ statements }: Verdict): string[] =>
  [...new Set(statements.map(({ documentId, eventId }) => (documentId ?? eventId)!))].sort();

/** What was agreed to when somebody accepted it: any other figure, date or record is another matter. */
export function fingerprintOf(verdict: Verdict): string {
  const { kind, otherThingId, expected, found, difference, unit, statements } = verdict;
  const parts = statements
    .map((one) => [
      one.documentId ?? one.eventId,
      one.lineNumber,
      one.thingId,
      one.quantity,
      one.unit,
      one.at.getTime(),
    ])
    .map((part) => JSON.stringify(part))
    .sort();
  return createHash('sha256')
    .update(JSON.stringify([kind, otherThingId, expected, found, difference, unit, parts]))
    .digest('hex');
}
