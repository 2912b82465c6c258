import { defineJob } from '@maillon/jobs';
import { z } from 'zod';

/** Computes the figures of one organisation anew. */
export const figuresDue = defineJob({
  name: 'figures-due',
  payload: z.object({ organisationId: z.uuid() }),
  attempts: 5,
  backoffMs: 60_000,
});
