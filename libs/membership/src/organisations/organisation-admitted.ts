import { defineJob } from '@maillon/jobs';
import { z } from 'zod';

/** An organisation joined a filière: features that kept something for it by its number can now bring it. */
export const organisationAdmitted = defineJob({
  name: 'organisation.admitted',
  payload: z.object({ organisationId: z.uuid() }),
  attempts: 8,
  backoffMs: 1000,
});
