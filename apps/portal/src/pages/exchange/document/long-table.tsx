import type { Column } from '../../../components/data-table';
import { useVirtualRows } from '../use-virtual-rows';
import styles from './document.module.css';

interface LongTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly testId?: string;
}

const ROW_HEIGHT = 46;

/** A table of thousands of rows: only those in sight are drawn, the head and the first column stay. */
export function LongTable<Row>({ caption, columns, rows, rowKey, testId }: LongTableProps<Row>) {
  const view = useVirtualRows(rows.length, ROW_HEIGHT);
  const spacer = (height: number) =>
    height > 0 && (
      <tr aria-hidden="true">
        <td colSpan={columns.length} style={{ height, padding: 0, border: 0 }} />
      </tr>
    );
  return (
    <div ref={view.scroll} className={styles.long} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.longTable} aria-rowcount={rows.length + 1} data-testid={testId}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, number }) => (
              <th key={key} scope="col" className={number ? styles.number : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spacer(view.before)}
          {view.rows.map(({ index }) => {
            const row = rows[index]!;
            return (
              <tr key={rowKey(row)} ref={view.measure} data-index={index} aria-rowindex={index + 2}>
                {columns.map(({ key, cell, number }) => (
                  <td key={key} className={number ? styles.number : undefined}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {spacer(view.after)}
        </tbody>
      </table>
    </div>
  );
}
