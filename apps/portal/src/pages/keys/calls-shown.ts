/** How many calls are in sight at first: a log of fifty is ten screens of a phone. */
export const FIRST_CALLS = 5;

/** The calls in sight, newest first, and how many more there are. */
export function callsShown<Call>(
  calls: readonly Call[],
  isWhole: boolean,
): { readonly shown: readonly Call[]; readonly more: number } {
  const shown = isWhole ? calls : calls.slice(0, FIRST_CALLS);
  return { shown, more: calls.length - shown.length };
}
