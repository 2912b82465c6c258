import { useChange } from '../../api/use-operation';
import { Callout, Card, ErrorPanel } from '../../components/panels';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import { DeleteButton } from './delete-button';
import { type RowEvents, SubscriptionRow } from './subscription-row';
import { DeleteEpcisQuery } from './subscription-operations';
import styles from './subscriptions.module.css';
import type { ShownQuery } from './use-epcis-queries';

/** One stored question: what it asks for, and who is sent the answers. */
export function QueryCard({ query, ...events }: { query: ShownQuery } & RowEvents) {
  const t = useT();
  const { day } = useFormats();
  const { name, subscriptions, createdAt } = query;
  return (
    <Card
      title={name}
      aside={<span className="small soft">{t('subscription.since', { date: day(createdAt) })}</span>}
      testId="epcis-query"
    >
      <Parameters query={query.query} />
      {subscriptions.length > 0 ? (
        <ul className={styles.rows} aria-label={t('subscription.ofQuery', { name })}>
          {subscriptions.map((subscription) => (
            <SubscriptionRow key={subscription.id} subscription={subscription} {...events} />
          ))}
        </ul>
      ) : (
        <p className={`soft ${styles.rows}`}>{t('subscription.noneOfQuery')}</p>
      )}
      <DeleteQuery name={name} isFollowed={subscriptions.length > 0} onTold={events.onTold} />
    </Card>
  );
}

/** The parameters of EPCIS, one a line, as they were given. */
function Parameters({ query }: { query: unknown }) {
  const t = useT();
  const parameters = Object.entries(typeof query === 'object' && query !== null ? query : {});
  if (!parameters.length) return <p>{t('subscription.asksAll')}</p>;
  return (
    <ul className={styles.parameters} aria-label={t('subscription.asks')}>
      {parameters.map(([name, value]) => (
        <li key={name}>
          <code>
            {name} = {wordsOf(value)}
          </code>
        </li>
      ))}
    </ul>
  );
}

const wordsOf = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(wordsOf).join(' | ')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

function DeleteQuery({
  name,
  isFollowed,
  onTold,
}: { name: string; isFollowed: boolean } & Pick<RowEvents, 'onTold'>) {
  const t = useT();
  const textOf = useText();
  const remove = useChange(
    DeleteEpcisQuery,
    ({ deleteEpcisQuery: { __typename: type } }) =>
      type === 'EpcisQueryDeleted' && onTold(t('subscription.toldQueryDeleted', { name })),
  );
  const answer = remove.data?.deleteEpcisQuery;
  return (
    <>
      <div className={styles.end}>
        <DeleteButton
          label={t('subscription.deleteQuery')}
          of={name}
          isPending={remove.isPending}
          onDelete={() => remove.mutate({ name })}
          testId="query-delete"
        />
      </div>
      {isFollowed && answer?.__typename === 'Refused' && (
        <Callout tone="warning" live testId="query-stays">
          {answer.findings.map(({ code, message, remedy }) => (
            <p key={code}>
              {textOf(message)} {textOf(remedy)}
            </p>
          ))}
        </Callout>
      )}
      {remove.isError && <ErrorPanel error={remove.error} />}
    </>
  );
}
