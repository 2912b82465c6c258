// What differs between two texts, line by line.

const CONTEXT = 2;
/** Above this many lines on a side, a side is shown whole: comparing every pair would take too long to be worth it. */
const COMPARED_AT_MOST = 3000;

/** Lines that only the first text has with `-`, only the second with `+`, and a few around them; empty when they are equal. */
export function lineDifference(before, after) {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const middle = marked(a.slice(start, a.length - end), b.slice(start, b.length - end));
  if (!middle.length) return '';
  const around = (lines) => lines.map((line) => `  ${line}`);
  const rows = [
    ...around(a.slice(Math.max(0, start - CONTEXT), start)),
    ...middle,
    ...around(a.slice(a.length - end, a.length - end + CONTEXT)),
  ];
  return folded(rows).join('\n');
}

/** Longest common subsequence of lines (dynamic programming), told as removals and additions. */
function marked(a, b) {
  if (a.length > COMPARED_AT_MOST || b.length > COMPARED_AT_MOST)
    return [...a.map((line) => `- ${line}`), ...b.map((line) => `+ ${line}`)];
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  }
  const rows = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j])
      [rows[rows.length], i, j] = [`  ${a[i]}`, i + 1, j + 1];
    else if (i < a.length && (j >= b.length || common[i + 1][j] >= common[i][j + 1]))
      rows.push(`- ${a[i++]}`);
    else rows.push(`+ ${b[j++]}`);
  }
  return rows;
}

/** Long stretches without a change are cut to a few lines. */
function folded(rows) {
  const isNear = rows.map((_, index) =>
    rows.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((row) => !row.startsWith('  ')),
  );
  return rows.flatMap((row, index) => (isNear[index] ? [row] : isNear[index - 1] ? ['  …'] : []));
}
