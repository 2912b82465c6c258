import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { planningBuckets, planningGrid } from '@maillon/documents';
import { DomainError, isUuid, notFound, organisationOf } from '@maillon/kernel';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { membersNamed } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { parisDay } from './paris-day.js';
import { planningEntries } from './planning-entries.js';
import { visit } from './planning.queries.js';
import type { PlanningRole } from './planning.types.js';
import { PlanningRoleEnum, PlanningType } from './planning.types.js';

const MOST_WEEKS = 53;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

@Resolver()
export class PlanningResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => PlanningType, {
    description: 'Demand, stock, production and deliveries with one partner: four weeks by day, then weeks.',
  })
  @Allow('document:read')
  async planning(
    @CurrentActor() actor: Actor,
    @Args('partner', { type: () => ID, description: 'The partner.' }) partner: string,
    @Args('as', { type: () => PlanningRoleEnum, description: 'What the organisation is towards it.' })
    as: PlanningRole,
    @Args('from', {
      type: () => String,
      nullable: true,
      description: 'A day of the first week, YYYY-MM-DD; today without it.',
    })
    from?: string,
    @Args('weeks', { type: () => Int, defaultValue: 26, description: 'Weeks ahead, 1 to 53.' }) weeks = 26,
  ): Promise<PlanningType> {
    const me = organisationOf(actor);
    if (!isUuid(partner)) throw notFound('partner');
    const buckets = planningBuckets(checkedDay(from), checkedWeeks(weeks));
    const pair = as === 'buyer' ? { buyerId: me, sellerId: partner } : { buyerId: partner, sellerId: me };
    return this.db.transaction(actor, async (tx) => {
      const members = await membersNamed(tx, [{ scheme: 'organisation', value: partner }]);
      if (!members.size || partner === me) throw notFound('partner');
      const lastVisit = await visit(tx, partner);
      const { now, before } = await planningEntries(tx, pair, buckets[0]!.start, lastVisit);
      return {
        buckets,
        items: planningGrid(now, buckets, before),
        ...(lastVisit && { lastVisit: lastVisit.toISOString() }),
      };
    });
  }
}

function checkedDay(from: string | undefined): string {
  const day = from ?? parisDay(new Date());
  if (DAY.test(day) && !Number.isNaN(Date.parse(day))) return day;
  throw new DomainError(
    'BAD_INPUT',
    { fr: 'Écrivez le jour comme 2026-03-25.', en: 'Write the day like 2026-03-25.' },
    'from',
  );
}

function checkedWeeks(weeks: number): number {
  if (weeks >= 1 && weeks <= MOST_WEEKS) return weeks;
  throw new DomainError(
    'BAD_INPUT',
    { fr: `« weeks » va de 1 à ${MOST_WEEKS}.`, en: `“weeks” goes from 1 to ${MOST_WEEKS}.` },
    'weeks',
  );
}
