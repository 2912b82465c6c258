import { Card } from '../../../components/panels';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import itemStyles from '../../item/item.module.css';
import { useDifference } from '../figures';
import type { OpenDiscrepancy } from './discrepancy-read';

/** Everything that happened to the discrepancy, the latest first. Nobody can change it. */
export function HistoryCard({ discrepancy }: { discrepancy: OpenDiscrepancy }) {
  const t = useT();
  const textOf = useText();
  const { moment } = useFormats();
  const difference = useDifference();
  const entries = [...discrepancy.thread].reverse();
  return (
    <Card title={t('history.title')} testId="history">
      <ol className={itemStyles.timeline}>
        {entries.map(({ seq, label, person, organisation, at, difference: stood, unit }) => (
          <li key={seq}>
            <p className={itemStyles.sentence}>
              {textOf(label)}
              {typeof stood === 'number' && ` (${difference(stood, unit)})`}
            </p>
            <p className={itemStyles.meta}>
              <time dateTime={at}>{moment(at)}</time>
              <span>
                {[person, organisation?.name].filter(Boolean).join(', ') || t('discrepancy.byItself')}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
