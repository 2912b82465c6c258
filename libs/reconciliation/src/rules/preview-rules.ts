import { Inject, Injectable } from '@nestjs/common';
import { Actor, Finding, requirePermission } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { checkRules } from './check-rules.js';
import { DEFAULT_RULES, Rules } from './rules.js';
import { relationRules } from './rules.queries.js';
import { checkRelation } from './set-rules.js';

export interface RulePreviewCounts {
  /** null: of too few companies to tell. */
  readonly wouldOpen: number | null;
  readonly wouldClose: number | null;
}

/** Compares anew, with what the actor's organisation would ask of a partner in the place of what it asks now. Writes nothing. */
export interface RulePreview {
  count(actor: Actor, partnerId: string | undefined, rules: Rules): Promise<RulePreviewCounts>;
  /** The same over all companies of the filière, as sums: of no company, and of no pair. */
  countAll(actor: Actor, rules: Rules): Promise<RulePreviewCounts>;
}
export const RULE_PREVIEW = Symbol('RulePreview');

/** Says what rules of a relation would change, before anybody sets them. */
@Injectable()
export class PreviewRules {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(RULE_PREVIEW) private readonly preview: RulePreview,
  ) {}

  /** For the committee. Throws FORBIDDEN for others. */
  async ofFiliere(
    actor: Actor,
    rules: unknown,
  ): Promise<RulePreviewCounts | { readonly findings: readonly Finding[] }> {
    requirePermission(actor, 'rules:manage');
    const checked = checkRules(rules);
    if ('findings' in checked) return checked;
    return this.preview.countAll(actor, { ...DEFAULT_RULES, ...checked.rules });
  }

  async ofRelation(
    actor: Actor,
    partnerId: string,
    rules: unknown,
    now = new Date(),
  ): Promise<RulePreviewCounts | { readonly findings: readonly Finding[] }> {
    requirePermission(actor, 'organisation:manage');
    const checked = await this.db.transaction(actor, (tx) => checkRelation(tx, partnerId, rules, now));
    if ('findings' in checked) return checked;
    return this.preview.count(actor, partnerId, relationRules(checked.rules));
  }
}
