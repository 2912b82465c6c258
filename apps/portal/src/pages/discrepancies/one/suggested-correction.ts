import type { OpenDiscrepancy, Statement } from './discrepancy-read';

/** What a statement would have to say for the two sides to agree; what is absent stays as it is. */
export interface SuggestedCorrection {
  readonly quantity?: number;
  readonly unit?: string;
  /** The name of the lot or piece, where the two sides name different ones. */
  readonly label?: string;
}

type Facts = Pick<OpenDiscrepancy, 'kind' | 'mySide' | 'expected' | 'found' | 'difference' | 'unit'>;

const rounded = (value: number): number => Number(value.toPrecision(12));

/** The quantity as its record writes it: a receipt writes what it keeps, and what it rejects apart. */
export const writtenQuantity = ({ quantity, rejected }: Statement): number | undefined =>
  typeof quantity === 'number' ? rounded(quantity - (rejected ?? 0)) : undefined;

/**
 * Fills the form with what the other side says. `statement` is to be corrected, `isOurs` says whose it is; `others` are the
 * statements of the other side, `siblings` how many statements stand on this one.
 */
export function suggestedCorrection(
  { kind, mySide, expected, found, difference, unit }: Facts,
  statement: Statement,
  { isOurs, others, siblings }: { isOurs: boolean; others: readonly Statement[]; siblings: number },
): SuggestedCorrection {
  const [other] = others;
  const written = writtenQuantity(statement);
  if (kind === 'IDENTITY') return other && others.length === 1 ? { label: other.label } : {};
  if (kind === 'UNIT')
    return other && others.length === 1
      ? { unit: other.unit, ...(typeof other.quantity === 'number' && { quantity: other.quantity }) }
      : {};
  if (kind !== 'QUANTITY' || typeof difference !== 'number' || written === undefined) return {};
  const isShipped = (mySide === 'SHIPPER') === isOurs;
  if (statement.unit === unit)
    return { quantity: rounded(Math.max(0, written + (isShipped ? difference : -difference))) };
  const total = isShipped ? found : expected;
  return siblings === 1 && !statement.rejected && typeof total === 'number' && unit
    ? { quantity: rounded(total), unit }
    : {};
}
