import { Link } from '@tanstack/react-router';
import { usePlace } from '../../api/place';
import { DataTable, type Column } from '../../components/data-table';
import { Status } from '../../components/panels';
import { useGranularityName, useQuantity } from '../../components/quantity';
import type { LotsQuery } from '../../generated/graphql';
import { useFormats } from '../../formats';
import { useT } from '../../language';
import styles from './lots.module.css';

type Lot = LotsQuery['items']['edges'][number]['node'];

/** Lots in lines: number and name first, quantities under one another. */
export function LotTable({ lots, isReceived }: { lots: readonly Lot[]; isReceived: boolean }) {
  const t = useT();
  const { day } = useFormats();
  const quantity = useQuantity();
  const granularity = useGranularityName();
  const { slug: filiere } = usePlace();
  const columns: Column<Lot>[] = [
    {
      key: 'lot',
      title: t('lot.number'),
      cell: (lot) => (
        <span className={styles.name}>
          <Link to="/$filiere/lots/$id" params={{ filiere, id: lot.id }}>
            {lot.label}
          </Link>
          <span className="soft">{lot.name}</span>
        </span>
      ),
    },
    { key: 'granularity', title: t('lot.granularity'), cell: (lot) => granularity(lot.granularity) },
    ...(isReceived
      ? [{ key: 'from', title: t('lot.declarant'), cell: (lot: Lot) => lot.declarant.name }]
      : [
          {
            key: 'audience',
            title: t('lot.audience'),
            cell: (lot: Lot) => (
              <Status tone="neutral" icon={lot.isPrivate ? 'lock' : 'people'}>
                {t(lot.isPrivate ? 'audience.privateShort' : 'audience.partiesShort')}
              </Status>
            ),
          },
        ]),
    {
      key: 'made',
      title: t('lot.madeAt'),
      number: true,
      cell: (lot) => (lot.madeAt ? day(lot.madeAt) : '—'),
    },
    {
      key: 'quantity',
      title: t('lot.quantity'),
      number: true,
      cell: (lot) => quantity(lot.quantity, lot.unit),
    },
  ];
  return (
    <DataTable
      caption={t(isReceived ? 'lots.received' : 'lots.declared')}
      columns={columns}
      rows={lots}
      rowKey={(lot) => lot.id}
      testId="lots"
    />
  );
}
