import { z } from 'zod';
import { defineJob } from '../define-job.js';

/** For tests that kill the worker which runs it. */
export const endlessJob = defineJob({
  name: 'probe.endless',
  payload: z.object({ n: z.int() }),
  attempts: 1,
  backoffMs: 0,
});
