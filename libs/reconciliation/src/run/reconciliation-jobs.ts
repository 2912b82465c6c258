import { defineJob } from '@maillon/jobs';
import { z } from 'zod';

const organisation = z.object({ organisationId: z.uuid() });

/** Looks at what time alone may have changed: a receipt now overdue, an announcement now missing. */
export const reconciliationDue = defineJob({
  name: 'reconciliation-due',
  payload: organisation,
  attempts: 20,
  backoffMs: 1000,
});

/** Compares all records of an organisation, step by step, as its row in `reconciliation_run` says. */
export const reconciliationRun = defineJob({
  name: 'reconciliation-run',
  payload: z.object({ organisationId: z.uuid(), runId: z.uuid() }),
  attempts: 10,
  backoffMs: 5000,
});

/** Has every organisation of the filière compared once more: what no note told of is found here. */
export const reconciliationNight = defineJob({
  name: 'reconciliation-night',
  payload: z.object({}),
  attempts: 10,
  backoffMs: 60_000,
});
