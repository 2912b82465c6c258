import { ProgressBar } from '../../components/progress-bar';
import { useFormats } from '../../formats';
import { useT } from '../../language';
import type { ImportJob } from './import-page';
import { isOver } from './import-status';
import styles from './imports.module.css';

/** Rows read, accepted, known already and refused; time spent and time left. */
export function ImportProgressCard({ job }: { job: ImportJob }) {
  const t = useT();
  const { number, duration, moment } = useFormats();
  const counts = [
    ['import.read', job.rowsRead],
    ['import.accepted', job.rowsAccepted],
    ['import.known', job.rowsUnchanged],
    ['import.refused', job.rowsRefused],
  ] as const;
  return (
    <>
      <ProgressBar
        label={t('import.progress')}
        share={job.status === 'DONE' ? 1 : job.progress}
        testId="progress-bar"
      />
      <dl className={styles.counts}>
        {counts.map(([label, count]) => (
          <div key={label} data-testid={label.replace('.', '-')}>
            <dt>{t(label)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.times}>
        <span>{t('import.elapsed', { time: duration(job.elapsedSeconds) })}</span>
        {!isOver(job.status) && typeof job.remainingSeconds === 'number' && (
          <span>{t('import.remaining', { time: duration(job.remainingSeconds) })}</span>
        )}
        {job.finishedAt && <span>{t('import.finishedAt', { date: moment(job.finishedAt) })}</span>}
        <span>{t(job.audience === 'PRIVATE' ? 'audience.private' : 'audience.parties')}</span>
      </p>
    </>
  );
}
