import { Status } from '../../components/panels';
import type { DiscrepancyState } from '../../generated/graphql';
import { useT } from '../../language';
import styles from './discrepancies.module.css';
import { isUnresolved, STATE_LOOKS } from './words';

interface Standing {
  readonly state: DiscrepancyState;
  readonly awaitsMe: boolean;
  readonly isBlocking: boolean;
}

/** What became of a discrepancy, whose turn it is, and whether the lot may move on meanwhile. */
export function DiscrepancyStatus({ state, awaitsMe, isBlocking }: Standing) {
  const t = useT();
  const { words, tone, icon } = STATE_LOOKS[state];
  return (
    <span className={styles.statuses}>
      {awaitsMe ? (
        <Status tone="warning" icon="hand">
          {t(words)} <span className="unseen">({t('document.awaitsYou')})</span>
        </Status>
      ) : (
        <Status tone={tone} icon={icon}>
          {t(words)}
        </Status>
      )}
      {isBlocking && isUnresolved(state) && (
        <Status tone="danger" icon="lock">
          {t('discrepancy.blocked')}
        </Status>
      )}
    </span>
  );
}
