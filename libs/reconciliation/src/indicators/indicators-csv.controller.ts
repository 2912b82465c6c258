import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Query, Req, StreamableFile } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { actorOf } from '@maillon/graphql';
import type { EdgeRequest } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { filiereTotals, IndicatorSeries, ownIndicators } from './figures.queries.js';
import { indicatorsCsv } from './indicators-csv.js';
import { lastMonths, monthsAsked } from './months.js';

/** Indicators to take away. `months` is 1 to 36; `language` is fr or en, the browser's without it. */
@Controller(':filiere')
export class IndicatorsCsvController {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /** Of all companies together, for the committee. */
  @Get('indicators.csv')
  @Allow('indicators:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="indicators.csv"')
  async ofFiliere(
    @Req() request: EdgeRequest,
    @Query('months') months?: string,
    @Query('language') language?: string,
  ): Promise<StreamableFile> {
    const asked = monthsOf(months);
    const series = await this.db.transaction(actorOf(request.maillon!), (tx) => filiereTotals(tx, asked));
    return file(series, request, language);
  }

  /** Of the organisation itself. */
  @Get('my-indicators.csv')
  @Allow('discrepancy:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="my-indicators.csv"')
  async own(
    @Req() request: EdgeRequest,
    @Query('months') months?: string,
    @Query('language') language?: string,
  ): Promise<StreamableFile> {
    const asked = monthsOf(months);
    const { series } = await this.db.transaction(actorOf(request.maillon!), (tx) => ownIndicators(tx, asked));
    return file(series, request, language);
  }
}

const monthsOf = (written: string | undefined): string[] =>
  lastMonths(new Date(), monthsAsked(/^\d{1,4}$/.test(written ?? '') ? Number(written) : undefined));

function file(
  series: readonly IndicatorSeries[],
  request: EdgeRequest,
  chosen: string | undefined,
): StreamableFile {
  const language = chosen === 'fr' || chosen === 'en' ? chosen : request.maillon!.language;
  return new StreamableFile(Readable.from(indicatorsCsv(series, language)));
}
