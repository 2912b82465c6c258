import { usePages } from '../../api/use-operation';
import { EmptyState, ErrorPanel, LoadMore, Loading, Status, type Tone } from '../../components/panels';
import { useQuantity } from '../../components/quantity';
import { graphql } from '../../generated/gql';
import { useFormats } from '../../formats';
import { useLanguage, useT } from '../../language';
import type { MessageId } from '../../messages/fr';
import { eventSentence, type TimelineEvent } from './event-sentence';
import styles from './item.module.css';

const ItemTimeline = graphql(/* GraphQL */ `
  query ItemTimeline($id: ID!, $after: String) {
    item(id: $id) {
      id
      events(first: 30, after: $after) {
        edges {
          node {
            id
            type
            action
            bizStep
            disposition
            eventTime
            errorDeclaredAt
            audience
            stepLabel {
              fr
              en
            }
            declarant {
              id
              name
            }
            parties {
              kind
              type
              uri
              organisation {
                id
                name
              }
            }
            items {
              role
              itemId
              label
              name
              quantity
              unit
            }
            transactions {
              type
              label
            }
            correction {
              id
              errorDeclaredAt
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const NO_EVENTS = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** What happened to the lot, the latest first, a plain sentence each. */
export function Timeline({ itemId }: { itemId: string }) {
  const t = useT();
  const events = usePages(ItemTimeline, { id: itemId }, (data) => data.item?.events ?? NO_EVENTS);
  if (events.isPending) return <Loading lines={4} />;
  if (events.isError) return <ErrorPanel error={events.error} onRetry={() => void events.refetch()} />;
  if (!events.nodes?.length) {
    return (
      <EmptyState icon="clock" title={t('timeline.none')}>
        {t('timeline.noneHelp')}
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={styles.timeline}>
        {events.nodes.map((event) => (
          <EventLine key={event.id} event={event} itemId={itemId} />
        ))}
      </ol>
      <LoadMore query={events} />
    </>
  );
}

const DISPOSITIONS: Partial<Record<string, [Tone, MessageId]>> = {
  conformant: ['success', 'disposition.conformant'],
  non_conformant: ['danger', 'disposition.nonConformant'],
  damaged: ['warning', 'disposition.damaged'],
  recalled: ['danger', 'disposition.recalled'],
  expired: ['danger', 'disposition.expired'],
  destroyed: ['neutral', 'disposition.destroyed'],
};

const DOCUMENTS: Partial<Record<string, MessageId>> = {
  desadv: 'document.desadv',
  po: 'document.po',
  recadv: 'document.recadv',
  cert: 'document.cert',
};

function EventLine({ event, itemId }: { event: TimelineEvent; itemId: string }) {
  const t = useT();
  const { language } = useLanguage();
  const { moment, list } = useFormats();
  const quantity = useQuantity();
  const sentence = eventSentence(event, itemId, { t, language, list, quantity });
  const { errorDeclaredAt, correction } = event;
  // an error declaration repeats the event that it declares wrong: nothing happened a second time
  const disposition = errorDeclaredAt ? undefined : DISPOSITIONS[event.disposition ?? ''];
  return (
    <li className={correction ? styles.corrected : undefined}>
      <p>
        <span className={styles.sentence}>
          {errorDeclaredAt ? t('event.declaredWrong', { sentence, date: moment(event.eventTime) }) : sentence}
        </span>{' '}
        {disposition && <Status tone={disposition[0]}>{t(disposition[1])}</Status>}
      </p>
      <p className={styles.meta}>
        <span className="nums">{moment(errorDeclaredAt ?? event.eventTime)}</span>
        {!sentence.includes(event.declarant.name) && (
          <span>{t('event.by', { by: event.declarant.name })}</span>
        )}
        {event.transactions.map(({ type, label }) => (
          <span key={`${type} ${label}`}>
            {t(DOCUMENTS[type ?? ''] ?? 'document.other', { number: label })}
          </span>
        ))}
        {event.audience === 'PRIVATE' && (
          <Status tone="neutral" icon="lock">
            {t('audience.privateShort')}
          </Status>
        )}
      </p>
      {correction?.errorDeclaredAt && (
        <p className="small">{t('event.corrected', { date: moment(correction.errorDeclaredAt) })}</p>
      )}
    </li>
  );
}
