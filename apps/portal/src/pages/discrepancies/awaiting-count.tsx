import { useFormats } from '../../formats';
import { useT } from '../../language';
import styles from './discrepancies.module.css';
import { useSummary, useSummaryPushed } from './use-summary';

/** Beside the link of the navigation: how many await the organisation; nothing where none does. */
export function AwaitingCount() {
  const t = useT();
  const { number } = useFormats();
  useSummaryPushed();
  const count = useSummary().data?.discrepancySummary.awaitingMe ?? 0;
  if (!count) return null;
  return (
    <span className={styles.count} data-testid="discrepancies-awaiting">
      <span aria-hidden="true">{number(count)}</span>
      <span className="unseen">{t('discrepancies.homeAwaiting', { count })}</span>
    </span>
  );
}
