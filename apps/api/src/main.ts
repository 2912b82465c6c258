import { join } from 'node:path';
import { createLogger } from '@maillon/runtime';
import { createApp } from './create-app.js';
import { env } from './env.js';

const logger = createLogger('api', env.LOG_LEVEL);

async function main(): Promise<void> {
  const app = await createApp({
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    publicUrl: env.PUBLIC_URL,
    storageDir: env.STORAGE_DIR,
    uploadLimit: env.UPLOAD_LIMIT,
    portalDir: env.PORTAL_DIR ?? join(import.meta.dirname, '..', '..', 'portal', 'dist'),
    trustedProxies: env.TRUSTED_PROXIES,
    feed: {
      secretsKey: env.SECRETS_KEY,
      outgoing: { plainHosts: env.OUTGOING_PLAIN_HOSTS, privateNetworks: env.OUTGOING_PRIVATE_NETWORKS },
    },
    logger,
  });
  await app.listen(env.PORT, env.HOST);
  logger.info({ port: env.PORT }, 'api listens');
}

main().catch((error: unknown) => {
  logger.fatal(
    { error: error instanceof Error ? { message: error.message, stack: error.stack } : undefined },
    'api did not start',
  );
  process.exitCode = 1;
});
