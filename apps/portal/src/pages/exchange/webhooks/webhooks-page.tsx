import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { useChange, useRead } from '../../../api/use-operation';
import { NoRight } from '../../../components/no-right';
import { PageHeader } from '../../../components/page-header';
import { Callout, Card, EmptyState, ErrorPanel, Loading, Stack, Status } from '../../../components/panels';
import type { WebhookShownFragment } from '../../../generated/graphql';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import { CreateWebhookDialog, SecretDialog } from './create-webhook';
import { DeliveryLog } from './delivery-log';
import {
  DeleteWebhook,
  PauseWebhook,
  ResumeWebhook,
  RotateWebhookSecret,
  SendTestWebhook,
  Webhooks,
} from './webhook-queries';
import styles from './webhooks.module.css';

/** Addresses of the firm's own software that Maillon calls when something changes. */
export function WebhooksPage() {
  const t = useT();
  const { can } = usePlace();
  const [isMaking, setMaking] = useState(false);
  const make = can('webhook:manage') && (
    <Button color="rust" onClick={() => setMaking(true)} data-testid="create-webhook">
      {t('webhook.create')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('nav.webhooks')} lead={t('webhook.lead')} actions={make} />
      {can('webhook:manage') ? <WebhookList /> : <NoRight />}
      {isMaking && <CreateWebhookDialog onClose={() => setMaking(false)} />}
    </>
  );
}

function WebhookList() {
  const t = useT();
  const webhooks = useRead(Webhooks, {}, { refetchInterval: 15_000 });
  if (webhooks.isPending) return <Loading />;
  if (webhooks.isError) return <ErrorPanel error={webhooks.error} onRetry={() => void webhooks.refetch()} />;
  if (!webhooks.data.webhooks.length) {
    return (
      <EmptyState icon="hook" title={t('webhook.none')}>
        {t('webhook.noneHelp')}
      </EmptyState>
    );
  }
  return (
    <Stack>
      {webhooks.data.webhooks.map((webhook) => (
        <WebhookCard key={webhook.id} webhook={webhook} />
      ))}
    </Stack>
  );
}

function WebhookCard({ webhook }: { webhook: WebhookShownFragment }) {
  const t = useT();
  const textOf = useText();
  const { moment, list } = useFormats();
  const [isLogOpen, setLogOpen] = useState(false);
  return (
    <Card title={webhook.name} aside={<WebhookStatus webhook={webhook} />} testId="webhook">
      <p className={styles.url}>
        <code>{webhook.url}</code>
      </p>
      <p className="soft">
        {t('webhook.topics', {
          topics: webhook.topics.includes('*') ? t('webhook.allTopics') : list(webhook.topics),
        })}
        {' · '}
        {webhook.deliveredAt
          ? t('webhook.deliveredAt', { date: moment(webhook.deliveredAt) })
          : t('webhook.neverDelivered')}
        {webhook.waiting > 0 && ` · ${t('webhook.waiting', { count: webhook.waiting })}`}
      </p>
      {webhook.disabledReason && (
        <Callout tone="danger">
          <p>{textOf(webhook.disabledReason)}</p>
        </Callout>
      )}
      {webhook.resumesAt && (
        <p className="soft">{t('webhook.resumesAt', { date: moment(webhook.resumesAt) })}</p>
      )}
      <WebhookActions webhook={webhook} onTested={() => setLogOpen(true)} />
      <Button
        mt="sm"
        variant="subtle"
        size="xs"
        aria-expanded={isLogOpen}
        onClick={() => setLogOpen(!isLogOpen)}
        data-testid="webhook-log"
      >
        {t(isLogOpen ? 'webhook.hideLog' : 'webhook.showLog')}
      </Button>
      {isLogOpen && <DeliveryLog webhookId={webhook.id} />}
    </Card>
  );
}

function WebhookStatus({ webhook: { state } }: { webhook: WebhookShownFragment }) {
  const t = useT();
  if (state === 'ACTIVE') return <Status tone="success">{t('webhook.active')}</Status>;
  return state === 'PAUSED' ? (
    <Status tone="neutral">{t('webhook.paused')}</Status>
  ) : (
    <Status tone="danger">{t('webhook.disabled')}</Status>
  );
}

function WebhookActions({
  webhook: { id, state },
  onTested,
}: {
  webhook: WebhookShownFragment;
  onTested: () => void;
}) {
  const t = useT();
  const test = useChange(SendTestWebhook);
  const pause = useChange(PauseWebhook);
  const resume = useChange(ResumeWebhook);
  const rotate = useChange(RotateWebhookSecret);
  const remove = useChange(DeleteWebhook);
  const [isSure, setSure] = useState(false);
  const error = [test, pause, resume, rotate, remove].find((change) => change.error)?.error;
  const look = { size: 'xs', variant: 'default' } as const;
  const made = rotate.data?.rotateWebhookSecret;
  return (
    <>
      <div className={styles.actions}>
        <Button
          {...look}
          loading={test.isPending}
          onClick={() => test.mutate({ id }, { onSuccess: onTested })}
          data-testid="test-webhook"
        >
          {t('webhook.test')}
        </Button>
        {state === 'ACTIVE' ? (
          <Button {...look} loading={pause.isPending} onClick={() => pause.mutate({ id })}>
            {t('webhook.pause')}
          </Button>
        ) : (
          <Button {...look} loading={resume.isPending} onClick={() => resume.mutate({ id })}>
            {t('webhook.resume')}
          </Button>
        )}
        <Button {...look} loading={rotate.isPending} onClick={() => rotate.mutate({ id })}>
          {t('webhook.rotate')}
        </Button>
        <Button
          {...look}
          {...(isSure && { variant: 'filled', color: 'rust' })}
          loading={remove.isPending}
          onBlur={() => setSure(false)}
          onClick={() => (isSure ? remove.mutate({ id }) : setSure(true))}
        >
          {t(isSure ? 'webhook.deleteSure' : 'webhook.delete')}
        </Button>
      </div>
      {Boolean(error) && <ErrorPanel error={error} />}
      {made && <SecretDialog name={made.webhook.name} secret={made.secret} onClose={() => rotate.reset()} />}
    </>
  );
}
