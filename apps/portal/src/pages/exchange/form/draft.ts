import {
  type Changes,
  type DocumentContent,
  type DocumentDefinition,
  type DocumentType,
  type FieldDefinition,
  performAct,
  SAVE,
  saveDraft,
} from '@maillon/documents';
import type { Finding, Language, Text } from '@maillon/kernel';
import type { FindingLike, Problem } from '../../../components/form-problems';
import { instantOf, nowLocal } from '../../../components/instant-field';
import { proposedNumber } from '../kinds';
import { textOfValue, today, writtenOf } from '../value-text';
import { cellName, isEmptyRow, type Rows, rowsFrom, withSpare } from './grid-rows';

export interface Partner {
  readonly id: string;
  readonly name: string;
}

/** A document as it stands in its form. */
export interface Draft {
  readonly partner: Partner | null;
  /** Texts of the inputs: days YYYY-MM-DD, instants as `datetime-local` writes them, choices by code. */
  readonly header: Readonly<Record<string, string>>;
  readonly rows: Rows;
}

/** What a draft begins with, by the values of documents. */
export interface Beginning {
  readonly partner?: Partner | null;
  readonly header?: Readonly<Record<string, string | number | undefined>>;
  readonly lines?: readonly Readonly<Record<string, string | number | undefined>>[];
}

export const writable = (fields: readonly FieldDefinition[], act: string): FieldDefinition[] =>
  fields.filter(({ setBy }) => setBy.includes(act));

/** A new draft: today's date, a number to be changed at will, and whatever it is made from. */
export function newDraft(definition: DocumentDefinition, language: Language, beginning: Beginning): Draft {
  const header: Record<string, string> = { number: proposedNumber(definition.type) };
  for (const field of writable(definition.header, SAVE)) {
    const value = beginning.header?.[field.name];
    if (value !== undefined) header[field.name] = inputText(field, value);
    else if (field.requiredBy && field.type === 'date' && IS_TODAY.has(field.name))
      header[field.name] = today();
    else if (field.requiredBy && field.type === 'date_time') header[field.name] = nowLocal();
  }
  const lines = writable(definition.lines, SAVE);
  const texts = (beginning.lines ?? []).map((values) =>
    Object.fromEntries(
      lines.flatMap((field) => {
        const value = values[field.name];
        return value === undefined ? [] : [[field.name, textOfValue(field, value, language)]];
      }),
    ),
  );
  return { partner: beginning.partner ?? null, header, rows: withSpare(rowsFrom(texts)) };
}

const IS_TODAY = new Set(['issueDate', 'statementDate']);

function inputText(field: FieldDefinition, value: string | number): string {
  if (field.type !== 'date_time') return String(value);
  const at = new Date(value);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** What the draft says, as the rules of documents take it; `keys[i]` is the row of line i. */
export function changesOf(
  definition: DocumentDefinition,
  draft: Draft,
): { changes: Changes; keys: number[] } {
  const header = Object.fromEntries(
    writable(definition.header, SAVE).flatMap((field) => {
      const text = draft.header[field.name]?.trim();
      if (!text) return [];
      return [[field.name, field.type === 'date_time' ? instantOf(text) : writtenOf(field, text)]];
    }),
  );
  const filled = draft.rows.filter((row) => !isEmptyRow(row));
  const fields = writable(definition.lines, SAVE);
  const lines = filled.map(({ texts }, index) => ({
    lineNumber: index + 1,
    values: writtenValues(fields, texts),
  }));
  return { changes: { header, lines }, keys: filled.map(({ key }) => key) };
}

/** Texts of a row by field, without those that are empty. */
export const writtenValues = (
  fields: readonly FieldDefinition[],
  texts: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = texts[field.name]?.trim();
      return text ? [[field.name, writtenOf(field, text)]] : [];
    }),
  );

export type Checked =
  | { readonly content: DocumentContent; readonly input: Record<string, unknown> }
  | { readonly findings: readonly Finding[] };

/** The draft checked by the rules that the platform goes by, before anything is sent. */
export function checkedDraft(definition: DocumentDefinition, changes: Changes, send: boolean): Checked {
  const saved = saveDraft(definition, changes);
  if ('findings' in saved) return saved;
  if (send) {
    const sent = performAct(definition, saved.content, { act: 'send', by: 'issuer' });
    if ('findings' in sent) return { findings: sent.findings };
  }
  const lines = saved.content.lines.map(({ lineNumber, values }) => ({ lineNumber, ...values }));
  return { content: saved.content, input: { ...saved.content.header, lines } };
}

/** Findings at the fields of the form: a header field, a cell, the partner. */
export function problemsAt(
  findings: readonly FindingLike[],
  definition: DocumentDefinition,
  keys: readonly number[],
  textOf: (text: Text) => string,
): Problem[] {
  return findings.map(({ path, message, remedy }) => ({
    field: fieldAt(path ?? '', definition, keys),
    message: textOf(message),
    remedy: textOf(remedy),
  }));
}

function fieldAt(
  path: string,
  { header, lines }: DocumentDefinition,
  keys: readonly number[],
): string | undefined {
  const cell = /lines\[(\d+)\](?:\.(\w+))?$/.exec(path);
  const key = cell && keys[Number(cell[1])];
  if (cell && key !== undefined && key !== null) {
    const named =
      lines.find(({ name }) => name === cell[2]) ?? lines.find(({ name }) => name === 'buyerItem');
    return cellName(key, named?.name ?? lines[0]!.name);
  }
  if (path.startsWith('partner')) return 'partner';
  const name = path.replace(/^(input\.)?(header\.)?/, '');
  return header.some((field) => field.name === name)
    ? `header.${name}`
    : path === 'lines'
      ? 'lines'
      : undefined;
}

/** Fields of the line that stand in the grid from the start; others are one press away. */
const USUAL = new Set([
  'buyerItem',
  'sellerItem',
  'description',
  'quantity',
  'unit',
  'date',
  'requestedDate',
  'lot',
  'kind',
  'defect',
]);
const USUAL_OF: Readonly<Partial<Record<DocumentType, readonly string[]>>> = {
  order: ['price'],
  despatch_advice: ['sscc'],
  receipt_advice: ['rejectedQuantity', 'shortQuantity', 'rejectReason'],
};

export const isUsual = (type: DocumentType, field: FieldDefinition, rows: Rows): boolean =>
  USUAL.has(field.name) ||
  field.requiredBy !== undefined ||
  (USUAL_OF[type]?.includes(field.name) ?? false) ||
  rows.some(({ texts }) => texts[field.name]);
