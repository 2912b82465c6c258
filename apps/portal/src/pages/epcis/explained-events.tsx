import { Card, Status } from '../../components/panels';
import { useT, useText } from '../../language';
import styles from './epcis.module.css';
import type { ExplainedEvent } from './explain-queries';
import { FindingList } from './finding-list';

/** Each event in one sentence, with what is wrong with it. */
export function ExplainedEvents({
  events,
  total,
  lines,
}: {
  events: readonly ExplainedEvent[];
  total: number;
  lines: readonly string[];
}) {
  const t = useT();
  if (!events.length) return null;
  return (
    <Card title={t('epcis.events', { count: total })} testId="explained-events">
      {events.length < total && <p className="soft">{t('epcis.shown', { count: events.length, total })}</p>}
      <ol className={styles.events}>
        {events.map((event) => (
          <Event key={event.index} event={event} lines={lines} />
        ))}
      </ol>
    </Card>
  );
}

function Event({ event, lines }: { event: ExplainedEvent; lines: readonly string[] }) {
  const t = useT();
  const textOf = useText();
  const { index, isRight, sentence, findings } = event;
  return (
    <li value={index + 1} data-testid="explained-event">
      <p>
        <strong className="nums">{t('epcis.number', { number: index + 1 })}</strong>{' '}
        <Status tone={isRight ? 'success' : 'danger'}>{t(isRight ? 'epcis.right' : 'epcis.wrong')}</Status>{' '}
        {sentence && !isRight && `${t('epcis.rightPart')} `}
        {sentence ? textOf(sentence) : t('epcis.unreadable')}
      </p>
      {findings.length > 0 && <FindingList findings={findings} lines={lines} />}
    </li>
  );
}
