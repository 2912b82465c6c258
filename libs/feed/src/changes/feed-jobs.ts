import { defineJob } from '@maillon/jobs';
import { z } from 'zod';

/** Turns what is new in the feed of an organisation into deliveries of its webhooks. */
export const feedMoved = defineJob({
  name: 'feed-moved',
  payload: z.object({ organisationId: z.uuid() }),
  attempts: 20,
  backoffMs: 500,
});
