import { DocumentDefinition, Performer } from './definition.js';

/** Text, code, date or instant as text; quantities, amounts and whole numbers as numbers. */
export type FieldValue = string | number;
export type Values = Readonly<Record<string, FieldValue>>;

export interface DocumentLine {
  /** From 1, unique in its document, kept for ever: what other documents refer to. */
  readonly lineNumber: number;
  readonly values: Values;
}

/** A document at one moment. */
export interface DocumentContent {
  readonly state: string;
  readonly header: Values;
  readonly lines: readonly DocumentLine[];
}

/** What somebody writes: fields to set; null empties one. Lines are found by their number. */
export interface Changes {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly lines?: readonly {
    readonly lineNumber: number;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
}

/** An act as somebody means to perform it. */
export interface ActInput {
  readonly act: string;
  readonly by: Performer;
  readonly reason?: string;
  readonly changes?: Changes;
}

/** An act performed: with it and those before, the document can be made again. */
export interface HistoryEntry {
  readonly act: string;
  readonly by: Performer | 'both';
  readonly fromState: string;
  readonly toState: string;
  readonly reason?: string;
  readonly changes: Patch;
}

/** Checked changes. */
export interface Patch {
  readonly header: Readonly<Record<string, FieldValue | null>>;
  readonly lines: readonly {
    readonly lineNumber: number;
    readonly values: Readonly<Record<string, FieldValue | null>>;
  }[];
}

export const EMPTY: DocumentContent = { state: 'draft', header: {}, lines: [] };
export const NO_CHANGE: Patch = { header: {}, lines: [] };

/** The content after a patch. Lines that are not there yet are added: a patch of a draft holds them all. */
export function patched(content: DocumentContent, patch: Patch, state: string): DocumentContent {
  const changedLines = new Map(patch.lines.map(({ lineNumber, values }) => [lineNumber, values]));
  const kept = content.lines.map((line) => {
    const values = changedLines.get(line.lineNumber);
    return values ? { lineNumber: line.lineNumber, values: merged(line.values, values) } : line;
  });
  const known = new Set(content.lines.map(({ lineNumber }) => lineNumber));
  const added = patch.lines
    .filter(({ lineNumber }) => !known.has(lineNumber))
    .map(({ lineNumber, values }) => ({ lineNumber, values: merged({}, values) }));
  return { state, header: merged(content.header, patch.header), lines: [...kept, ...added] };
}

function merged(values: Values, changes: Readonly<Record<string, FieldValue | null>>): Values {
  const result: Record<string, FieldValue> = { ...values };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete result[name];
    else result[name] = value;
  }
  return result;
}

/** The whole of a content as the patch that makes it from nothing. */
export const asPatch = ({ header, lines }: DocumentContent): Patch => ({ header, lines });

/** The document that its history tells: what stands in the tables must equal it. */
export function replay(history: readonly HistoryEntry[]): DocumentContent {
  // a draft that was discarded and begun again leaves nothing behind
  return history.reduce(
    (content, entry) => patched(entry.fromState === 'draft' ? EMPTY : content, entry.changes, entry.toState),
    EMPTY,
  );
}

/** Who must act next; null once closed. */
export function mustAct(definition: DocumentDefinition, state: string): 'issuer' | 'recipient' | null {
  return definition.states.find(({ name }) => name === state)?.mustAct ?? null;
}

/** Acts that a side may perform now, in the order of the definition. */
export function actsOf(definition: DocumentDefinition, state: string, by: Performer) {
  return definition.acts.filter((act) => act.by === by && act.from.includes(state));
}

/** The day by which the side that must act should have acted: the header's, or the earliest of the lines. */
export function dueDate(definition: DocumentDefinition, content: DocumentContent): string | undefined {
  const field = definition.states.find(({ name }) => name === content.state)?.dueField;
  if (!field) return undefined;
  const days = [content.header[field], ...content.lines.map(({ values }) => values[field])];
  return days
    .filter((day): day is string => typeof day === 'string')
    .map((day) => day.slice(0, 10))
    .sort()[0];
}
