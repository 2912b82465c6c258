import { commonSettings, readEnv } from '@maillon/runtime';
import { z } from 'zod';

/** Settings of the api process, read once. */
export const env = readEnv({
  ...commonSettings,
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  /** The address people type: https://…, or http://localhost on a machine of one's own. */
  PUBLIC_URL: z.url(),
  PORTAL_DIR: z.string().optional(),
  /** Largest file that may be uploaded, in bytes. */
  UPLOAD_LIMIT: z.coerce.number().int().positive().default(2_000_000_000),
  /** How many proxies in front are trusted to say where a request comes from. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
});
