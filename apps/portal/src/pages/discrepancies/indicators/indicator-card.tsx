import { Card } from '../../../components/panels';
import { useFormats } from '../../../formats';
import type { IndicatorShownFragment } from '../../../generated/graphql';
import { useT, useText } from '../../../language';
import { Bars } from './bars';
import styles from './indicators.module.css';

export type Indicator = IndicatorShownFragment;

/** One figure: where it stands, how it went, exactly what it counts, and the numbers behind the drawing. */
export function IndicatorCard({ indicator }: { indicator: Indicator }) {
  const t = useT();
  const textOf = useText();
  const write = useFigure(indicator.measure);
  const { month: monthName } = useFormats();
  const { name, label, definition, months, measure } = indicator;
  const known = months.filter(({ value }) => typeof value === 'number');
  const last = known.at(-1);
  return (
    <Card title={textOf(label)} testId={`indicator-${name}`}>
      <p className={styles.latest}>
        {last ? (
          <>
            <strong data-testid={`latest-${name}`}>{write(last.value ?? 0)}</strong>{' '}
            <span className="soft">{monthName(last.month)}</span>
          </>
        ) : (
          <span className="soft">{months.at(-1)?.note ? textOf(months.at(-1)!.note!) : '—'}</span>
        )}
      </p>
      {last && (
        <Bars
          label={textOf(label)}
          top={measure === 'SHARE' ? 1 : undefined}
          points={months.map(({ month, value }) => ({ month, value: value ?? undefined }))}
          write={write}
        />
      )}
      <p className="small soft">{textOf(definition)}</p>
      {last && (
        <details className={styles.numbers}>
          <summary>{t('indicators.numbers')}</summary>
          <Numbers indicator={indicator} write={write} />
        </details>
      )}
    </Card>
  );
}

function useFigure(measure: Indicator['measure']): (value: number) => string {
  const t = useT();
  const { number, percent } = useFormats();
  if (measure === 'SHARE') return percent;
  if (measure === 'DAYS') return (days) => t('discrepancies.days', { count: Math.round(days * 10) / 10 });
  return number;
}

function Numbers({ indicator, write }: { indicator: Indicator; write: (value: number) => string }) {
  const t = useT();
  const textOf = useText();
  const { number, month: monthName } = useFormats();
  const isOfMany = indicator.months.some(({ companies }) => typeof companies === 'number');
  const hasParts = indicator.measure !== 'COUNT';
  return (
    <table className={styles.table}>
      <caption className="unseen">{textOf(indicator.label)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('indicators.month')}</th>
          <th scope="col">{t('indicators.value')}</th>
          {hasParts && <th scope="col">{t('indicators.outOf')}</th>}
          {isOfMany && <th scope="col">{t('indicators.companies')}</th>}
        </tr>
      </thead>
      <tbody>
        {[...indicator.months].reverse().map(({ month, value, whole, companies, note }) => (
          <tr key={month}>
            <th scope="row">{monthName(month)}</th>
            <td>
              {typeof value === 'number' ? (
                write(value)
              ) : (
                <span className="soft">{note ? textOf(note) : '—'}</span>
              )}
            </td>
            {hasParts && <td>{typeof whole === 'number' ? number(whole) : '—'}</td>}
            {isOfMany && <td>{typeof companies === 'number' ? number(companies) : '—'}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
