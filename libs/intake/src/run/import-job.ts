import { defineJob } from '@maillon/jobs';
import { z } from 'zod';

/** Reads an uploaded file. The job row in PostgreSQL says all the rest. */
export const runImport = defineJob({
  name: 'import-run',
  payload: z.object({ organisationId: z.uuid(), importJobId: z.uuid() }),
  attempts: 5,
  backoffMs: 500,
});
