import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import { Callout } from '../../components/panels';
import { useT } from '../../language';
import { useInbox } from '../exchange/inbox/use-inbox';
import { today } from '../exchange/value-text';
import styles from './home.module.css';

/** How many documents await the person, in all its filières, and the way to them. */
export function Awaiting() {
  const t = useT();
  const { slug: filiere } = usePlace();
  const { rows } = useInbox();
  if (!rows.length) return null;
  const overdue = rows.filter(({ due }) => due !== undefined && due < today()).length;
  return (
    <Callout tone={overdue > 0 ? 'warning' : 'info'} testId="awaiting">
      <div className={styles.awaiting}>
        <p>
          <strong>{t('inbox.waiting', { count: rows.length })}</strong>{' '}
          <span className="soft">{t('inbox.overdueCount', { count: overdue })}</span>
        </p>
        <ButtonLink
          to="/$filiere/a-faire"
          params={{ filiere }}
          size="xs"
          variant="default"
          data-testid="see-inbox"
        >
          {t('inbox.open')}
        </ButtonLink>
      </div>
    </Callout>
  );
}
