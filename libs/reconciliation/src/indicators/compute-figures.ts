import { Inject, Injectable } from '@nestjs/common';
import { Actor, organisationActor, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { rulesAt } from '../rules/rules.queries.js';
import { deliveryFigures } from './delivery-figures.queries.js';
import { discrepancyFigures } from './discrepancy-figures.queries.js';
import { figuresDue } from './figures-jobs.js';
import { FigureValue } from './figures.js';
import { flowFigures } from './flow-figures.queries.js';
import { lastMonths, parisDay } from './months.js';

/** Twelve whole months and the current one: what is declared late still finds its month. */
const MONTHS = 13;
const LONGEST = '10min';

/**
 * Computes the figures of a company from its records, the last thirteen months anew each time. They are kept, so that a page
 * costs a few rows and the committee adds up the very figures that each company sees.
 */
@Injectable()
export class ComputeFigures {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Handles(figuresDue)
  async due({ organisationId }: { organisationId: string }, { filiereId }: JobContext): Promise<void> {
    await this.run(organisationActor(filiereId, organisationId), new Date());
  }

  async run(actor: Actor, now: Date): Promise<void> {
    const months = lastMonths(now, MONTHS);
    await this.db.transaction(actor, async (tx) => {
      // a year of a large company takes longer than anybody would wait for a page
      await tx.query(`set local statement_timeout = '${LONGEST}'`);
      const rules = await rulesAt(tx, now);
      await keep(tx, months[0]!, [
        ...(await discrepancyFigures(tx, months, now)),
        ...(await flowFigures(tx, months)),
        ...(await deliveryFigures(tx, 'seller', months, parisDay(now), rules)),
        ...(await deliveryFigures(tx, 'buyer', months, parisDay(now), rules)),
      ]);
    });
  }
}

/** Keeps the figures since a month; one that has nothing to measure any more is kept as nothing of nothing. */
async function keep(tx: Tx, since: string, values: readonly FigureValue[]): Promise<void> {
  const sorted = [...values].sort((a, b) => (a.month + a.figure < b.month + b.figure ? -1 : 1));
  await tx.query(
    `with computed as (
       select * from unnest($4::date[], $5::text[], $6::numeric[], $7::numeric[]) as c (month, figure, part, whole)),
     emptied as (
       update reconciliation_figure f set part = 0, whole = 0, computed_at = now()
       where f.filiere_id = $1 and f.organisation_id = $2 and f.month >= $3 and f.whole > 0
         and not exists (select from computed c where c.month = f.month and c.figure = f.figure))
     insert into reconciliation_figure (filiere_id, organisation_id, month, figure, part, whole)
     select $1, $2, month, figure, part, whole from computed
     on conflict (filiere_id, organisation_id, month, figure)
       do update set part = excluded.part, whole = excluded.whole, computed_at = now()`,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      since,
      sorted.map(({ month }) => month),
      sorted.map(({ figure }) => figure),
      sorted.map(({ part }) => part),
      sorted.map(({ whole }) => whole),
    ],
  );
}
