import { commonSettings, readEnv } from '@maillon/runtime';

const DATABASE = commonSettings.DATABASE_URL;

/** Address of the database as the role that owns its tables. Throws when OWNER_DATABASE_URL is missing or no address. */
export const ownerUrl = (): string => readEnv({ OWNER_DATABASE_URL: DATABASE }).OWNER_DATABASE_URL;

/** Address of the database as the application role, which stands behind the tenant wall. Throws when DATABASE_URL is missing. */
export const appUrl = (): string => readEnv({ DATABASE_URL: DATABASE }).DATABASE_URL;

/** Where people reach the installation, without a slash at its end. */
export const publicUrl = (): string =>
  (process.env.PUBLIC_URL ?? 'http://localhost:8080').replace(/\/+$/, '');
