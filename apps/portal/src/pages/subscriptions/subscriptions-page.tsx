import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import { CopyField } from '../../components/copy-field';
import { NoRight } from '../../components/no-right';
import { PageHeader } from '../../components/page-header';
import { Card, EmptyState, ErrorPanel, Loading, LoadMore, Stack } from '../../components/panels';
import { useT } from '../../language';
import { QueryCard } from './query-card';
import { SUBSCRIPTION_LINES } from './subscription-lines';
import { useEpcisQueries } from './use-epcis-queries';

/** Questions that the firm's software keeps, and the addresses that are sent the answers as they come. */
export function SubscriptionsPage() {
  const t = useT();
  const { can } = usePlace();
  const isAllowed = can('query:manage');
  return isAllowed ? (
    <Governed />
  ) : (
    <>
      <PageHeader title={t('subscription.title')} lead={t('subscription.lead')} />
      <NoRight />
    </>
  );
}

function Governed() {
  const t = useT();
  const { queries, awaitOutcome } = useEpcisQueries();
  const [told, setTold] = useState('');
  const refresh = (
    <Button
      variant="default"
      loading={queries.isFetching}
      onClick={() => void queries.refetch()}
      data-testid="subscriptions-refresh"
    >
      {t('subscription.refresh')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('subscription.title')} lead={t('subscription.lead')} actions={refresh} />
      <Stack>
        <p role="status" className={told ? undefined : 'unseen'} data-testid="subscriptions-told">
          {told}
        </p>
        {queries.isPending && <Loading />}
        {queries.isError && <ErrorPanel error={queries.error} onRetry={() => void queries.refetch()} />}
        {queries.nodes?.map((query) => (
          <QueryCard key={query.name} query={query} onTold={setTold} onResumed={awaitOutcome} />
        ))}
        <LoadMore query={queries} />
        {queries.nodes && <Begin isFirst={queries.nodes.length === 0} />}
      </Stack>
    </>
  );
}

/** How to store a question and follow it: lines that run as they are, and where the guide tells more. */
function Begin({ isFirst }: { isFirst: boolean }) {
  const t = useT();
  const { slug: filiere } = usePlace();
  return (
    <>
      {isFirst && (
        <EmptyState icon="inbox" title={t('subscription.none')}>
          {t('subscription.noneHelp')}
        </EmptyState>
      )}
      <Card title={t('subscription.begin')} testId="subscription-lines">
        <Stack>
          <p className="soft">{t('subscription.beginLead')}</p>
          {SUBSCRIPTION_LINES.map(({ label, line }) => (
            <CopyField key={label} label={t(label)} value={line(`${location.origin}/${filiere}`)} />
          ))}
          <p>
            <ButtonLink
              to="/$filiere/abonnements/guide"
              params={{ filiere }}
              hash="vérifier-la-signature"
              variant="default"
            >
              {t('subscription.verify')}
            </ButtonLink>
          </p>
        </Stack>
      </Card>
    </>
  );
}
