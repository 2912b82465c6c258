import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DomainError, isUuid, notFound } from '@maillon/kernel';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor, JsonScalar } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { dayUnreadable } from './messages.js';
import { PreviewRules } from './preview-rules.js';
import { rulesInForce } from './rules.queries.js';
import { ReconciliationRulesType, RulePreviewResult, SetRulesInput, SetRulesResult } from './rules.types.js';
import { dayOf, isDay, SetRules } from './set-rules.js';

@Resolver(() => ReconciliationRulesType)
export class RulesResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(SetRules) private readonly setRules: SetRules,
    @Inject(PreviewRules) private readonly preview: PreviewRules,
  ) {}

  @Query(() => ReconciliationRulesType, {
    description: 'The rules of comparison: of the filière, and of the relation with a partner.',
  })
  @Allow('filiere:read')
  reconciliationRules(
    @CurrentActor() actor: Actor,
    @Args('partner', {
      type: () => ID,
      nullable: true,
      description: 'The partner; without one, the rules of the filière alone.',
    })
    partner?: string,
    @Args('day', {
      type: () => String,
      nullable: true,
      description: 'The day asked about, YYYY-MM-DD; today (UTC) without it.',
    })
    day?: string,
  ) {
    if (partner && !isUuid(partner)) throw notFound('partner');
    return this.inForce(actor, partner ?? undefined, day ?? new Date().toISOString().slice(0, 10));
  }

  @Query(() => RulePreviewResult, {
    description:
      'How many discrepancies with a partner these rules would open or close today. Nothing is recorded.',
  })
  @Allow('organisation:manage')
  previewRelationRules(
    @CurrentActor() actor: Actor,
    @Args('partner', { type: () => ID, description: 'The partner.' }) partner: string,
    @Args('rules', { type: () => JsonScalar, description: 'The rules, as in `setRelationRules`.' })
    rules: unknown,
  ) {
    return this.preview.ofRelation(actor, partner, rules);
  }

  @Query(() => RulePreviewResult, {
    description:
      'How many discrepancies of all companies together these rules would open or close today. Nothing is recorded.',
  })
  @Allow('rules:manage')
  previewFiliereRules(
    @CurrentActor() actor: Actor,
    @Args('rules', { type: () => JsonScalar, description: 'The rules, as in `setFiliereRules`.' })
    rules: unknown,
  ) {
    return this.preview.ofFiliere(actor, rules);
  }

  @Mutation(() => SetRulesResult, {
    description: 'Sets the rules of the filière from a day on. Earlier versions are kept.',
  })
  @Allow('rules:manage')
  async setFiliereRules(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The rules; what is left out is as the defaults have it.' })
    input: SetRulesInput,
  ) {
    const set = await this.setRules.ofFiliere(actor, input);
    return 'findings' in set ? set : this.inForce(actor, undefined, set.validFrom);
  }

  @Mutation(() => SetRulesResult, {
    description:
      'Sets what the organisation asks of what passes between it and a partner, stricter than the filière, from a day on.',
  })
  @Allow('organisation:manage')
  async setRelationRules(
    @CurrentActor() actor: Actor,
    @Args('partner', { type: () => ID, description: 'The partner.' }) partner: string,
    @Args('input', { description: 'The rules; what is left out is as the filière has it.' })
    input: SetRulesInput,
  ) {
    const set = await this.setRules.ofRelation(actor, partner, input);
    return 'findings' in set ? set : this.inForce(actor, partner, set.validFrom);
  }

  private inForce(actor: Actor, partner: string | undefined, day: string) {
    if (!isDay(day)) throw new DomainError('BAD_INPUT', dayUnreadable(day, '2026-11-22').remedy, 'day');
    return this.db.transaction(actor, (tx) => rulesInForce(tx, partner, dayOf(day)));
  }
}
