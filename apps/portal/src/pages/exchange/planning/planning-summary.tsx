import { Callout } from '../../../components/panels';
import { useFormats } from '../../../formats';
import { useT } from '../../../language';
import { useAmount } from '../values';
import { changedItems, shortagesIn } from './planning-model';
import type { Planning, PlanningItem } from './planning-page';

const SHOWN = 5;

export const titleOf = (item: PlanningItem): string =>
  item.description ?? item.buyerItem ?? item.sellerItem ?? item.gtin ?? '—';

/** What will be missing first, and what changed since the last visit. */
export function PlanningSummary({ planning, isBuyer }: { planning: Planning; isBuyer: boolean }) {
  const t = useT();
  const { day, moment } = useFormats();
  const amount = useAmount();
  const shortages = shortagesIn(planning, isBuyer);
  const changed = changedItems(planning);
  return (
    <>
      {shortages.length > 0 ? (
        <Callout
          tone="danger"
          title={t('planning.shortages', { count: shortages.length })}
          testId="shortages"
        >
          <ul>
            {shortages.slice(0, SHOWN).map(({ item, row, from, most }) => (
              <li key={`${titleOf(item)} ${row.kind}`}>
                {t('planning.shortage', {
                  item: titleOf(item),
                  stock: t(row.label).toLowerCase(),
                  date: day(`${from}T12:00:00`),
                  most: amount(most, item.unit),
                })}
              </li>
            ))}
          </ul>
          {shortages.length > SHOWN && (
            <p>{t('planning.moreShortages', { count: shortages.length - SHOWN })}</p>
          )}
        </Callout>
      ) : (
        <Callout tone="success">
          <p>{t('planning.noShortage')}</p>
        </Callout>
      )}
      <p className="soft" data-testid="last-visit">
        {planning.lastVisit
          ? t('planning.since', { date: moment(planning.lastVisit), count: changed })
          : t('planning.firstVisit')}
      </p>
    </>
  );
}
