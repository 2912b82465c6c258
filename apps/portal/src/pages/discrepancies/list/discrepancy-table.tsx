import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { usePlace } from '../../../api/place';
import { type Column, DataTable } from '../../../components/data-table';
import { useT, useText } from '../../../language';
import { Due } from '../../exchange/inbox/due';
import styles from '../discrepancies.module.css';
import { DiscrepancyStatus } from '../discrepancy-status';
import { useDifference } from '../figures';
import { isUnresolved } from '../words';
import type { DiscrepancyRow } from './discrepancy-rows';

/** What the lot is called, and what arrived in its place. */
const thingOf = ({ label, otherLabel }: DiscrepancyRow): string =>
  otherLabel ? `${label} ≠ ${otherLabel}` : label;

/** Discrepancies as a table, or as cards on a phone; those that the reader may act on can be chosen. */
export function DiscrepancyTable({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly DiscrepancyRow[];
  chosen: ReadonlySet<string>;
  /** Absent where the reader may change nothing. */
  onChoose?: (id: string, isChosen: boolean) => void;
}) {
  const t = useT();
  const textOf = useText();
  const difference = useDifference();
  const columns: Column<DiscrepancyRow>[] = [
    ...(onChoose
      ? [
          {
            key: 'choose',
            title: t('discrepancies.choose'),
            quiet: true,
            cell: (row: DiscrepancyRow) =>
              isUnresolved(row.state) && (
                <Checkbox
                  aria-label={t('discrepancies.chooseOne', {
                    name: `${textOf(row.kindLabel)}, ${thingOf(row)}`,
                  })}
                  checked={chosen.has(row.id)}
                  onChange={(event) => onChoose(row.id, event.currentTarget.checked)}
                  data-testid="choose-discrepancy"
                />
              ),
          },
        ]
      : []),
    { key: 'what', title: t('discrepancies.what'), cell: (row) => <What row={row} /> },
    { key: 'with', title: t('inbox.partner'), cell: (row) => <With row={row} /> },
    {
      key: 'difference',
      title: t('discrepancy.difference'),
      number: true,
      cell: (row) =>
        typeof row.difference === 'number' ? (
          <strong>{difference(row.difference, row.unit)}</strong>
        ) : (
          <span className="soft">—</span>
        ),
    },
    { key: 'state', title: t('documents.state'), cell: (row) => <DiscrepancyStatus {...row} /> },
    {
      key: 'due',
      title: t('inbox.due'),
      cell: ({ state, dueDate }) =>
        isUnresolved(state) && dueDate ? <Due day={dueDate} /> : <span className="soft">—</span>,
    },
    {
      key: 'age',
      title: t('discrepancies.age'),
      number: true,
      cell: ({ ageDays }) => <Age days={ageDays} />,
    },
  ];
  return (
    <DataTable
      caption={t('discrepancies.title')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      testId="discrepancies"
    />
  );
}

function What({ row }: { row: DiscrepancyRow }) {
  const textOf = useText();
  const { slug: filiere } = usePlace();
  return (
    <span className={styles.what}>
      <Link to="/$filiere/ecarts/$id" params={{ filiere, id: row.id }} data-testid="discrepancy-link">
        {textOf(row.kindLabel)}
      </Link>
      <span>{thingOf(row)}</span>
      {row.reference && row.reference !== row.label && <span className="small soft">{row.reference}</span>}
    </span>
  );
}

function With({ row }: { row: DiscrepancyRow }) {
  const t = useT();
  const other = row.mySide === 'RECEIVER' ? row.declarant : row.partner;
  return (
    <span className={styles.what}>
      <span>{other?.name ?? <span className="soft">{t('discrepancies.own')}</span>}</span>
      {row.assignee && (
        <span className="small soft">{t('discrepancy.assignedTo', { name: row.assignee.name })}</span>
      )}
    </span>
  );
}

function Age({ days }: { days: number }) {
  const t = useT();
  return (
    <span className="nums">
      {days < 1 ? t('discrepancies.today') : t('discrepancies.days', { count: days })}
    </span>
  );
}
