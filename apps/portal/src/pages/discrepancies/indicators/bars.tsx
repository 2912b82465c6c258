import { useMemo } from 'react';
import { LOCALES, useLanguage, useT } from '../../../language';
import styles from './indicators.module.css';
import { scaleEnd } from './scale-end';

interface Point {
  /** YYYY-MM. */
  readonly month: string;
  readonly value: number | undefined;
}

const HEIGHT = 100;
const STEP = 10;
const WIDTH = 7;

/**
 * Values month by month as bars; a month without a value has none. The drawing is named as a whole for screen readers: the
 * table beside it holds the numbers. `top` fixes the end of the scale.
 */
export function Bars({
  label,
  points,
  write,
  top,
}: {
  label: string;
  points: readonly Point[];
  write: (value: number) => string;
  top?: number | undefined;
}) {
  const t = useT();
  const { language } = useLanguage();
  const initial = useMemo(
    () => new Intl.DateTimeFormat(LOCALES[language], { month: 'narrow', timeZone: 'UTC' }),
    [language],
  );
  const values = points.flatMap(({ value }) => value ?? []);
  const end = top ?? scaleEnd(values);
  const heightOf = (value: number) => Math.max(value > 0 ? 1.5 : 0.75, (Math.min(value, end) / end) * HEIGHT);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return (
    <figure className={styles.figure}>
      <span className={styles.scale} aria-hidden="true">
        {write(end)}
      </span>
      <svg
        className={styles.bars}
        viewBox={`0 0 ${points.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('indicators.drawing', { label, least: write(least), most: write(most) })}
      >
        {points.map(({ month, value }, index) =>
          value === undefined ? null : (
            <rect
              key={month}
              className={index === points.length - 1 ? styles.lastBar : styles.bar}
              x={index * STEP + (STEP - WIDTH) / 2}
              width={WIDTH}
              y={HEIGHT - heightOf(value)}
              height={heightOf(value)}
            />
          ),
        )}
      </svg>
      <span className={styles.ticks} aria-hidden="true">
        {points.map(({ month }) => (
          <span key={month}>{initial.format(new Date(`${month}-15`))}</span>
        ))}
      </span>
    </figure>
  );
}
