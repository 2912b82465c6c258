import { DynamicModule, Global, Module } from '@nestjs/common';
import { DocumentBadgeResolver, ItemBadgeResolver } from './discrepancies/badges.resolver.js';
import {
  DiscrepancyEntryResolver,
  DiscrepancyResolver,
  DiscrepancyStatementResolver,
} from './discrepancies/discrepancy.resolver.js';
import { EVIDENCE_SOURCE } from './evidence/evidence-data.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { ReadEvidence } from './evidence/read-evidence.js';
import { ComputeFigures } from './indicators/compute-figures.js';
import { IndicatorsCsvController } from './indicators/indicators-csv.controller.js';
import { IndicatorsResolver } from './indicators/indicators.resolver.js';
import { ActOnDiscrepancy } from './resolve/act-on-discrepancy.js';
import { CorrectDiscrepancy } from './resolve/correct-discrepancy.js';
import { ResolveResolver } from './resolve/resolve.resolver.js';
import { PreviewRules, RULE_PREVIEW } from './rules/preview-rules.js';
import { RulesResolver } from './rules/rules.resolver.js';
import { SetRules } from './rules/set-rules.js';
import { CountPreview } from './run/count-preview.js';
import { FullRun } from './run/full-run.js';
import { Reconcile } from './run/reconcile.js';
import { RunJobs } from './run/run-jobs.js';
import { RunResolver } from './run/run.resolver.js';
import { Sweeper } from './run/sweeper.js';

const FACES = [
  DiscrepancyResolver,
  DiscrepancyStatementResolver,
  DiscrepancyEntryResolver,
  ItemBadgeResolver,
  DocumentBadgeResolver,
  ActOnDiscrepancy,
  CorrectDiscrepancy,
  ResolveResolver,
  RunResolver,
  SetRules,
  PreviewRules,
  { provide: RULE_PREVIEW, useClass: CountPreview },
  RulesResolver,
  IndicatorsResolver,
  { provide: EVIDENCE_SOURCE, useClass: ReadEvidence },
];

/** What one side says set against what the other says, and each side against itself. */
@Global()
@Module({})
export class ReconciliationModule {
  static withJobs(): DynamicModule {
    return {
      module: ReconciliationModule,
      providers: [Reconcile, FullRun, RunJobs, ComputeFigures, Sweeper],
    };
  }

  static withFaces(): DynamicModule {
    return {
      module: ReconciliationModule,
      controllers: [EvidenceController, IndicatorsCsvController],
      providers: FACES,
    };
  }
}
