import {
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  useCallback,
  useId,
  useImperativeHandle,
} from 'react';
import type { FieldDefinition } from '@maillon/documents';
import { fieldId } from '../../../components/form-problems';
import { useLanguage, useT, useText } from '../../../language';
import { useVirtualRows } from '../use-virtual-rows';
import { unitChoices } from '../value-text';
import { GridLine } from './grid-line';
import { cellName, type ContextColumn, type Rows, withCell, withPasted, withSpare } from './grid-rows';
import styles from './line-grid.module.css';
import { placePasted } from './paste';

export interface GridHandle {
  /** Brings a cell into sight and gives it the focus; false for a row that is not there. */
  readonly reveal: (key: number, field: string) => boolean;
}

interface LineGridProps {
  readonly label: string;
  /** Every field that may be written, for pasting; those shown are `columns`. */
  readonly all: readonly FieldDefinition[];
  readonly columns: readonly FieldDefinition[];
  readonly context?: readonly ContextColumn[];
  readonly rows: Rows;
  readonly onRows: (update: (rows: Rows) => Rows) => void;
  /** By `key.field`. */
  readonly errors: ReadonlyMap<string, string>;
  /** Whether lines may be added: an empty one then always stands at the end. */
  readonly grows: boolean;
  readonly onActive?: (key: number) => void;
  /** Pasted cells that go to fields which are not shown yet. */
  readonly onFields?: (names: readonly string[]) => void;
  readonly ref?: Ref<GridHandle>;
}

const ROW_HEIGHT = 45;

/** Lines to be typed: arrows, Enter and Tab go from cell to cell, cells of a spreadsheet spread over it when pasted. */
export function LineGrid(props: LineGridProps) {
  const { label, all, columns, context = [], rows, onRows, errors, grows, onActive, onFields, ref } = props;
  const { language } = useLanguage();
  const id = useId();
  const view = useVirtualRows(rows.length, ROW_HEIGHT);
  const focus = (index: number, column: number) => {
    const [row, field] = [rows[index], columns[column]];
    if (!row || !field) return false;
    const id = fieldId(cellName(row.key, field.name));
    if (!enter(id)) {
      view.scrollTo(index);
      // a row far away is drawn by the next frame
      requestAnimationFrame(() => requestAnimationFrame(() => enter(id)));
    }
    return true;
  };
  useImperativeHandle(ref, () => ({
    reveal: (key, name) =>
      focus(
        rows.findIndex((row) => row.key === key),
        Math.max(
          0,
          columns.findIndex((field) => field.name === name),
        ),
      ),
  }));
  const onCell = useCallback(
    (index: number, name: string, text: string) =>
      onRows((before) => {
        const after = withCell(before, index, name, text);
        return grows ? withSpare(after) : after;
      }),
    [onRows, grows],
  );
  const onKey = (event: KeyboardEvent) => {
    const target = event.target;
    if (!(target instanceof HTMLInputElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const [row, column] = [Number(target.dataset['row']), Number(target.dataset['column'])];
    const next = nextCell(event.key, target, row, column, columns.length);
    if (next && focus(...next)) event.preventDefault();
    else if (event.key === 'Enter') event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    const target = event.target;
    const text = event.clipboardData.getData('text/plain');
    if (!(target instanceof HTMLInputElement) || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const pasted = placePasted(text, all, columns, Number(target.dataset['column']));
    onFields?.(pasted.fields.flatMap((field) => field?.name ?? []));
    onRows((before) => {
      const after = withPasted(before, Number(target.dataset['row']), pasted, grows);
      return grows ? withSpare(after) : after;
    });
  };
  const width = columns.length + context.length + 1;
  return (
    <div ref={view.scroll} className={styles.scroll} data-testid="line-grid">
      <table className={styles.grid} aria-rowcount={rows.length + 1} onKeyDown={onKey} onPaste={onPaste}>
        <caption className="unseen">{label}</caption>
        <Head columns={columns} context={context} />
        <tbody>
          <Spacer height={view.before} width={width} />
          {view.rows.map(({ index }) => {
            const row = rows[index]!;
            return (
              <GridLine
                key={row.key}
                row={row}
                index={index}
                columns={columns}
                context={context}
                errors={errorsOf(row.key, columns, errors)}
                language={language}
                listId={id}
                onCell={onCell}
                onActive={onActive}
                measure={view.measure}
              />
            );
          })}
          <Spacer height={view.after} width={width} />
        </tbody>
      </table>
      <Lists id={id} columns={columns} />
    </div>
  );
}

function Head({
  columns,
  context,
}: {
  columns: readonly FieldDefinition[];
  context: readonly ContextColumn[];
}) {
  const t = useT();
  const textOf = useText();
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.corner}>
          <span className="unseen">{t('lines.number')}</span>
          <span aria-hidden="true">n°</span>
        </th>
        {context.map(({ key, title }) => (
          <th key={key} scope="col">
            {title}
          </th>
        ))}
        {columns.map((field) => (
          <th key={field.name} scope="col" title={textOf(field.help)}>
            {textOf(field.label)}
            {field.requiredBy?.length ? <span aria-hidden="true"> *</span> : null}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Gives a cell the focus, its text selected; false while it is not drawn. */
function enter(id: string): boolean {
  const cell = document.getElementById(id);
  if (!(cell instanceof HTMLInputElement)) return false;
  cell.focus();
  cell.select();
  return true;
}

const NO_ERRORS: ReadonlyMap<string, string> = new Map();

/** Errors of one row; the same empty map for every row without any, so that it is not drawn again. */
function errorsOf(key: number, columns: readonly FieldDefinition[], errors: ReadonlyMap<string, string>) {
  if (!errors.size) return NO_ERRORS;
  const own = columns.flatMap(({ name }) => {
    const message = errors.get(`${key}.${name}`);
    return message ? [[name, message] as const] : [];
  });
  return own.length ? new Map(own) : NO_ERRORS;
}

/** Where a key leads; undefined where the text itself takes it. */
function nextCell(
  key: string,
  { selectionStart, selectionEnd, value }: HTMLInputElement,
  row: number,
  column: number,
  width: number,
): [row: number, column: number] | undefined {
  const isWhole = selectionStart === 0 && selectionEnd === value.length;
  if (key === 'ArrowDown') return [row + 1, column];
  if (key === 'ArrowUp') return [row - 1, column];
  if (key === 'Enter') return column + 1 < width ? [row, column + 1] : [row + 1, 0];
  if (key === 'ArrowRight' && (isWhole || selectionStart === value.length)) return [row, column + 1];
  if (key === 'ArrowLeft' && (isWhole || selectionEnd === 0)) return [row, column - 1];
  return undefined;
}

const Spacer = ({ height, width }: { height: number; width: number }) =>
  height > 0 && (
    <tr aria-hidden="true">
      <td colSpan={width} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );

/** What may stand in a cell, offered while one types. */
function Lists({ id, columns }: { id: string; columns: readonly FieldDefinition[] }) {
  const { language } = useLanguage();
  return columns.map(({ name, type, codes }) => {
    if (type !== 'unit' && !codes) return null;
    const choices =
      codes?.map(({ label }) => ({ value: label[language], label: undefined })) ?? unitChoices(language);
    return (
      <datalist key={name} id={`${id}${name}`}>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
    );
  });
}
