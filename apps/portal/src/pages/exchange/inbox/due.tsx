import { Status } from '../../../components/panels';
import { useFormats } from '../../../formats';
import { useT } from '../../../language';
import { today } from '../value-text';

/** A due day; one that is past says so in a word and a sign, not by its colour alone. */
export function Due({ day: due, isOpen = true }: { day: string | null | undefined; isOpen?: boolean }) {
  const t = useT();
  const { day } = useFormats();
  if (!due) return <span className="soft">{t('inbox.noDue')}</span>;
  const words = day(`${due}T12:00:00`);
  if (!isOpen || due > today()) return <span className="nums">{words}</span>;
  return due === today() ? (
    <Status tone="warning" icon="clock">
      {t('inbox.dueToday')}
    </Status>
  ) : (
    <Status tone="danger" icon="warning">
      {t('inbox.overdue', { date: words })}
    </Status>
  );
}
