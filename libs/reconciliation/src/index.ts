export {
  DISCREPANCY_KINDS,
  DISCREPANCY_STATES,
  type DiscrepancyKind,
  type DiscrepancyState,
} from './kinds.js';
export { figuresDue } from './indicators/figures-jobs.js';
export { Reconcile } from './run/reconcile.js';
export { reconciliationDue, reconciliationNight, reconciliationRun } from './run/reconciliation-jobs.js';
export { ReconciliationModule } from './reconciliation.module.js';
