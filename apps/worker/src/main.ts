import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, NestLogger } from '@maillon/runtime';
import { env } from './env.js';
import { WorkerModule } from './worker.module.js';

const logger = createLogger('worker', env.LOG_LEVEL);

/** A worker without any face but its health. */
async function main(): Promise<void> {
  const options = {
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    queueUrl: env.QUEUE_URL,
    storageDir: env.STORAGE_DIR,
    concurrency: env.CONCURRENCY,
    feed: {
      secretsKey: env.SECRETS_KEY,
      outgoing: { plainHosts: env.OUTGOING_PLAIN_HOSTS, privateNetworks: env.OUTGOING_PRIVATE_NETWORKS },
    },
  };
  const app = await NestFactory.create<NestFastifyApplication>(
    WorkerModule.forRoot(options),
    new FastifyAdapter(),
    {
      logger: new NestLogger(logger),
      abortOnError: false,
    },
  );
  app.enableShutdownHooks();
  await app.listen(env.HEALTH_PORT, env.HOST);
  logger.info({ port: env.HEALTH_PORT }, 'worker runs');
}

main().catch((error: unknown) => {
  logger.fatal(
    { error: error instanceof Error ? { message: error.message, stack: error.stack } : undefined },
    'worker did not start',
  );
  process.exitCode = 1;
});
