import { Finding, nearest, text } from '@maillon/kernel';
import { checkValue } from './check-value.js';
import { DocumentDefinition, FieldDefinition, REVISE } from './definition.js';
import { Changes, DocumentContent, FieldValue, Patch, Values } from './document.js';
import {
  dateOrderWrong,
  fieldMissing,
  fieldSealed,
  fieldUnknown,
  itemMissing,
  lineNumberWrong,
  lineUnknown,
  tooManyLines,
  Words,
} from './messages.js';

export const MAX_LINES = 20_000;
/** Enough to see what is wrong everywhere; a page of the same reason helps nobody. */
const MAX_FINDINGS = 200;
const REASON: FieldDefinition = {
  name: 'reason',
  type: 'note',
  label: text('Motif', 'Reason'),
  help: text('Pourquoi, en une phrase.', 'Why, in one sentence.'),
  setBy: [],
};

/** A reason as it will be stored, or what is wrong with it; undefined for none. */
export function checkReason(
  written: string | undefined,
): { readonly reason?: string } | { readonly finding: Finding } {
  const checked = checkValue(REASON, written, 'reason');
  if ('finding' in checked) return checked;
  return checked.value === null ? {} : { reason: String(checked.value) };
}

/** Collects what stands against a change. */
export class ChangeCheck {
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

  /** The reason given, checked like a remark; undefined where none was. */
  reason(written: string | undefined): string | undefined {
    const checked = checkReason(written);
    if (!('finding' in checked)) return checked.reason;
    this.push(checked.finding);
    return undefined;
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
