import { defineJob } from '@maillon/jobs';
import { z } from 'zod';

/** Records a document that POST /capture took in. The row of capture_job says all the rest. */
export const captureDue = defineJob({
  name: 'capture-due',
  payload: z.object({ organisationId: z.uuid(), captureId: z.uuid() }),
  attempts: 6,
  backoffMs: 500,
});
