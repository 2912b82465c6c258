export * from './intake.module.js';
export { HEADERS, planColumns } from './run/columns.js';
export { runImport } from './run/import-job.js';
