import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import type { Actor, Text } from '@maillon/kernel';
import { organisationOf } from '@maillon/kernel';
import { Notices, TenantDb } from '@maillon/db';
import { actorOf, CurrentActor, follow, loaderOf, TextType } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { organisationLoader, OrganisationType } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { actsFor } from '../resolve/acts-for.js';
import { assignees, PersonRow } from './assignees.queries.js';
import type { DiscrepancyRecord } from './discrepancy.queries.js';
import { discrepanciesById, discrepancyPage, discrepancySummary } from './discrepancy.queries.js';
import {
  ArithmeticStepType,
  DiscrepancyConnection,
  DiscrepancyEntryType,
  DiscrepancyFilter,
  DiscrepancyStatementType,
  DiscrepancySummaryType,
  DiscrepancyType,
} from './discrepancy.types.js';
import { explain, Explained } from './explain.js';
import { threadsOf } from './thread.queries.js';

@ObjectType('DiscrepancyPerson', { description: 'A person of the reader’s organisation.' })
export class DiscrepancyPersonType implements PersonRow {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'First and last name.' })
  name!: string;
}

@Resolver(() => DiscrepancyType)
export class DiscrepancyResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  @Query(() => DiscrepancyConnection, {
    description: 'Discrepancies of the organisation, the one that moved last first.',
  })
  @Allow('discrepancy:read')
  discrepancies(
    @CurrentActor() actor: Actor,
    @Args('filter', { type: () => DiscrepancyFilter, nullable: true, description: 'Which discrepancies.' })
    filter?: DiscrepancyFilter,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => discrepancyPage(tx, { filter, first, after }));
  }

  @Query(() => DiscrepancyType, {
    nullable: true,
    description: 'A discrepancy; null when there is none that the reader may see.',
  })
  @Allow('discrepancy:read')
  async discrepancy(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ) {
    return (await this.db.transaction(actor, (tx) => discrepanciesById(tx, [id]))).get(id);
  }

  @Query(() => DiscrepancySummaryType, { description: 'What is open for the organisation, at a glance.' })
  @Allow('discrepancy:read')
  discrepancySummary(@CurrentActor() actor: Actor) {
    return this.db.transaction(actor, discrepancySummary);
  }

  @Query(() => [DiscrepancyPersonType], {
    description: 'People of the organisation to whom a discrepancy can be assigned.',
  })
  @Allow('discrepancy:read')
  discrepancyAssignees(@CurrentActor() actor: Actor) {
    return this.db.transaction(actor, (tx) => assignees(tx));
  }

  @Subscription(() => DiscrepancySummaryType, {
    description: 'What is open, again whenever a discrepancy of the organisation opens, moves or closes.',
    resolve: (summary: DiscrepancySummaryType) => summary,
  })
  @Allow('discrepancy:read')
  discrepanciesMoved(@CurrentActor() actor: Actor): AsyncIterableIterator<DiscrepancySummaryType> {
    const organisationId = organisationOf(actor);
    return follow({
      read: () => this.db.transaction(actor, discrepancySummary),
      isOver: () => false,
      changes: this.notices.stream(
        (notice) =>
          notice.type === 'discrepancy' &&
          notice.filiereId === actor.filiereId &&
          notice.organisationId === organisationId,
      ),
    });
  }

  @ResolveField(() => OrganisationType, { description: 'Who shipped, or the only company concerned.' })
  declarant(@Parent() { declarantId }: DiscrepancyRecord, @Context() context: RequestContext) {
    return organisationLoader(context, this.db).load(declarantId);
  }

  @ResolveField(() => OrganisationType, { nullable: true, description: 'Who received.' })
  partner(@Parent() { partnerId }: DiscrepancyRecord, @Context() context: RequestContext) {
    return partnerId ? organisationLoader(context, this.db).load(partnerId) : undefined;
  }

  @ResolveField(() => OrganisationType, {
    nullable: true,
    description: 'Who must act next; null once resolved.',
  })
  mustAct(@Parent() { mustActId }: DiscrepancyRecord, @Context() context: RequestContext) {
    return mustActId ? organisationLoader(context, this.db).load(mustActId) : undefined;
  }

  @ResolveField(() => DiscrepancyPersonType, {
    nullable: true,
    description: 'To whom the reader’s organisation assigned it.',
  })
  async assignee(@Parent() { assigneeId }: DiscrepancyRecord, @Context() context: RequestContext) {
    if (!assigneeId) return undefined;
    const loader = loaderOf<PersonRow>(context, 'discrepancy-assignee', (ids) =>
      this.db.transaction(
        actorOf(context),
        async (tx) => new Map((await assignees(tx, ids)).map((row) => [row.id, row])),
      ),
    );
    return loader.load(assigneeId);
  }

  @ResolveField(() => TextType, { description: 'What is wrong, in one plain sentence.' })
  async sentence(@Parent() record: DiscrepancyRecord, @Context() context: RequestContext): Promise<Text> {
    return (await this.explained(record, context)).sentence;
  }

  @ResolveField(() => TextType, { description: 'The rule by which it is wrong, in one plain sentence.' })
  async rule(@Parent() record: DiscrepancyRecord, @Context() context: RequestContext): Promise<Text> {
    return (await this.explained(record, context)).rule;
  }

  @ResolveField(() => TextType, { description: 'What the reader can do now.' })
  async advice(@Parent() record: DiscrepancyRecord, @Context() context: RequestContext): Promise<Text> {
    return (await this.explained(record, context)).advice;
  }

  @ResolveField(() => [ArithmeticStepType], {
    description: 'The sums, with units converted; none without figures.',
  })
  async arithmetic(@Parent() record: DiscrepancyRecord, @Context() context: RequestContext) {
    return (await this.explained(record, context)).arithmetic;
  }

  @ResolveField(() => [DiscrepancyStatementType], {
    description: 'What each side says, 200 records at most.',
  })
  async statements(@Parent() record: DiscrepancyRecord, @Context() context: RequestContext) {
    return (await this.explained(record, context)).statements;
  }

  @ResolveField(() => [String], {
    description: 'What the reader may do now: correct, accept, dispute, waive, comment, reassign.',
  })
  acts(@Parent() record: DiscrepancyRecord, @Context() context: RequestContext) {
    return actsFor(record, actorOf(context));
  }

  @ResolveField(() => [DiscrepancyEntryType], { description: 'What happened to it, oldest first.' })
  async thread(@Parent() { id }: DiscrepancyRecord, @Context() context: RequestContext) {
    const loader = loaderOf<DiscrepancyEntryType[]>(context, 'discrepancy-thread', (ids) =>
      this.db.transaction(actorOf(context), (tx) => threadsOf(tx, ids)),
    );
    return (await loader.load(id)) ?? [];
  }

  private async explained(record: DiscrepancyRecord, context: RequestContext): Promise<Explained> {
    const loader = loaderOf<Explained>(context, 'discrepancy-explained', (ids) =>
      this.db.transaction(actorOf(context), async (tx) =>
        explain(tx, [...(await discrepanciesById(tx, ids)).values()]),
      ),
    );
    return (await loader.load(record.id))!;
  }
}

@Resolver(() => DiscrepancyStatementType)
export class DiscrepancyStatementResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => OrganisationType, { nullable: true, description: 'Who says so.' })
  by(@Parent() { byId }: DiscrepancyStatementType, @Context() context: RequestContext) {
    return organisationLoader(context, this.db).load(byId);
  }
}

@Resolver(() => DiscrepancyEntryType)
export class DiscrepancyEntryResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => OrganisationType, { nullable: true, description: 'Who acted; null for the platform.' })
  organisation(@Parent() { organisationId }: DiscrepancyEntryType, @Context() context: RequestContext) {
    return organisationId ? organisationLoader(context, this.db).load(organisationId) : undefined;
  }
}
