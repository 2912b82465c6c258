import { useT } from '../language';
import { EmptyState } from './panels';

/** The page is not for this role: says so, and whom to ask. */
export function NoRight() {
  const t = useT();
  return (
    <EmptyState icon="lock" title={t('noRight.title')}>
      {t('noRight.help')}
    </EmptyState>
  );
}
