import { organisationOf, Text } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { FigureName, Indicator, INDICATORS, NOT_YET, TOO_FEW, valueOf } from './figures.js';

/** One month of an indicator; without a value where there is nothing to show, and then with the reason. */
export interface IndicatorMonth {
  /** YYYY-MM. */
  readonly month: string;
  readonly value?: number;
  readonly part?: number;
  readonly whole?: number;
  /** How many companies it adds up; for the committee. */
  readonly companies?: number;
  readonly note?: Text;
}

export interface IndicatorSeries {
  readonly indicator: Indicator;
  readonly months: readonly IndicatorMonth[];
}

interface Row {
  month: string;
  figure: FigureName;
  /** Null where too few companies contribute. */
  companies: number | null;
  part: number | null;
  whole: number | null;
}

/** The figures of the acting organisation, and when they were computed last; undefined before a first time. */
export async function ownIndicators(
  tx: Tx,
  months: readonly string[],
): Promise<{ series: IndicatorSeries[]; computedAt: Date | undefined }> {
  const rows = await tx.query<Row & { computed_at: Date }>(
    `select month::text, figure, 1 as companies, part::float8, whole::float8, computed_at from reconciliation_figure
     where filiere_id = $1 and organisation_id = $2 and month = any ($3::date[])`,
    [tx.actor.filiereId, organisationOf(tx.actor), months],
  );
  const times = rows.map(({ computed_at }) => computed_at.getTime());
  return {
    computedAt: times.length ? new Date(Math.max(...times)) : undefined,
    series: INDICATORS.map((indicator) => ({
      indicator,
      months: months.map((month) => monthOf(indicator, month, rows, indicator.own, NOT_YET)),
    })),
  };
}

/** The figures of all companies of the filière together, for its committee. One shared by too few is not shown. */
export async function filiereTotals(tx: Tx, months: readonly string[]): Promise<IndicatorSeries[]> {
  const shared = INDICATORS.filter((indicator) => indicator.shared);
  const rows = await tx.query<Row>(
    `select month::text, figure, companies, part::float8, whole::float8 from reconciliation_totals ($1::date, $2::date, $3::text[])`,
    [months[0], months.at(-1), shared.flatMap((indicator) => indicator.shared!)],
  );
  return shared.map((indicator) => ({
    indicator,
    months: months.map((month) => {
      const told = monthOf(indicator, month, rows, indicator.shared!, TOO_FEW);
      const companies = rows.find(
        (row) => row.month === month && indicator.shared!.includes(row.figure),
      )?.companies;
      return { ...told, ...(companies && { companies }) };
    }),
  }));
}

function monthOf(
  { measure }: Indicator,
  month: string,
  rows: readonly Row[],
  names: readonly FigureName[],
  note: Text,
): IndicatorMonth {
  const told = rows.filter(
    (row) => row.month === month && names.includes(row.figure) && row.whole !== null && row.whole > 0,
  );
  if (!told.length) return { month: month.slice(0, 7), note };
  const [part, whole] = [
    told.reduce((sum, row) => sum + row.part!, 0),
    told.reduce((sum, row) => sum + row.whole!, 0),
  ];
  return { month: month.slice(0, 7), value: valueOf(measure, part, whole), part, whole };
}
