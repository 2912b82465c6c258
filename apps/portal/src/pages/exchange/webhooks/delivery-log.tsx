import { Button } from '@mantine/core';
import { useChange, usePages } from '../../../api/use-operation';
import { type Column, DataTable } from '../../../components/data-table';
import { ErrorPanel, LoadMore, Loading, Status, type Tone } from '../../../components/panels';
import type { WebhookDeliveryState, WebhookLogQuery } from '../../../generated/graphql';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import type { MessageId } from '../../../messages/fr';
import { ReplayWebhookDelivery, WebhookLog } from './webhook-queries';

/** A trial ends within seconds: its outcome is waited for. */
const REFRESH_MS = 3000;

type Delivery = WebhookLogQuery['webhook']['deliveries']['edges'][number]['node'];

const LOOK: Record<WebhookDeliveryState, { tone: Tone; message: MessageId }> = {
  DELIVERED: { tone: 'success', message: 'webhook.delivered' },
  FAILED: { tone: 'danger', message: 'webhook.failed' },
  WAITING: { tone: 'neutral', message: 'webhook.inWait' },
};

/** What was sent to an address: when, what it answered, and why it failed. */
export function DeliveryLog({ webhookId }: { webhookId: string }) {
  const t = useT();
  const textOf = useText();
  const { moment } = useFormats();
  const log = usePages(WebhookLog, { id: webhookId }, (data) => data.webhook.deliveries, REFRESH_MS);
  const columns: Column<Delivery>[] = [
    { key: 'at', title: t('webhook.changedAt'), cell: ({ changedAt }) => moment(changedAt) },
    {
      key: 'topic',
      title: t('webhook.topic'),
      cell: ({ topic, cause }) => (
        <>
          <code>{topic}</code>
          {cause !== 'CHANGE' && (
            <span className="small soft"> {t(cause === 'TEST' ? 'webhook.isTest' : 'webhook.isReplay')}</span>
          )}
        </>
      ),
    },
    {
      key: 'state',
      title: t('documents.state'),
      cell: (row) => (
        <>
          <Status tone={LOOK[row.state].tone}>{t(LOOK[row.state].message)}</Status>
          {row.failure && <p className="small">{textOf(row.failure)}</p>}
          {row.nextAttemptAt && (
            <p className="small soft">{t('webhook.nextAttempt', { date: moment(row.nextAttemptAt) })}</p>
          )}
        </>
      ),
    },
    {
      key: 'answer',
      title: t('webhook.answer'),
      cell: ({ status, durationMs, attempts }) =>
        attempts === 0
          ? '—'
          : t('webhook.answered', {
              status: status ?? t('webhook.unanswered'),
              duration: durationMs ?? 0,
              count: attempts,
            }),
    },
    { key: 'replay', title: t('team.actions'), quiet: true, cell: (row) => <Replay delivery={row} /> },
  ];
  if (log.isPending) return <Loading lines={3} />;
  if (log.isError) return <ErrorPanel error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.nodes?.length) return <p className="soft">{t('webhook.emptyLog')}</p>;
  return (
    <>
      <DataTable
        caption={t('webhook.log')}
        columns={columns}
        rows={log.nodes}
        rowKey={({ id }) => id}
        testId="delivery-log"
      />
      <LoadMore query={log} />
    </>
  );
}

function Replay({ delivery: { id, state, topic } }: { delivery: Delivery }) {
  const t = useT();
  const replay = useChange(ReplayWebhookDelivery);
  if (state === 'WAITING') return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={replay.isPending}
        onClick={() => replay.mutate({ id })}
        aria-label={`${t('webhook.replay')} ${topic}`}
      >
        {t('webhook.replay')}
      </Button>
      {replay.isError && <ErrorPanel error={replay.error} />}
    </>
  );
}
