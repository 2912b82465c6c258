import { usePlace } from '../../api/place';
import { usePages } from '../../api/use-operation';
import { DataTable, type Column } from '../../components/data-table';
import { NoRight } from '../../components/no-right';
import { PageHeader } from '../../components/page-header';
import { EmptyState, ErrorPanel, LoadMore, Loading } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { AuditQuery } from '../../generated/graphql';
import { useFormats } from '../../formats';
import { useT } from '../../language';
import { roleMessage } from '../../role-names';
import { actMessage } from './act-names';

const Audit = graphql(/* GraphQL */ `
  query Audit($after: String) {
    auditRecords(first: 50, after: $after) {
      edges {
        node {
          id
          at
          actor
          action
          subjectType
          subjectId
          details
          ipAddress
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type AuditRecord = AuditQuery['auditRecords']['edges'][number]['node'];

/** Everything done in the name of the filière; nobody can rewrite it. */
export function JournalPage() {
  const t = useT();
  const { can } = usePlace();
  return (
    <>
      <PageHeader title={t('nav.journal')} lead={t('journal.lead')} />
      {can('audit:read') ? <Records /> : <NoRight />}
    </>
  );
}

function Records() {
  const t = useT();
  const { moment } = useFormats();
  const particulars = useParticulars();
  const records = usePages(Audit, {}, (data) => data.auditRecords);
  const columns: Column<AuditRecord>[] = [
    { key: 'at', title: t('journal.at'), cell: ({ at }) => <span className="nums">{moment(at)}</span> },
    { key: 'actor', title: t('journal.actor'), cell: ({ actor }) => actor },
    { key: 'act', title: t('journal.act'), cell: ({ action }) => t(actMessage(action)) },
    { key: 'details', title: t('journal.details'), cell: ({ details }) => particulars(details) },
    {
      key: 'from',
      title: t('journal.from'),
      cell: ({ ipAddress }) => (ipAddress ? <code>{ipAddress}</code> : '—'),
    },
  ];
  if (records.isPending) return <Loading lines={8} />;
  if (records.isError) return <ErrorPanel error={records.error} onRetry={() => void records.refetch()} />;
  if (!records.nodes?.length) {
    return (
      <EmptyState icon="journal" title={t('journal.none')}>
        {t('journal.noneHelp')}
      </EmptyState>
    );
  }
  return (
    <>
      <DataTable
        caption={t('nav.journal')}
        columns={columns}
        rows={records.nodes}
        rowKey={({ id }) => id}
        testId="journal"
      />
      <LoadMore query={records} />
    </>
  );
}

const ROLE_KEYS = new Set(['role', 'from', 'to']);

const isId = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value);

/** The particulars that tell people something: roles by their names, no ids. */
function useParticulars(): (details: unknown) => string {
  const t = useT();
  return (details) => {
    if (typeof details !== 'object' || details === null) return '—';
    const shown = Object.entries(details as Record<string, unknown>).filter(
      ([, value]) => value !== null && value !== '' && !isId(value),
    );
    const words = shown.map(([key, value]) =>
      ROLE_KEYS.has(key)
        ? t(roleMessage(String(value)))
        : key === 'scheme'
          ? String(value).toUpperCase()
          : String(value),
    );
    return words.length ? words.join(' · ') : '—';
  };
}
