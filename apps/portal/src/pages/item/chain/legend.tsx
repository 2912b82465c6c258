import { useT } from '../../../language';
import styles from './chain.module.css';

/** What the shapes mean. */
export function Legend({ hasHidden }: { hasHidden: boolean }) {
  const t = useT();
  return (
    <p className={styles.legend}>
      <span>
        <i className={`${styles.swatch} ${styles.root}`} /> {t('chain.here')}
      </span>
      {hasHidden && (
        <span>
          <i className={`${styles.swatch} ${styles.hidden}`} /> {t('chain.notShared')}
        </span>
      )}
      <span>{t('chain.arrows')}</span>
    </p>
  );
}
