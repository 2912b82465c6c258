import { Link } from '@tanstack/react-router';
import { usePlace } from '../../../api/place';
import { useFormats } from '../../../formats';
import type { DiscrepancySummaryReadQuery } from '../../../generated/graphql';
import { useT } from '../../../language';
import homeStyles from '../../home/home.module.css';

type Summary = DiscrepancySummaryReadQuery['discrepancySummary'];

/** What is open at a glance, each figure leading to what it counts. */
export function SummaryLine({ summary }: { summary: Summary }) {
  const t = useT();
  const { number } = useFormats();
  const { slug: filiere } = usePlace();
  return (
    <dl className={homeStyles.counts} data-testid="discrepancy-summary">
      <div>
        <dt>
          <Link to="/$filiere/ecarts" params={{ filiere }} search={{}}>
            {t('discrepancies.open', { count: summary.open })}
          </Link>
        </dt>
        <dd>{number(summary.open)}</dd>
      </div>
      <div>
        <dt>
          <Link to="/$filiere/ecarts" params={{ filiere }} search={{ pour: 'nous' }}>
            {t('discrepancies.awaiting', { count: summary.awaitingMe })}
          </Link>
        </dt>
        <dd>{number(summary.awaitingMe)}</dd>
      </div>
      <div>
        <dt>{t('discrepancies.blocking', { count: summary.blocking })}</dt>
        <dd>{number(summary.blocking)}</dd>
      </div>
      <div>
        <dt>{t('discrepancies.oldest', { count: summary.oldestDays })}</dt>
        <dd>{summary.open === 0 ? '—' : number(summary.oldestDays)}</dd>
      </div>
    </dl>
  );
}
