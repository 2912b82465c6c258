import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import { Callout } from '../../components/panels';
import { useT } from '../../language';
import homeStyles from '../home/home.module.css';
import { useSummary } from './use-summary';

/** On the home page: how many discrepancies await the organisation, and the way to them. */
export function AwaitingDiscrepancies() {
  const t = useT();
  const { slug: filiere } = usePlace();
  const summary = useSummary().data?.discrepancySummary;
  if (!summary?.open) return null;
  const { awaitingMe, blocking, open } = summary;
  return (
    <Callout tone={blocking > 0 ? 'warning' : 'info'} testId="awaiting-discrepancies">
      <div className={homeStyles.awaiting}>
        <p>
          <strong>
            {awaitingMe > 0
              ? t('discrepancies.homeAwaiting', { count: awaitingMe })
              : t('discrepancies.homeOpen', { count: open })}
          </strong>{' '}
          {blocking > 0 && (
            <span className="soft">{t('discrepancies.homeBlocking', { count: blocking })}</span>
          )}
        </p>
        <ButtonLink
          to="/$filiere/ecarts"
          params={{ filiere }}
          search={awaitingMe > 0 ? { pour: 'nous' } : {}}
          size="xs"
          variant="default"
          data-testid="see-discrepancies"
        >
          {t('discrepancies.see')}
        </ButtonLink>
      </div>
    </Callout>
  );
}
