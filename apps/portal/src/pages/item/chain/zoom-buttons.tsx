import { useT } from '../../../language';
import styles from './chain.module.css';

/** Nearer, further, whole: for those without a wheel or a pinch. */
export function ZoomButtons({
  onIn,
  onOut,
  onFit,
}: {
  onIn: () => void;
  onOut: () => void;
  onFit: () => void;
}) {
  const t = useT();
  return (
    <div className={styles.zoom}>
      <button type="button" onClick={onIn} aria-label={t('chain.zoomIn')}>
        +
      </button>
      <button type="button" onClick={onOut} aria-label={t('chain.zoomOut')}>
        −
      </button>
      <button type="button" onClick={onFit} aria-label={t('chain.fit')} data-testid="chain-fit">
        ⤢
      </button>
    </div>
  );
}
