import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { usePlace } from '../../api/place';
import { useChange, useOperationKey, useRead } from '../../api/use-operation';
import { watch } from '../../api/watch';
import { Icon } from '../../components/icon';
import { PageHeader } from '../../components/page-header';
import { ButtonLink } from '../../components/button-link';
import { Callout, Card, ErrorPanel, Loading, Stack, Status } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { ImportPageQuery } from '../../generated/graphql';
import { useT, useText } from '../../language';
import itemStyles from '../item/item.module.css';
import { NotFound } from '../not-found-page';
import { ImportProgressCard } from './import-progress-card';
import { importState, isOver, isUnchanged } from './import-status';
import { Refusals } from './refusals';

const ImportPageDocument = graphql(/* GraphQL */ `
  query ImportPage($id: ID!) {
    importJob(id: $id) {
      id
      fileName
      format
      audience
      status
      rowsRead
      rowsAccepted
      rowsUnchanged
      rowsRefused
      progress
      elapsedSeconds
      remainingSeconds
      createdAt
      finishedAt
      ignoredColumns
      failure {
        fr
        en
      }
    }
  }
`);

const CancelImport = graphql(/* GraphQL */ `
  mutation CancelImport($id: ID!) {
    cancelImport(id: $id) {
      id
      status
    }
  }
`);

const ImportProgress = graphql(/* GraphQL */ `
  subscription ImportProgress($id: ID!) {
    importProgress(id: $id) {
      id
      status
      rowsRead
      rowsAccepted
      rowsUnchanged
      rowsRefused
      progress
      elapsedSeconds
      remainingSeconds
      finishedAt
    }
  }
`);

export type ImportJob = NonNullable<ImportPageQuery['importJob']>;

/** How often the state is asked for when it cannot be pushed. */
const POLL_MS = 2000;

/** The job follows by itself: pushed over a socket, or asked for every two seconds where sockets do not pass. */
function useLiveImport(id: string) {
  const place = usePlace();
  const client = useQueryClient();
  const keyOf = useOperationKey();
  const [isPolling, setPolling] = useState(false);
  const query = useRead(ImportPageDocument, { id }, { refetchInterval: isPolling ? POLL_MS : false });
  const status = query.data?.importJob?.status;
  const isLive = status !== undefined && !isOver(status);
  useEffect(() => {
    if (!isLive) {
      setPolling(false);
      return undefined;
    }
    const key = keyOf(ImportPageDocument, { id });
    return watch(
      place,
      ImportProgress,
      { id },
      {
        onNotice: ({ importProgress: notice }) => {
          client.setQueryData<ImportPageQuery>(
            key,
            (known) => known && { ...known, importJob: known.importJob && { ...known.importJob, ...notice } },
          );
          if (isOver(notice.status))
            void client.invalidateQueries({ queryKey: [place.slug, place.organisation] });
        },
        onLost: () => setPolling(true),
      },
    );
    // A new socket for each render would be one too many: the place and the key are stable within a page.
  }, [isLive, id]);
  return query;
}

/** One file on its way: how far it is, what was refused and why, and what to do about it. */
export function ImportPage() {
  const { id } = useParams({ from: '/$filiere/imports/$id' });
  const query = useLiveImport(id);
  if (query.isPending) return <Loading lines={6} />;
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return query.data.importJob ? <ImportView job={query.data.importJob} /> : <NotFound />;
}

function ImportView({ job }: { job: ImportJob }) {
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  const cancel = useChange(CancelImport);
  const { tone, message } = importState(job);
  const above = (
    <Link to="/$filiere/imports" params={{ filiere }} className={itemStyles.back}>
      <Icon name="back" size={16} /> {t('imports.title')}
    </Link>
  );
  const stop = !isOver(job.status) && (
    <Button
      variant="default"
      loading={cancel.isPending}
      onClick={() => cancel.mutate({ id: job.id })}
      data-testid="cancel-import"
    >
      {t('import.cancel')}
    </Button>
  );
  return (
    <>
      <PageHeader title={job.fileName} above={above} actions={stop} />
      <Stack>
        {cancel.isError && <ErrorPanel error={cancel.error} />}
        <Card
          title={t('import.state')}
          aside={
            <span role="status" data-testid="import-status">
              <Status tone={tone}>{t(message)}</Status>
            </span>
          }
          testId="import-progress"
        >
          <ImportProgressCard job={job} />
        </Card>
        {isUnchanged(job) && (
          <Callout tone="info" testId="import-unchanged">
            <p>{t('import.unchangedHelp')}</p>
          </Callout>
        )}
        {job.failure && (
          <Callout tone="danger" title={t('import.failed')}>
            <p>{textOf(job.failure)}</p>
          </Callout>
        )}
        {job.ignoredColumns.length > 0 && (
          <Callout tone="info" title={t('import.ignoredColumns', { count: job.ignoredColumns.length })}>
            <p>{job.ignoredColumns.join(', ')}</p>
            <p className="small">{t('import.ignoredHelp')}</p>
          </Callout>
        )}
        {job.status === 'DONE' && <Next job={job} />}
        {job.rowsRefused > 0 && (
          <Refusals jobId={job.id} count={job.rowsRefused} isOver={isOver(job.status)} />
        )}
      </Stack>
    </>
  );
}

function Next({ job }: { job: ImportJob }) {
  const t = useT();
  const { slug: filiere } = usePlace();
  return (
    <div>
      {job.rowsAccepted + job.rowsUnchanged > 0 && (
        <ButtonLink
          to="/$filiere/lots"
          params={{ filiere }}
          variant="default"
          leftSection={<Icon name="lots" />}
          data-testid="see-lots"
        >
          {t('import.seeLots')}
        </ButtonLink>
      )}
    </div>
  );
}
