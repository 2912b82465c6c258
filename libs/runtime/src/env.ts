import { z } from 'zod';

/** Several values in one setting, with commas between. */
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => part.trim() || []));

/** Settings that api and worker share. Every app adds its own in its `env.ts`. */
export const commonSettings = {
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'an address that begins with postgres://'),
  QUEUE_URL: z
    .string()
    .regex(/^(postgres(ql)?|rediss?):\/\//, 'an address that begins with postgres:// or redis://'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  STORAGE_DIR: z.string().min(1),
  /** Seals the secrets of webhooks; the same for api and worker, and kept apart from the database. */
  SECRETS_KEY: z
    .string()
    .regex(/^([A-Za-z0-9+/]{43}=)?$/, '32 bytes in base64')
    .optional(),
  /** Hosts (`host` or `host:port`) that may be called by plain http besides https. */
  OUTGOING_PLAIN_HOSTS: list,
  /** Networks of the operator's own (`10.1.0.0/16`) that may be called besides public addresses. */
  OUTGOING_PRIVATE_NETWORKS: list,
};

/** Parses the environment once. Throws one Error that names every setting at fault and what it should be. */
export function readEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  source: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(source);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Settings to correct in the environment: ${faults.join('; ')}`);
}
