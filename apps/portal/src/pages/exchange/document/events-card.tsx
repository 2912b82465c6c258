import { Link } from '@tanstack/react-router';
import { usePlace } from '../../../api/place';
import { useRead } from '../../../api/use-operation';
import { Card, ErrorPanel, Loading } from '../../../components/panels';
import { useQuantity } from '../../../components/quantity';
import { graphql } from '../../../generated/gql';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import styles from './document.module.css';

const DocumentEvent = graphql(/* GraphQL */ `
  query DocumentEvent($id: ID!) {
    event(id: $id) {
      id
      eventTime
      stepLabel {
        fr
        en
      }
      items {
        itemId
        label
        name
        quantity
        unit
      }
    }
  }
`);

const SHOWN_AT_MOST = 5;
const ITEMS_AT_MOST = 20;

/** What the document became in the chain: each step, and the lots that it moved. */
export function EventsCard({ eventIds }: { eventIds: readonly string[] }) {
  const t = useT();
  if (!eventIds.length) return null;
  return (
    <Card title={t('document.events')} testId="events">
      <p className="soft">{t('document.eventsHelp')}</p>
      <ul className={styles.events}>
        {eventIds.slice(0, SHOWN_AT_MOST).map((id) => (
          <Step key={id} id={id} />
        ))}
      </ul>
      {eventIds.length > SHOWN_AT_MOST && (
        <p className="soft">{t('document.moreEvents', { count: eventIds.length - SHOWN_AT_MOST })}</p>
      )}
    </Card>
  );
}

function Step({ id }: { id: string }) {
  const t = useT();
  const textOf = useText();
  const { moment } = useFormats();
  const quantity = useQuantity();
  const { slug: filiere } = usePlace();
  const step = useRead(DocumentEvent, { id });
  if (step.isPending) return <Loading lines={2} />;
  if (step.isError) return <ErrorPanel error={step.error} onRetry={() => void step.refetch()} />;
  const event = step.data.event;
  if (!event) return null;
  const items = event.items.slice(0, ITEMS_AT_MOST);
  return (
    <li>
      <p>
        <strong>{textOf(event.stepLabel)}</strong> <span className="soft">{moment(event.eventTime)}</span>
      </p>
      <ul className={styles.lots}>
        {items.map(({ itemId, label, name, quantity: count, unit }) => (
          <li key={itemId}>
            <Link to="/$filiere/lots/$id" params={{ filiere, id: itemId }}>
              {name ? `${label} · ${name}` : label}
            </Link>
            {count !== null && count !== undefined && <span className="soft"> {quantity(count, unit)}</span>}
          </li>
        ))}
      </ul>
      {event.items.length > ITEMS_AT_MOST && (
        <p className="small soft">{t('document.moreLots', { count: event.items.length - ITEMS_AT_MOST })}</p>
      )}
    </li>
  );
}
