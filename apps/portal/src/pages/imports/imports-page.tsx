import { usePlace } from '../../api/place';
import { usePages } from '../../api/use-operation';
import { ButtonLink } from '../../components/button-link';
import { Icon } from '../../components/icon';
import { NoRight } from '../../components/no-right';
import { PageHeader } from '../../components/page-header';
import { EmptyState, ErrorPanel, LoadMore, Loading } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useT } from '../../language';
import { ImportRows } from './import-rows';

const Imports = graphql(/* GraphQL */ `
  query Imports($after: String) {
    importJobs(first: 20, after: $after) {
      edges {
        node {
          id
          fileName
          status
          rowsRead
          rowsAccepted
          rowsUnchanged
          rowsRefused
          createdAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** Files that the organisation sent, the latest first. */
export function ImportsPage() {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  const send = (
    <ButtonLink
      to="/$filiere/imports/nouveau"
      params={{ filiere }}
      color="rust"
      leftSection={<Icon name="upload" />}
      data-testid="action-send-file"
    >
      {t('action.sendFile')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={t('imports.title')}
        lead={t('imports.lead')}
        actions={can('import:run') ? send : undefined}
      />
      {can('import:run') ? <ImportList /> : <NoRight />}
    </>
  );
}

function ImportList() {
  const t = useT();
  const jobs = usePages(Imports, {}, (data) => data.importJobs);
  if (jobs.isPending) return <Loading lines={5} />;
  if (jobs.isError) return <ErrorPanel error={jobs.error} onRetry={() => void jobs.refetch()} />;
  if (!jobs.nodes?.length) {
    return (
      <EmptyState icon="file" title={t('imports.none')}>
        {t('imports.noneHelp')}
      </EmptyState>
    );
  }
  return (
    <>
      <ImportRows jobs={jobs.nodes} />
      <LoadMore query={jobs} />
    </>
  );
}
