/** A worker of its own process, for tests that kill it: `node killable-worker.js QUEUE_URL DATABASE_URL`. */
import { DatabaseModule } from '@maillon/db';
import { Readiness } from '@maillon/runtime';
import { Global, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Handles, type JobContext, JobsModule } from '../index.js';
import { endlessJob } from './endless-job.js';

@Injectable()
class Endless {
  /** Says which row it runs, and never ends. */
  @Handles(endlessJob)
  async run(_payload: { n: number }, context: JobContext): Promise<void> {
    process.stdout.write(`running ${context.outboxId}\n`);
    await new Promise(() => {});
  }
}

@Global()
@Module({ providers: [Readiness], exports: [Readiness] })
class Surroundings {}

const [queueUrl, databaseUrl] = process.argv.slice(2);
if (!queueUrl || !databaseUrl) throw new Error('Say the address of the queue and that of the database.');
const database = DatabaseModule.forRoot({ url: databaseUrl, applicationName: 'killable-worker' });
const jobs = JobsModule.worker({ queueUrl, databaseUrl, jobs: [endlessJob] });
await NestFactory.createApplicationContext(
  { module: Surroundings, imports: [database, jobs], providers: [Endless] },
  { logger: false },
);
