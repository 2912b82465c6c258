import { Finding } from '@maillon/kernel';
import { ChangeCheck } from './change-check.js';
import { holds } from './conditions.js';
import { ActDefinition, DocumentDefinition, DRAFT, REVISE, SAVE } from './definition.js';
import { ActInput, asPatch, Changes, DocumentContent, HistoryEntry, Patch, patched } from './document.js';
import { actNotAllowed, actNotYours, actUnknown, linesMissing, reasonMissing } from './messages.js';

export type Performed =
  | { readonly content: DocumentContent; readonly entry: HistoryEntry; readonly act: ActDefinition }
  | { readonly findings: readonly Finding[] };

/** A draft with what was written in place of what stood there. Only the number is required yet. */
export function saveDraft(
  definition: DocumentDefinition,
  changes: Changes,
): { readonly content: DocumentContent } | { readonly findings: readonly Finding[] } {
  const check = new ChangeCheck(definition);
  const patch = check.patch(changes, SAVE, DRAFT, undefined);
  const content = patched({ state: DRAFT, header: {}, lines: [] }, patch, DRAFT);
  check.required(content, SAVE);
  check.dates(content);
  return check.findings.length ? { findings: check.findings } : { content };
}

/**
 * Performs one act on a document, or says everything that stands against it. Pure: the caller stores the content and the
 * history entry together. The entry of the first act after the draft holds the whole content.
 */
export function performAct(
  definition: DocumentDefinition,
  content: DocumentContent,
  input: ActInput,
): Performed {
  const check = new ChangeCheck(definition);
  const act = definition.acts.find(({ name }) => name === input.act);
  if (!act) {
    const allowed = definition.acts.filter(({ by }) => by !== 'chain').map(({ name }) => name);
    return {
      findings: [
        check.finding(actUnknown(definition), 'act', {
          value: input.act.slice(0, 60),
          allowed: allowed.join(', '),
        }),
      ],
    };
  }
  if (act.by !== input.by) return { findings: [check.finding(actNotYours(definition, act), 'act')] };
  if (!act.from.includes(content.state))
    return { findings: [check.finding(actNotAllowed(definition, content.state, act), 'act')] };
  const reason = check.reason(input.reason);
  if (act.needsReason && !reason) check.add(reasonMissing(act), 'reason');
  const patch = cleared(act, content, check.patch(input.changes ?? {}, act.name, content.state, content));
  const after = patched(content, patch, act.to);
  if (act.needsLines && !after.lines.length) check.add(linesMissing(definition), 'lines');
  check.required(after, act.name);
  check.dates(after);
  if (check.findings.length) return { findings: check.findings };
  const toState = act.unless && holds(act.unless.condition, after) ? act.unless.to : act.to;
  const result = { ...after, state: toState };
  return {
    act,
    content: result,
    entry: {
      act: act.name,
      by: input.by,
      fromState: content.state,
      toState,
      ...(reason && { reason }),
      changes: content.state === DRAFT ? asPatch(result) : patch,
    },
  };
}

/** Sealed fields changed because both sides agreed: same checks, any field that was written before. The state stays. */
export function performRevision(
  definition: DocumentDefinition,
  content: DocumentContent,
  changes: Changes,
): Performed | { findings: readonly Finding[] } {
  const check = new ChangeCheck(definition);
  const patch = check.patch(changes, REVISE, content.state, content);
  const after = patched(content, patch, content.state);
  for (const act of new Set(
    [...definition.header, ...definition.lines].flatMap(({ requiredBy }) => requiredBy ?? []),
  ))
    if (act === SAVE || act === 'send') check.required(after, act);
  check.dates(after);
  if (check.findings.length) return { findings: check.findings };
  // what a revision mends in a receipt advice decides again whether it has reserves
  const sending = definition.acts.find(({ unless }) => unless?.condition === 'without_reserve');
  const isWeighed = sending?.unless && [sending.to, sending.unless.to].includes(content.state);
  const weighed = isWeighed && (holds(sending.unless!.condition, after) ? sending.unless!.to : sending.to);
  const toState = weighed || content.state;
  const entry = {
    act: REVISE,
    by: 'both' as const,
    fromState: content.state,
    toState,
    changes: patch,
  };
  const act: ActDefinition = {
    name: REVISE,
    by: 'chain',
    from: [content.state],
    to: toState,
    label: definition.label,
  };
  return { act, content: { ...after, state: toState }, entry };
}

/** The patch, and with it the fields that the act empties, on every line that has them. */
function cleared({ clears = [] }: ActDefinition, { lines }: DocumentContent, patch: Patch): Patch {
  if (!clears.length) return patch;
  const emptied = lines.flatMap(({ lineNumber, values }) => {
    const names = clears.filter((name) => values[name] !== undefined);
    return names.length
      ? [{ lineNumber, values: Object.fromEntries(names.map((name) => [name, null])) }]
      : [];
  });
  return { ...patch, lines: [...patch.lines, ...emptied] };
}
