import { writeCsvRow } from '@maillon/formats';
import { Language, text } from '@maillon/kernel';
import { IndicatorMonth, IndicatorSeries } from './figures.queries.js';
import { Measure } from './figures.js';

const HEADER = [
  text('Indicateur', 'Indicator'),
  text('Mois', 'Month'),
  text('Valeur', 'Value'),
  text('Unité', 'Unit'),
  text('Compté', 'Counted'),
  text('Sur', 'Out of'),
  text('Entreprises', 'Companies'),
  text('Remarque', 'Note'),
  text('Définition', 'Definition'),
] as const;

const UNITS: Readonly<Record<Measure, ReturnType<typeof text>>> = {
  share: text('%', '%'),
  days: text('jours', 'days'),
  count: text('nombre', 'number'),
};

const rounded = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Number(value.toFixed(3));

/** Indicators as a spreadsheet: a line a month, shares in percent, decimal comma. */
export function* indicatorsCsv(series: readonly IndicatorSeries[], language: Language): Generator<string> {
  yield writeCsvRow(
    HEADER.map((header) => header[language]),
    ';',
    { bom: true },
  );
  for (const { indicator, months } of series)
    for (const { month, value, part, whole, companies, note } of months)
      yield writeCsvRow([
        indicator.label[language],
        month,
        rounded(shown(indicator.measure, value)),
        UNITS[indicator.measure][language],
        rounded(part),
        indicator.measure === 'count' ? undefined : whole,
        companies,
        note?.[language],
        indicator.definition[language],
      ]);
}

const shown = (measure: Measure, value: IndicatorMonth['value']): number | undefined =>
  measure === 'share' && value !== undefined ? value * 100 : value;
