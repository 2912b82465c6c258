import { memo } from 'react';
import type { FieldDefinition } from '@maillon/documents';
import type { Language } from '@maillon/kernel';
import { fieldId } from '../../../components/form-problems';
import { useT } from '../../../language';
import { cellName, type ContextColumn, type GridRow } from './grid-rows';
import styles from './line-grid.module.css';

interface GridLineProps {
  readonly row: GridRow;
  readonly index: number;
  readonly columns: readonly FieldDefinition[];
  readonly context: readonly ContextColumn[];
  readonly errors: ReadonlyMap<string, string>;
  readonly language: Language;
  readonly listId: string;
  readonly onCell: (index: number, name: string, text: string) => void;
  readonly onActive: ((key: number) => void) | undefined;
  readonly measure: (element: HTMLTableRowElement | null) => void;
}

const NUMBERS = new Set(['quantity', 'amount', 'integer']);

/** One line of the grid: drawn again only when it, its errors or the columns change. */
export const GridLine = memo(function GridLine(props: GridLineProps) {
  const { row, index, columns, context, errors, language, listId, onCell, onActive, measure } = props;
  const t = useT();
  const lineNumber = row.lineNumber ?? index + 1;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      <th scope="row" className={styles.rowNumber}>
        {lineNumber}
      </th>
      {context.map(({ key, cell }) => (
        <td key={key} className={styles.context}>
          {cell(lineNumber)}
        </td>
      ))}
      {columns.map((field, column) => {
        const error = errors.get(field.name);
        const id = fieldId(cellName(row.key, field.name));
        return (
          <td key={field.name}>
            <input
              id={id}
              className={`${styles.cell} ${styles[field.type] ?? ''}`}
              aria-label={t('grid.cell', { field: field.label[language], line: lineNumber })}
              value={row.texts[field.name] ?? ''}
              data-row={index}
              data-column={column}
              data-testid={`cell-${lineNumber}-${field.name}`}
              autoComplete="off"
              {...(NUMBERS.has(field.type) && { inputMode: 'decimal' })}
              {...((field.type === 'unit' || field.codes) && { list: `${listId}${field.name}` })}
              {...(field.type === 'date' && { placeholder: language === 'fr' ? 'jj/mm/aaaa' : 'dd/mm/yyyy' })}
              {...(error && { 'aria-invalid': true, 'aria-describedby': `${id}-error` })}
              onChange={(event) => onCell(index, field.name, event.currentTarget.value)}
              onFocus={() => onActive?.(row.key)}
            />
            {error && (
              <span id={`${id}-error`} className={styles.error}>
                {error}
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
});
