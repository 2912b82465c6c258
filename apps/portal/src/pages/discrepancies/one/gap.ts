import type { OpenDiscrepancy, Statement } from './discrepancy-read';

/** What stands between the two sides, large: a quantity, two units, two names, or a time. */
export type Gap =
  | { readonly is: 'quantity'; readonly difference: number; readonly unit: string | undefined }
  | { readonly is: 'words'; readonly first: string; readonly second: string; readonly areUnits: boolean }
  | { readonly is: 'hours'; readonly hours: number }
  | { readonly is: 'unknown' };

type Facts = Pick<OpenDiscrepancy, 'kind' | 'label' | 'otherLabel' | 'difference' | 'unit'>;

const HOUR_MS = 3_600_000;

const earliest = (statements: readonly Statement[]): number =>
  Math.min(...statements.map(({ at }) => Date.parse(at)));

/** The difference between what `theirs` and `ours` say, in the form that shows it best. */
export function gapOf(
  { kind, label, otherLabel, difference, unit }: Facts,
  theirs: readonly Statement[],
  ours: readonly Statement[],
): Gap {
  const [first, second] = [theirs[0], ours[0]];
  if (kind === 'UNIT' && first && second && first.unit !== second.unit)
    return { is: 'words', first: first.unit, second: second.unit, areUnits: true };
  if (kind === 'IDENTITY' && otherLabel)
    return {
      is: 'words',
      first: first?.label ?? label,
      second: second?.label ?? otherLabel,
      areUnits: false,
    };
  if (kind === 'DATE_ORDER' && first && second)
    return { is: 'hours', hours: Math.round(Math.abs(earliest(theirs) - earliest(ours)) / HOUR_MS) };
  if (typeof difference === 'number') return { is: 'quantity', difference, unit: unit ?? undefined };
  return { is: 'unknown' };
}
