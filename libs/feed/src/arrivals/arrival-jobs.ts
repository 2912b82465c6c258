import { defineJob } from '@maillon/jobs';
import { z } from 'zod';

/** Wakes the streams of an organisation after events came that it may see. Defined here, handled above. */
export const arrivalsMoved = defineJob({
  name: 'arrivals-moved',
  payload: z.object({ organisationId: z.uuid() }),
  attempts: 20,
  backoffMs: 500,
});

/** Takes out, for every organisation of the filière, the arrivals that nobody will ask for any more. */
export const arrivalsNight = defineJob({
  name: 'arrivals-night',
  payload: z.object({}),
  attempts: 10,
  backoffMs: 60_000,
});
