import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { notFound } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { CurrentActor } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { discrepanciesById } from '../discrepancies/discrepancy.queries.js';
import {
  CorrectionInput,
  DiscrepanciesActed,
  DiscrepancyResult,
  DiscrepancyType,
} from '../discrepancies/discrepancy.types.js';
import type { ActCommand } from './act-on-discrepancy.js';
import { ActOnDiscrepancy } from './act-on-discrepancy.js';
import { CorrectDiscrepancy } from './correct-discrepancy.js';

const IDS = { type: () => [ID], description: 'The discrepancies, 500 at most.' } as const;
const VERSIONS = {
  type: () => [Int],
  nullable: true,
  description: 'The versions that were read, one for each id: one that has moved since is left as it is.',
} as const;
const REASON = 'Why, in one sentence; the other side reads it.';

const seenOf = (ids: readonly string[], versions: readonly number[] | undefined) =>
  versions && {
    seen: new Map(ids.flatMap((id, index) => (versions[index] === undefined ? [] : [[id, versions[index]]]))),
  };

@Resolver(() => DiscrepancyType)
export class ResolveResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(ActOnDiscrepancy) private readonly acts: ActOnDiscrepancy,
    @Inject(CorrectDiscrepancy) private readonly corrections: CorrectDiscrepancy,
  ) {}

  @Mutation(() => DiscrepanciesActed, {
    description: 'Accepts what the other side says: the difference stands.',
  })
  @Allow('discrepancy:write')
  acceptDifferences(
    @CurrentActor() actor: Actor,
    @Args('ids', IDS) ids: string[],
    @Args('reason', { type: () => String, nullable: true, description: REASON }) reason?: string,
    @Args('versions', VERSIONS) versions?: number[],
  ) {
    return this.acted(actor, ids, { act: 'accepted', ...(reason && { reason }), ...seenOf(ids, versions) });
  }

  @Mutation(() => DiscrepanciesActed, { description: 'Disputes the difference: the other side must answer.' })
  @Allow('discrepancy:write')
  disputeDiscrepancies(
    @CurrentActor() actor: Actor,
    @Args('ids', IDS) ids: string[],
    @Args('reason', { type: () => String, description: REASON }) reason: string,
    @Args('dueDate', {
      type: () => String,
      nullable: true,
      description: 'Day by which to answer, YYYY-MM-DD.',
    })
    dueDate?: string,
  ) {
    return this.acted(actor, ids, { act: 'disputed', reason, ...(dueDate && { dueDate }) });
  }

  @Mutation(() => DiscrepanciesActed, { description: 'Waives discrepancies: nobody has to act any more.' })
  @Allow('discrepancy:waive')
  waiveDiscrepancies(
    @CurrentActor() actor: Actor,
    @Args('ids', IDS) ids: string[],
    @Args('reason', { type: () => String, description: REASON }) reason: string,
    @Args('versions', VERSIONS) versions?: number[],
  ) {
    return this.acted(actor, ids, { act: 'waived', reason, ...seenOf(ids, versions) });
  }

  @Mutation(() => DiscrepanciesActed, {
    description: 'Assigns discrepancies to a person of one’s own organisation.',
  })
  @Allow('discrepancy:write')
  reassignDiscrepancies(
    @CurrentActor() actor: Actor,
    @Args('ids', IDS) ids: string[],
    @Args('person', { type: () => ID, nullable: true, description: 'The person; absent: nobody.' })
    person?: string,
  ) {
    return this.acted(actor, ids, { act: 'reassigned', ...(person && { personId: person }) });
  }

  @Mutation(() => DiscrepancyResult, { description: 'Writes to the other side about a discrepancy.' })
  @Allow('discrepancy:write')
  async commentDiscrepancy(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The discrepancy.' }) id: string,
    @Args('text', { type: () => String, description: 'The message.' }) text: string,
  ) {
    const { refused } = await this.acts.run(actor, [id], { act: 'commented', reason: text });
    return refused[0] ? { findings: refused[0].findings } : this.saved(actor, id);
  }

  @Mutation(() => DiscrepancyResult, {
    description:
      'Puts a record right: a document by a revision that the other side approves, an own event by declaring it anew.',
  })
  @Allow('discrepancy:write')
  async correctDiscrepancy(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The discrepancy.' }) id: string,
    @Args('correction', { type: () => CorrectionInput, description: 'The right values.' })
    correction: CorrectionInput,
    @Args('reason', { type: () => String, description: REASON }) reason: string,
  ) {
    const answer = await this.corrections.run(actor, id, correction, reason);
    return 'findings' in answer ? answer : this.saved(actor, id);
  }

  private async acted(actor: Actor, ids: readonly string[], command: ActCommand) {
    const { changed, refused } = await this.acts.run(actor, ids, command);
    const found = await this.db.transaction(actor, (tx) => discrepanciesById(tx, changed));
    return { changed: changed.map((id) => found.get(id)!), refused };
  }

  private async saved(actor: Actor, id: string) {
    const discrepancy = (await this.db.transaction(actor, (tx) => discrepanciesById(tx, [id]))).get(id);
    if (!discrepancy) throw notFound('id');
    return { discrepancy };
  }
}
