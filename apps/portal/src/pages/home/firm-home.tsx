import { usePlace } from '../../api/place';
import { useRead } from '../../api/use-operation';
import { ButtonLink } from '../../components/button-link';
import { Icon } from '../../components/icon';
import { PageHeader } from '../../components/page-header';
import { Card, EmptyState, ErrorPanel, Loading, Stack } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { FirmHomeQuery } from '../../generated/graphql';
import { useFormats } from '../../formats';
import { useT } from '../../language';
import { AwaitingDiscrepancies } from '../discrepancies/awaiting-discrepancies';
import { ImportRows } from '../imports/import-rows';
import { Awaiting } from './awaiting';
import styles from './home.module.css';
import { RecentLots } from './recent-lots';
import { SearchLot } from './search-lot';
import { TaskList } from './task-list';
import { Link } from '@tanstack/react-router';
import type { MessageId } from '../../messages/fr';

const FirmHomeOverview = graphql(/* GraphQL */ `
  query FirmHome($imports: Boolean!) {
    overview {
      declaredItems
      receivedShipments
      events
      partners
      tasks {
        kind
        itemId
        eventId
        dueAt
        title {
          fr
          en
        }
      }
    }
    importJobs(first: 5) @include(if: $imports) {
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
    }
  }
`);

export type Overview = FirmHomeQuery['overview'];

/** Home of a firm: « Vos lots » for a supplier; for a prime contractor, a search first, then what arrived. */
export function FirmHome({ isPrime }: { isPrime: boolean }) {
  const t = useT();
  const { me, can } = usePlace();
  const home = useRead(FirmHomeOverview, { imports: can('import:run') });
  return (
    <>
      <PageHeader
        title={t(isPrime ? 'home.primeTitle' : 'home.supplierTitle')}
        lead={t(isPrime ? 'home.primeLead' : 'home.supplierLead', { name: me.person?.firstName ?? '' })}
      />
      {isPrime && <SearchLot />}
      {home.isPending && <Loading lines={6} />}
      {home.isError && <ErrorPanel error={home.error} onRetry={() => void home.refetch()} />}
      {home.data && <FirmOverview home={home.data} isPrime={isPrime} />}
    </>
  );
}

function FirmOverview({ home, isPrime }: { home: FirmHomeQuery; isPrime: boolean }) {
  const t = useT();
  const { can } = usePlace();
  const { overview } = home;
  const jobs = home.importJobs?.edges.map(({ node }) => node) ?? [];
  const isNew = overview.declaredItems === 0 && overview.receivedShipments === 0 && jobs.length === 0;
  return (
    <Stack>
      {can('document:read') && <Awaiting />}
      <AwaitingDiscrepancies />
      {isNew && can('event:declare') ? <FirstSteps /> : <Counts overview={overview} isPrime={isPrime} />}
      {!isNew && !isPrime && can('event:declare') && <BigActions />}
      <Card title={t(isPrime ? 'home.gaps' : 'home.tasks')} testId="tasks">
        <TaskList tasks={overview.tasks} isPrime={isPrime} />
      </Card>
      {!isNew && <RecentLots isPrime={isPrime} />}
      {can('import:run') && !(isNew && isPrime) && (
        <Card title={t('home.imports')} testId="recent-imports">
          {jobs.length ? <ImportRows jobs={jobs} /> : <p className="soft">{t('home.noImports')}</p>}
        </Card>
      )}
      {isPrime && !isNew && can('event:declare') && <BigActions />}
    </Stack>
  );
}

function FirstSteps() {
  const t = useT();
  return (
    <EmptyState icon="lots" title={t('home.firstTitle')} actions={<ActionLinks />}>
      {t('home.firstLead')}
    </EmptyState>
  );
}

function BigActions() {
  return (
    <div className={styles.actions}>
      <ActionLinks />
    </div>
  );
}

function ActionLinks() {
  const t = useT();
  const { slug: filiere } = usePlace();
  return (
    <>
      <ButtonLink
        to="/$filiere/lots/nouveau"
        params={{ filiere }}
        size="md"
        color="rust"
        leftSection={<Icon name="plus" />}
        data-testid="action-declare-lot"
      >
        {t('action.declareLot')}
      </ButtonLink>
      <ButtonLink
        to="/$filiere/imports/nouveau"
        params={{ filiere }}
        size="md"
        leftSection={<Icon name="upload" />}
        data-testid="action-send-file"
      >
        {t('action.sendFile')}
      </ButtonLink>
    </>
  );
}

function Counts({ overview, isPrime }: { overview: Overview; isPrime: boolean }) {
  const t = useT();
  const { number } = useFormats();
  const { slug: filiere } = usePlace();
  const declared: [MessageId, number, undefined] = ['home.declared', overview.declaredItems, undefined];
  const received: [MessageId, number, 'recus'] = ['home.received', overview.receivedShipments, 'recus'];
  return (
    <dl className={styles.counts} data-testid="counts">
      {(isPrime ? [received, declared] : [declared, received]).map(([label, count, vue]) => (
        <div key={label}>
          <dt>
            <Link to="/$filiere/lots" params={{ filiere }} search={{ vue }}>
              {t(label, { count })}
            </Link>
          </dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('home.events', { count: overview.events })}</dt>
        <dd>{number(overview.events)}</dd>
      </div>
      <div>
        <dt>{t('home.partners', { count: overview.partners })}</dt>
        <dd>{number(overview.partners)}</dd>
      </div>
    </dl>
  );
}
