import { useFormats } from '../formats';
import styles from './progress-bar.module.css';

/** How far something is: a bar, and the share in figures. `share` is 0 to 1. */
export function ProgressBar({ label, share, testId }: { label: string; share: number; testId?: string }) {
  const { percent } = useFormats();
  const bounded = Math.min(1, Math.max(0, share));
  return (
    <div>
      <div className={styles.head}>
        <span>{label}</span>
        <span className="nums">{percent(bounded)}</span>
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(bounded * 100)}
        data-testid={testId}
      >
        <div className={styles.fill} style={{ width: `${bounded * 100}%` }} />
      </div>
    </div>
  );
}
