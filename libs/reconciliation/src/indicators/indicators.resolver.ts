import { Inject } from '@nestjs/common';
import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { filiereTotals, IndicatorSeries, ownIndicators } from './figures.queries.js';
import { IndicatorsType, IndicatorType } from './indicators.types.js';
import { lastMonths, monthsAsked } from './months.js';

@Resolver(() => IndicatorType)
export class IndicatorsResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => IndicatorsType, { description: 'Figures of the reader’s organisation, as of last night.' })
  @Allow('discrepancy:read')
  async reconciliationIndicators(
    @CurrentActor() actor: Actor,
    @Args('months', {
      type: () => Int,
      defaultValue: 12,
      description: 'How many months, 1 to 36, this one included.',
    })
    months?: number,
  ): Promise<IndicatorsType> {
    const asked = lastMonths(new Date(), monthsAsked(months));
    const { series, computedAt } = await this.db.transaction(actor, (tx) => ownIndicators(tx, asked));
    return {
      indicators: series.map(indicatorOf),
      ...(computedAt && { computedAt: computedAt.toISOString() }),
    };
  }

  @Query(() => [IndicatorType], {
    description:
      'Figures of all companies of the filière together: no company, no pair, and nothing where fewer than 3 contribute.',
  })
  @Allow('indicators:read')
  async filiereIndicators(
    @CurrentActor() actor: Actor,
    @Args('months', {
      type: () => Int,
      defaultValue: 12,
      description: 'How many months, 1 to 36, this one included.',
    })
    months?: number,
  ): Promise<IndicatorType[]> {
    const asked = lastMonths(new Date(), monthsAsked(months));
    const series = await this.db.transaction(actor, (tx) => filiereTotals(tx, asked));
    return series.map(indicatorOf);
  }
}

const indicatorOf = ({ indicator, months }: IndicatorSeries): IndicatorType => {
  const { name, measure, label, definition } = indicator;
  return { name, measure, label, definition, months };
};
