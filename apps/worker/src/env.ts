import { commonSettings, readEnv } from '@maillon/runtime';
import { z } from 'zod';

/** Settings of the worker process, read once. */
export const env = readEnv({
  ...commonSettings,
  HOST: z.string().default('127.0.0.1'),
  HEALTH_PORT: z.coerce.number().int().min(1).max(65_535).default(8081),
  CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
});
