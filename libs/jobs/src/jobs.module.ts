import { DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobDefinition } from './define-job.js';
import { HandlerDiscovery } from './handles.js';
import { JOB_OPTIONS, JobHost, JobOptions, WorkerOptions } from './job-host.js';
import { Outbox } from './outbox.js';

/** Needs the global DatabaseModule and a global provider of Readiness. */
@Module({})
export class JobsModule {
  /** For a process that only enqueues: `enqueue` needs no more than the caller's transaction, so no queue is reached. */
  static producer(): DynamicModule {
    return { module: JobsModule };
  }

  /** For a process that runs jobs: finds the handlers, hands rows over and runs them, until the application closes. */
  static worker(options: WorkerOptions): DynamicModule {
    return hosting(options);
  }

  /** For tests: handlers are found and checked as in a worker, and run only when `drain` is called. */
  static inline(options: { readonly jobs: readonly JobDefinition[] }): DynamicModule {
    return hosting(options);
  }
}

function hosting(options: JobOptions): DynamicModule {
  return {
    module: JobsModule,
    imports: [DiscoveryModule],
    providers: [{ provide: JOB_OPTIONS, useValue: options }, HandlerDiscovery, Outbox, JobHost],
    exports: [JobHost],
  };
}
