import { Button } from '@mantine/core';
import { useChange } from '../../api/use-operation';
import { Callout, ErrorPanel, Status } from '../../components/panels';
import type { EpcisSubscriptionShownFragment } from '../../generated/graphql';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import { DeleteButton } from './delete-button';
import { scheduleWords } from './schedule-words';
import { stateOf } from './subscription-state';
import { DeleteEpcisSubscription, ResumeEpcisSubscription } from './subscription-operations';
import styles from './subscriptions.module.css';

export interface RowEvents {
  /** Something was done that the page tells. */
  readonly onTold: (words: string) => void;
  readonly onResumed: () => void;
}

/** One subscription: where it sends and when, how it stands, and what to do where it fails. */
export function SubscriptionRow({
  subscription,
  ...events
}: { subscription: EpcisSubscriptionShownFragment } & RowEvents) {
  const t = useT();
  const { moment } = useFormats();
  const { tone, message } = stateOf(subscription);
  const { destination, schedule, reportIfEmpty, nextReportAt, isSigned, lastNotifiedAt } = subscription;
  const when = scheduleWords(schedule, t);
  const facts = [
    reportIfEmpty && schedule ? t('subscription.evenEmpty', { when }) : when,
    ...(nextReportAt && subscription.state === 'ACTIVE'
      ? [t('subscription.nextReport', { date: moment(nextReportAt) })]
      : []),
    t(isSigned ? 'subscription.signed' : 'subscription.unsigned'),
    lastNotifiedAt
      ? t('subscription.lastTaken', { date: moment(lastNotifiedAt) })
      : t('subscription.neverTaken'),
  ];
  return (
    <li className={styles.row} data-testid="subscription">
      <div className={styles.rowHead}>
        <code className={styles.address}>{destination}</code>
        <Status tone={tone}>{t(message)}</Status>
      </div>
      <p className="small soft">{facts.join(' · ')}</p>
      <Failure subscription={subscription} />
      <Actions subscription={subscription} {...events} />
    </li>
  );
}

/** Why the last delivery was not taken, in plain words, and what to do. */
function Failure({ subscription }: { subscription: EpcisSubscriptionShownFragment }) {
  const t = useT();
  const textOf = useText();
  const { moment } = useFormats();
  const { lastFailure: failure, suspendedReason, nextAttemptAt, state } = subscription;
  if (!failure && !suspendedReason) return null;
  return (
    <Callout tone={state === 'SUSPENDED' ? 'danger' : 'warning'} testId="subscription-failure">
      {suspendedReason && <p className={styles.reason}>{textOf(suspendedReason)}</p>}
      {failure && (
        <p>
          {failure.status
            ? t('subscription.refusedAt', { date: moment(failure.at), status: failure.status })
            : t('subscription.failedAt', { date: moment(failure.at) })}{' '}
          {textOf(failure.detail)}
        </p>
      )}
      {failure?.eventId && (
        <p className={styles.address}>
          {t('subscription.onlyEvent')} <code>{failure.eventId}</code>
        </p>
      )}
      {nextAttemptAt && <p>{t('subscription.nextAttempt', { date: moment(nextAttemptAt) })}</p>}
    </Callout>
  );
}

function Actions({
  subscription: { id, destination, state, nextAttemptAt },
  onTold,
  onResumed,
}: { subscription: EpcisSubscriptionShownFragment } & RowEvents) {
  const t = useT();
  const resume = useChange(ResumeEpcisSubscription);
  const remove = useChange(DeleteEpcisSubscription, () =>
    onTold(t('subscription.toldDeleted', { destination })),
  );
  const error = resume.error ?? remove.error;
  const words = t(state === 'SUSPENDED' ? 'subscription.resume' : 'subscription.tryNow');
  const resumed = () => {
    onTold(t('subscription.toldResumed', { destination }));
    onResumed();
  };
  return (
    <>
      <div className={styles.actions}>
        {(state === 'SUSPENDED' || nextAttemptAt) && (
          <Button
            size="xs"
            loading={resume.isPending}
            onClick={() => resume.mutate({ id }, { onSuccess: resumed })}
            aria-label={`${words} ${destination}`}
            data-testid="subscription-resume"
          >
            {words}
          </Button>
        )}
        <DeleteButton
          label={t('subscription.delete')}
          of={destination}
          isPending={remove.isPending}
          onDelete={() => remove.mutate({ id })}
          testId="subscription-delete"
        />
      </div>
      {error && <ErrorPanel error={error} />}
    </>
  );
}
