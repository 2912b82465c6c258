import { DynamicModule, Module } from '@nestjs/common';
import { correctEvent, ExchangeModule, orderArrived, sendDraft } from '@maillon/exchange';
import { DatabaseModule } from '@maillon/db';
import { JobsModule } from '@maillon/jobs';
import { MembershipModule, organisationAdmitted } from '@maillon/membership';
import { RuntimeModule } from '@maillon/runtime';
import { eventsDeclared, TraceabilityModule } from '@maillon/traceability';
import { IntakeModule } from './intake.module.js';
import { runImport } from './run/import-job.js';

/** A worker that imports, in the process of a test. */
@Module({})
export class TestWorker {
  static on(url: string, storageDir: string): DynamicModule {
    return {
      module: TestWorker,
      imports: [
        RuntimeModule,
        DatabaseModule.forRoot({ url, applicationName: 'test' }),
        MembershipModule.core(),
        TraceabilityModule.withJobs(),
        ExchangeModule.withJobs(),
        IntakeModule.withJobs({ storageDir }),
        JobsModule.inline({
          jobs: [runImport, eventsDeclared, correctEvent, orderArrived, sendDraft, organisationAdmitted],
        }),
      ],
    };
  }
}
