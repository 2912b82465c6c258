import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { FiliereDirectory } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { AudienceEnum } from '@maillon/sharing';
import type { Audience } from '@maillon/sharing';
import { CaptureResult } from '../declare/declare-results.js';
import { CaptureRight } from './capture-right.js';
import { explainText } from './explain-text.js';
import { ExplainedDocumentType } from './explain.types.js';

const TEXT = {
  description: 'EPCIS document or event, in JSON, JSON-LD or XML, at most 5,000,000 characters.',
};

@Resolver()
export class ExplainResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(CaptureRight) private readonly captureRight: CaptureRight,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  @Query(() => ExplainedDocumentType, {
    description:
      'Says in plain words what an EPCIS document tells, and what is wrong where. Nothing is recorded.',
  })
  @Allow('event:declare')
  async explainEpcis(@CurrentActor() actor: Actor, @Args('text', TEXT) source: string) {
    const { readingRules } = await this.filieres.get(actor.filiereId);
    return this.db.transaction(actor, (tx) => explainText(tx, source, readingRules));
  }

  @Mutation(() => CaptureResult, {
    description:
      'Records those events of an EPCIS document that are right, with its master data; the other events come back with their reasons.',
  })
  @Allow('event:declare')
  async captureRightEvents(
    @CurrentActor() actor: Actor,
    @Args('text', TEXT) source: string,
    @Args('audience', { type: () => AudienceEnum, defaultValue: 'parties', description: 'Who may see them.' })
    audience: Audience,
  ) {
    const { readingRules } = await this.filieres.get(actor.filiereId);
    return this.captureRight.run(actor, source, audience, readingRules);
  }
}
