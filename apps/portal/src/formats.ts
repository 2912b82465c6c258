import { useMemo } from 'react';
import { LOCALES, useLanguage } from './language';

const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface Formats {
  number: (value: number) => string;
  percent: (share: number) => string;
  /** Calendar day of an instant, in the reader's zone. */
  day: (instant: string) => string;
  moment: (instant: string) => string;
  /** A month written YYYY-MM: « mars 2026 ». */
  month: (month: string) => string;
  /** Bytes, in the unit that reads best. */
  size: (bytes: number) => string;
  /** Seconds, in the unit that reads best. */
  duration: (seconds: number) => string;
  list: (words: readonly string[]) => string;
}

const unitNumber = (locale: string, unit: string, digits = 0) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits });

function durationFormat(locale: string): (seconds: number) => string {
  const [seconds, minutes, hours] = ['second', 'minute', 'hour'].map((unit) => unitNumber(locale, unit)) as [
    Intl.NumberFormat,
    Intl.NumberFormat,
    Intl.NumberFormat,
  ];
  return (value) => {
    if (value < MINUTE) return seconds.format(Math.max(0, Math.round(value)));
    if (value < HOUR)
      return `${minutes.format(Math.floor(value / MINUTE))} ${seconds.format(Math.round(value % MINUTE))}`;
    return `${hours.format(Math.floor(value / HOUR))} ${minutes.format(Math.round((value % HOUR) / MINUTE))}`;
  };
}

function sizeFormat(locale: string): (bytes: number) => string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  return (bytes) => {
    const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
    return unitNumber(locale, units[power] ?? 'byte', power === 0 ? 0 : 1).format(bytes / 1000 ** power);
  };
}

/** Numbers, dates and durations as the reader's language writes them. */
export function formatsOf(locale: string): Formats {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    day: (instant) => day.format(new Date(instant)),
    moment: (instant) => moment.format(new Date(instant)),
    month: (written) => month.format(new Date(`${written}-15`)),
    size: sizeFormat(locale),
    duration: durationFormat(locale),
    list: (words) => list.format(words),
  };
}

export function useFormats(): Formats {
  const { language } = useLanguage();
  return useMemo(() => formatsOf(LOCALES[language]), [language]);
}
