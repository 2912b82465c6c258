/** The end of the scale: the round number (1, 2 or 5 times a power of ten) that no value passes. */
export function scaleEnd(values: readonly number[]): number {
  const most = Math.max(0, ...values);
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((round) => round * power).find((end) => end >= most) ?? most;
}
