import { BeforeApplicationShutdown, Inject, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { organisationActor, platformActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { Handles, planNight } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { createLogger } from '@maillon/runtime';
import { arrivalsNight } from './arrival-jobs.js';
import { pruneArrivals } from './prune-arrivals.js';

const EVERY_MS = 10 * 60_000;
export const NIGHT_HOUR_UTC = 2;

/** Sees to it that every filière has a next night asked for, and takes out old arrivals when it has come. */
@Injectable()
export class ArrivalNights implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = createLogger('arrivals', 'info');
  private timer: NodeJS.Timeout | undefined;
  private planning: Promise<void> = Promise.resolve();

  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.planning = this.planAll().catch((error: unknown) => {
        this.logger.error(
          { error: error instanceof Error ? error.message : String(error) },
          'The next night of arrivals could not be planned; tried again in ten minutes',
        );
      });
    }, EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.planning;
  }

  private async planAll(): Promise<void> {
    const filieres = await this.db.identity(undefined, (tx) =>
      tx.query<{ id: number }>('select id from filiere order by id'),
    );
    for (const { id } of filieres)
      await this.db.transaction(platformActor(id), (tx) =>
        planNight(tx, arrivalsNight, NIGHT_HOUR_UTC, new Date()),
      );
  }

  @Handles(arrivalsNight)
  async night(_payload: object, { filiereId, signal }: JobContext): Promise<void> {
    const members = await this.db.transaction(platformActor(filiereId), (tx) =>
      tx.query<{ id: string }>(
        'select organisation_id as id from membership where filiere_id = $1 order by 1',
        [filiereId],
      ),
    );
    for (const { id } of members) {
      while (await this.db.transaction(organisationActor(filiereId, id), pruneArrivals))
        signal.throwIfAborted();
      signal.throwIfAborted();
    }
  }
}
