export { defineJob, type JobContext, type JobDefinition } from './define-job.js';
export { enqueue } from './enqueue.js';
export { Handles } from './handles.js';
export { drain, JobHost, type WorkerOptions } from './job-host.js';
export { JobsModule } from './jobs.module.js';
export { planNight } from './plan-night.js';
