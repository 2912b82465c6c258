import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { usePlace } from '../../api/place';
import { downloadFile } from '../../api/rest';
import { usePages } from '../../api/use-operation';
import { DataTable, type Column } from '../../components/data-table';
import { Icon } from '../../components/icon';
import { Card, ErrorPanel, LoadMore, Loading, Status } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { ImportRefusalsQuery } from '../../generated/graphql';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import styles from './imports.module.css';

const ImportRefusals = graphql(/* GraphQL */ `
  query ImportRefusals($id: ID!, $after: String) {
    importJob(id: $id) {
      id
      refusals(first: 50, after: $after) {
        edges {
          node {
            record
            line
            field
            path
            value
            code
            severity
            message {
              fr
              en
            }
            remedy {
              fr
              en
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

type Refusal = NonNullable<ImportRefusalsQuery['importJob']>['refusals']['edges'][number]['node'];
const NONE = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** Rows that were not taken: where, what stood there, why, and what to do. */
export function Refusals({ jobId, count, isOver }: { jobId: string; count: number; isOver: boolean }) {
  const t = useT();
  const place = usePlace();
  const refusals = usePages(ImportRefusals, { id: jobId }, (data) => data.importJob?.refusals ?? NONE);
  const download = useMutation({
    mutationFn: () =>
      downloadFile(place, `/${place.slug}/imports/${jobId}/refusals.csv`, t('refusal.fileName')),
  });
  const button = isOver && (
    <Button
      variant="default"
      size="xs"
      loading={download.isPending}
      leftSection={<Icon name="file" size={16} />}
      onClick={() => download.mutate()}
      data-testid="download-refusals"
    >
      {t('refusal.download')}
    </Button>
  );
  return (
    <Card title={t('refusal.title', { count })} aside={button} testId="refusals">
      <p className={`soft ${styles.head}`}>{t('refusal.lead')}</p>
      {download.isError && <ErrorPanel error={download.error} />}
      {refusals.isPending && <Loading lines={4} />}
      {refusals.isError && <ErrorPanel error={refusals.error} onRetry={() => void refusals.refetch()} />}
      {refusals.nodes && <RefusalTable refusals={refusals.nodes} />}
      <LoadMore query={refusals} />
    </Card>
  );
}

function RefusalTable({ refusals }: { refusals: readonly Refusal[] }) {
  const t = useT();
  const textOf = useText();
  const { number } = useFormats();
  const columns: Column<Refusal>[] = [
    {
      key: 'line',
      title: t('refusal.line'),
      number: true,
      cell: (refusal) => number(refusal.line ?? refusal.record),
    },
    { key: 'column', title: t('refusal.column'), cell: (refusal) => refusal.field ?? refusal.path ?? '—' },
    {
      key: 'value',
      title: t('refusal.value'),
      cell: (refusal) =>
        refusal.value ? <code className={styles.value}>{refusal.value}</code> : t('refusal.empty'),
    },
    {
      key: 'reason',
      title: t('refusal.reason'),
      cell: (refusal) => (
        <>
          {refusal.severity === 'warning' && <Status tone="warning">{t('refusal.accepted')}</Status>}{' '}
          {textOf(refusal.message)}
        </>
      ),
    },
    { key: 'remedy', title: t('refusal.remedy'), cell: (refusal) => textOf(refusal.remedy) },
  ];
  const rows = refusals.map((refusal, index) => ({ ...refusal, key: `${refusal.record} ${index}` }));
  return (
    <DataTable
      caption={t('refusal.caption')}
      columns={columns}
      rows={rows}
      rowKey={(refusal) => (refusal as (typeof rows)[number]).key}
      testId="refusal-rows"
    />
  );
}
