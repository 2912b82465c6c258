import { Finding, nearest } from '@maillon/kernel';
import { checkValue } from './check-value.js';
import { ActDefinition, DocumentDefinition, DRAFT, FieldDefinition, REVISE, SAVE } from './definition.js';
import {
  ActInput,
  asPatch,
  Changes,
  DocumentContent,
  FieldValue,
  HistoryEntry,
  Patch,
  patched,
  Values,
} from './document.js';
import {
  actNotAllowed,
  actNotYours,
  actUnknown,
  dateOrderWrong,
  fieldMissing,
  fieldSealed,
  fieldUnknown,
  itemMissing,
  linesMissing,
  lineNumberWrong,
  lineUnknown,
  reasonMissing,
  tooManyLines,
  Words,
} from './messages.js';

export const MAX_LINES = 20_000;
/** Enough to see what is wrong everywhere; a page of the same reason helps nobody. */
const MAX_FINDINGS = 200;

export type Performed =
  | { readonly content: DocumentContent; readonly entry: HistoryEntry; readonly act: ActDefinition }
  | { readonly findings: readonly Finding[] };

/** A draft with what was written in place of what stood there. Only the number is required yet. */
export function saveDraft(
  definition: DocumentDefinition,
  changes: Changes,
): { readonly content: DocumentContent } | { readonly findings: readonly Finding[] } {
  const check = new Check(definition);
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
  const check = new Check(definition);
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
  const reason = input.reason?.trim().slice(0, 2000);
  if (act.needsReason && !reason) check.add(reasonMissing(act), 'reason');
  const patch = check.patch(input.changes ?? {}, act.name, content.state, content);
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
  const check = new Check(definition);
  const patch = check.patch(changes, REVISE, content.state, content);
  const after = patched(content, patch, content.state);
  for (const act of new Set(
    [...definition.header, ...definition.lines].flatMap(({ requiredBy }) => requiredBy ?? []),
  ))
    if (act === SAVE || act === 'send') check.required(after, act);
  check.dates(after);
  if (check.findings.length) return { findings: check.findings };
  const entry = {
    act: REVISE,
    by: 'both' as const,
    fromState: content.state,
    toState: content.state,
    changes: patch,
  };
  const act: ActDefinition = {
    name: REVISE,
    by: 'chain',
    from: [content.state],
    to: content.state,
    label: definition.label,
  };
  return { act, content: after, entry };
}

function holds(condition: 'without_reserve', { lines }: DocumentContent): boolean {
  const isZero = (value: FieldValue | undefined) => value === undefined || value === 0;
  return (
    condition === 'without_reserve' &&
    lines.every(({ values }) => isZero(values['rejectedQuantity']) && isZero(values['shortQuantity']))
  );
}

/** Collects what stands against a change. */
class Check {
  readonly findings: Finding[] = [];
  private readonly header: ReadonlyMap<string, FieldDefinition>;
  private readonly line: ReadonlyMap<string, FieldDefinition>;

  constructor(private readonly definition: DocumentDefinition) {
    this.header = new Map(definition.header.map((field) => [field.name, field]));
    this.line = new Map(definition.lines.map((field) => [field.name, field]));
  }

  /** The changes, each value checked. `before` is absent for a draft, whose lines are all new. */
  patch(changes: Changes, act: string, state: string, before: DocumentContent | undefined): Patch {
    const known = before && new Set(before.lines.map(({ lineNumber }) => lineNumber));
    const seen = new Set<number>();
    const lines = changes.lines ?? [];
    if (lines.length > MAX_LINES) {
      this.add(tooManyLines(MAX_LINES), 'lines');
      return { header: {}, lines: [] };
    }
    return {
      header: this.values(this.header, changes.header ?? {}, act, state, 'header'),
      lines: lines.map(({ lineNumber, values }, index) => {
        const path = `lines[${index}]`;
        const isNumber = Number.isInteger(lineNumber) && lineNumber >= 1 && lineNumber <= 999_999;
        if (!isNumber || seen.has(lineNumber)) this.add(lineNumberWrong(lineNumber), `${path}.lineNumber`);
        else if (known && !known.has(lineNumber)) this.add(lineUnknown(lineNumber), `${path}.lineNumber`);
        seen.add(lineNumber);
        return { lineNumber, values: this.values(this.line, values, act, state, path) };
      }),
    };
  }

  private values(
    fields: ReadonlyMap<string, FieldDefinition>,
    written: Readonly<Record<string, unknown>>,
    act: string,
    state: string,
    path: string,
  ): Record<string, FieldValue | null> {
    const values: Record<string, FieldValue | null> = {};
    for (const [name, value] of Object.entries(written)) {
      const field = fields.get(name);
      const at = `${path}.${name}`;
      if (!field) {
        const close = nearest(name, [...fields.keys()]);
        this.add(fieldUnknown(this.definition, name), at, { field: name, ...(close && { nearest: close }) });
      } else if (act !== REVISE && !field.setBy.includes(act)) {
        this.add(fieldSealed(this.definition, field, state), at, { field: name });
      } else {
        const checked = checkValue(field, value, at);
        if ('finding' in checked) this.push(checked.finding);
        else values[name] = checked.value;
      }
    }
    return values;
  }

  /** Fields that the act needs, and for each line what it is about. */
  required({ header, lines }: DocumentContent, act: string): void {
    const missing = (fields: readonly FieldDefinition[], values: Values, path: string) => {
      for (const field of fields)
        if (field.requiredBy?.includes(act) && values[field.name] === undefined)
          this.add(fieldMissing(field), `${path}.${field.name}`, { field: field.name });
    };
    missing(this.definition.header, header, 'header');
    lines.forEach(({ values }, index) => {
      missing(this.definition.lines, values, `lines[${index}]`);
      const isNamed = ['buyerItem', 'sellerItem', 'gtin', 'sscc'].some((name) => values[name] !== undefined);
      if (act === 'send' && !isNamed) this.add(itemMissing, `lines[${index}]`);
    });
  }

  dates({ header, lines }: DocumentContent): void {
    for (const { level, from, to } of this.definition.dateOrder ?? []) {
      const fields = level === 'header' ? this.header : this.line;
      const rows = level === 'header' ? [header] : lines.map(({ values }) => values);
      rows.forEach((values, index) => {
        const [first, last] = [values[from], values[to]];
        if (
          first !== undefined &&
          last !== undefined &&
          String(first).slice(0, 10) > String(last).slice(0, 10)
        )
          this.add(
            dateOrderWrong(fields.get(from)!, fields.get(to)!),
            level === 'header' ? `header.${from}` : `lines[${index}].${from}`,
          );
      });
    }
  }

  finding(words: Words, path: string, more: Partial<Finding> = {}): Finding {
    return { ...words, severity: 'error', path, ...more };
  }

  add(words: Words, path: string, more: Partial<Finding> = {}): void {
    this.push(this.finding(words, path, more));
  }

  private push(finding: Finding): void {
    if (this.findings.length < MAX_FINDINGS) this.findings.push(finding);
  }
}
