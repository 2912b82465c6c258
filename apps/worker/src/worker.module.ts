import { DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DatabaseModule } from '@maillon/db';
import { captureDue, EpcisRestModule, subscriptionDue } from '@maillon/epcis-rest';
import { correctEvent, ExchangeModule, orderArrived, sendDraft } from '@maillon/exchange';
import {
  arrivalsMoved,
  arrivalsNight,
  feedMoved,
  FeedModule,
  FeedOptions,
  recordsTouched,
  webhookDue,
} from '@maillon/feed';
import { IntakeModule, runImport } from '@maillon/intake';
import { JobsModule } from '@maillon/jobs';
import { MembershipModule, organisationAdmitted } from '@maillon/membership';
import {
  figuresDue,
  reconciliationDue,
  ReconciliationModule,
  reconciliationNight,
  reconciliationRun,
} from '@maillon/reconciliation';
import { RuntimeModule } from '@maillon/runtime';
import { eventsDeclared, TraceabilityModule } from '@maillon/traceability';

export interface WorkerOptions {
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly queueUrl: string;
  readonly storageDir: string;
  readonly concurrency: number;
  readonly feed?: FeedOptions;
}

/** The worker: hosts every job of every feature, and no logic of its own. */
@Module({})
export class WorkerModule {
  static forRoot({
    databaseUrl,
    databasePool,
    queueUrl,
    storageDir,
    concurrency,
    feed,
  }: WorkerOptions): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        RuntimeModule,
        DiscoveryModule,
        DatabaseModule.forRoot({
          url: databaseUrl,
          poolSize: databasePool,
          applicationName: 'maillon-worker',
        }),
        MembershipModule.core(),
        FeedModule.withJobs(feed ?? {}),
        TraceabilityModule.withJobs(),
        EpcisRestModule.withJobs({ storageDir, ...feed }),
        ExchangeModule.withJobs(),
        IntakeModule.withJobs({ storageDir }),
        ReconciliationModule.withJobs(),
        JobsModule.worker({
          queueUrl,
          databaseUrl,
          concurrency,
          jobs: [
            organisationAdmitted,
            feedMoved,
            webhookDue,
            eventsDeclared,
            captureDue,
            arrivalsMoved,
            arrivalsNight,
            subscriptionDue,
            correctEvent,
            orderArrived,
            sendDraft,
            runImport,
            recordsTouched,
            reconciliationDue,
            reconciliationRun,
            reconciliationNight,
            figuresDue,
          ],
        }),
      ],
    };
  }
}
