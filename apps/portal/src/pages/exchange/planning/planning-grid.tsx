import { memo, useEffect } from 'react';
import { type Formats, useFormats } from '../../../formats';
import { LOCALES, useLanguage, useT } from '../../../language';
import { useVirtualRows } from '../use-virtual-rows';
import { today, unitSymbol } from '../value-text';
import { isShortage, type PlanningRow, rowsOf, weekOf } from './planning-model';
import type { Planning, PlanningItem } from './planning-page';
import { titleOf } from './planning-summary';
import styles from './planning.module.css';

const ITEM_HEIGHT = 190;

/** Articles downwards, days then weeks across; only the articles in sight are drawn. */
export function PlanningGrid({ planning, isBuyer }: { planning: Planning; isBuyer: boolean }) {
  const t = useT();
  const { items, buckets } = planning;
  const view = useVirtualRows(items.length, ITEM_HEIGHT);
  const { scroll } = view;
  useEffect(() => {
    // the plan begins on a Monday: what is past of the week is scrolled away
    const now = scroll.current?.querySelector<HTMLElement>('[data-now]');
    const first = scroll.current?.querySelector<HTMLElement>('thead th');
    if (scroll.current && now && first) scroll.current.scrollLeft = now.offsetLeft - first.offsetWidth;
  }, [scroll]);
  const spacer = (height: number) =>
    height > 0 && (
      <tbody aria-hidden="true">
        <tr>
          <td colSpan={buckets.length + 1} style={{ height, padding: 0, border: 0 }} />
        </tr>
      </tbody>
    );
  return (
    <div
      ref={view.scroll}
      className={styles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('planning.grid')}
    >
      <table className={styles.grid} data-testid="planning">
        <caption className="unseen">{t('planning.grid')}</caption>
        <Head buckets={buckets} />
        {spacer(view.before)}
        {view.rows.map(({ index }) => (
          <ItemRows
            key={index}
            index={index}
            item={items[index]!}
            buckets={buckets}
            isBuyer={isBuyer}
            measure={view.measure}
          />
        ))}
        {spacer(view.after)}
      </table>
    </div>
  );
}

function Head({ buckets }: { buckets: Planning['buckets'] }) {
  const t = useT();
  const { language } = useLanguage();
  const now = today();
  const weekday = new Intl.DateTimeFormat(LOCALES[language], { weekday: 'short', timeZone: 'UTC' });
  const dayMonth = new Intl.DateTimeFormat(LOCALES[language], {
    day: '2-digit',
    month: '2-digit',
    timeZone: 'UTC',
  });
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.corner}>
          {t('lines.item')}
        </th>
        {buckets.map(({ start, end }) => {
          const date = new Date(`${start}T00:00:00Z`);
          const isWeekend = start === end && [0, 6].includes(date.getUTCDay());
          return (
            <th
              key={start}
              scope="col"
              className={isWeekend ? styles.weekend : undefined}
              {...(start <= now && now <= end && { 'data-now': true })}
            >
              <span className={styles.over}>
                {start === end ? weekday.format(date) : t('planning.week', { week: weekOf(start) })}
              </span>
              {dayMonth.format(date)}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface ItemRowsProps {
  readonly index: number;
  readonly item: PlanningItem;
  readonly buckets: Planning['buckets'];
  readonly isBuyer: boolean;
  readonly measure: (element: HTMLTableSectionElement | null) => void;
}

const ItemRows = memo(function ItemRows({ index, item, buckets, isBuyer, measure }: ItemRowsProps) {
  const t = useT();
  const formats = useFormats();
  const numbers = [item.buyerItem, item.sellerItem].filter((number) => number && number !== titleOf(item));
  return (
    <tbody ref={measure} data-index={index} className={styles.item}>
      <tr>
        <th scope="rowgroup" className={styles.title}>
          {titleOf(item)} <span className="small soft">({unitSymbol(item.unit)})</span>
          {numbers.length > 0 && (
            <span className={`${styles.numbers} small soft`}>{numbers.join(' · ')}</span>
          )}
        </th>
        <td colSpan={buckets.length} className={styles.titleRest} />
      </tr>
      {rowsOf(item, isBuyer).map((row) => (
        <tr key={row.kind} className={styles[row.kind]}>
          <th scope="row" className={styles.label}>
            {t(row.label)}
            {row.opening !== undefined && (
              <span className="small soft"> {t('planning.now', { stock: formats.number(row.opening) })}</span>
            )}
          </th>
          {row.values.map((value, at) => (
            <Cell
              key={buckets[at]!.start}
              row={row}
              value={value}
              change={row.kind === 'demand' ? (item.demandChange?.[at] ?? 0) : 0}
              formats={formats}
            />
          ))}
        </tr>
      ))}
    </tbody>
  );
});

/** A number; a shortage has a sign and a word beside its colour, a changed need says by how much. */
function Cell({
  row,
  value,
  change,
  formats,
}: {
  row: PlanningRow;
  value: number;
  change: number;
  formats: Formats;
}) {
  const t = useT();
  const words = formats.number(value);
  if (isShortage(row.kind, value)) {
    return (
      <td className={styles.shortage}>
        <span aria-hidden="true">▼ </span>
        <span className="unseen">{t('planning.missing')} </span>
        {words}
      </td>
    );
  }
  const isQuiet = value === 0 && row.opening === undefined && change === 0;
  return (
    <td className={change === 0 ? undefined : styles.changed}>
      {isQuiet ? <span className={styles.zero}>·</span> : words}
      {change !== 0 && (
        <span className={styles.change}>
          {change > 0 ? '+' : ''}
          {formats.number(change)}
          <span className="unseen"> {t('planning.changed')}</span>
        </span>
      )}
    </td>
  );
}
