import { defineJob } from '@maillon/jobs';
import { z } from 'zod';

/** Wakes the streams of an organisation after events came that it may see. Defined here, handled above. */
export const arrivalsMoved = defineJob({
  name: 'arrivals-moved',
  payload: z.object({ organisationId: z.uuid() }),
  attempts: 20,
  backoffMs: 500,
});
