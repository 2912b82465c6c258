import { Button, Checkbox } from '@mantine/core';
import { type RefObject, useMemo, useState } from 'react';
import { type DocumentDefinition, type FieldDefinition, SAVE } from '@maillon/documents';
import { usePlace } from '../../../api/place';
import { fieldId, type FormProblems } from '../../../components/form-problems';
import { Icon } from '../../../components/icon';
import { useT, useText } from '../../../language';
import type { OpenDocument } from '../document/use-document';
import { ScanButton } from '../scan/scan-button';
import { inReadingOrder } from '../kinds';
import { isUsual, writable } from './draft';
import styles from './form.module.css';
import { isEmptyRow, type Rows, withoutRow, withSpare } from './grid-rows';
import { type GridHandle, LineGrid } from './line-grid';
import gridStyles from './line-grid.module.css';
import { withLot } from './own-lot';
import { OwnLotPicker } from './own-lot-picker';

interface LinesFieldProps {
  readonly definition: DocumentDefinition;
  readonly rows: Rows;
  readonly onRows: (update: (rows: Rows) => Rows) => void;
  readonly form: FormProblems;
  readonly grid: RefObject<GridHandle | null>;
  readonly source?: OpenDocument;
}

/** The lines of a new document: the grid, its columns, and ways to fill it. */
export function LinesField({ definition, rows, onRows, form, grid, source }: LinesFieldProps) {
  const t = useT();
  const { can } = usePlace();
  const [active, setActive] = useState<number | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const { all, columns, hidden, toggle, add } = useColumns(definition, rows);
  const errors = useMemo(() => cellErrors(form.problems), [form.problems]);
  const activeRow = rows.find(({ key }) => key === active);
  const filled = rows.filter((row) => !isEmptyRow(row)).length;
  return (
    <section aria-labelledby={fieldId('lines')}>
      <h2 id={fieldId('lines')} tabIndex={-1} className={styles.linesTitle}>
        {t('lines.count', { count: filled })}
      </h2>
      <p className={gridStyles.help}>{t('grid.help')}</p>
      {definition.type === 'despatch_advice' && can('item:read') && (
        <OwnLotPicker
          onLot={(texts) => {
            const { rows: after, key } = withLot(rows, active, texts);
            onRows(() => after);
            add(Object.keys(texts));
            setActive(key);
          }}
        />
      )}
      <div className={gridStyles.tools}>
        {definition.type === 'receipt_advice' && (
          <ScanButton
            rows={rows}
            onRows={onRows}
            onRow={(key) => grid.current?.reveal(key, 'quantity')}
            onFields={add}
            {...(source && { source })}
          />
        )}
        <Button
          variant="default"
          size="xs"
          onClick={() => setChoosing(!isChoosing)}
          aria-expanded={isChoosing}
        >
          {t('grid.columns', { count: hidden })}
        </Button>
        {activeRow && !isEmptyRow(activeRow) && (
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="cross" size={16} />}
            onClick={() => onRows((before) => withSpare(withoutRow(before, activeRow.key)))}
          >
            {t('grid.remove', { line: rows.indexOf(activeRow) + 1 })}
          </Button>
        )}
      </div>
      {isChoosing && <ColumnChoice all={all} columns={columns} onToggle={toggle} />}
      <LineGrid
        ref={grid}
        label={t('lines.title')}
        all={all}
        columns={columns}
        rows={rows}
        onRows={onRows}
        errors={errors}
        grows
        onActive={setActive}
        onFields={add}
      />
    </section>
  );
}

function ColumnChoice({
  all,
  columns,
  onToggle,
}: {
  all: readonly FieldDefinition[];
  columns: readonly FieldDefinition[];
  onToggle: (name: string) => void;
}) {
  const t = useT();
  const textOf = useText();
  return (
    <fieldset className={gridStyles.columns}>
      <legend className="unseen">{t('grid.chooseColumns')}</legend>
      {all.map((field) => (
        <Checkbox
          key={field.name}
          label={textOf(field.label)}
          checked={columns.includes(field)}
          disabled={field.requiredBy !== undefined}
          onChange={() => onToggle(field.name)}
        />
      ))}
    </fieldset>
  );
}

function useColumns(definition: DocumentDefinition, rows: Rows) {
  const all = useMemo(() => inReadingOrder(writable(definition.lines, SAVE)), [definition]);
  const [shown, setShown] = useState<ReadonlySet<string>>(
    () => new Set(all.filter((field) => isUsual(definition.type, field, rows)).map(({ name }) => name)),
  );
  const columns = useMemo(() => all.filter(({ name }) => shown.has(name)), [all, shown]);
  return {
    all,
    columns,
    hidden: all.length - columns.length,
    toggle: (name: string) =>
      setShown((before) =>
        before.has(name) ? new Set([...before].filter((one) => one !== name)) : new Set([...before, name]),
      ),
    add: (names: readonly string[]) => setShown((before) => new Set([...before, ...names])),
  };
}

/** Messages of the cells, by `key.field`. */
export const cellErrors = (problems: FormProblems['problems']): ReadonlyMap<string, string> =>
  new Map(
    problems.flatMap(({ field, message, remedy }) =>
      field?.startsWith('lines.')
        ? [[field.slice('lines.'.length), [message, remedy].filter(Boolean).join(' ')]]
        : [],
    ),
  );
