import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { organisationOf } from '@maillon/kernel';
import { Notices, TenantDb } from '@maillon/db';
import { CurrentActor, follow } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { interfaceCalls, interfaceCallSummary } from './interface-call.queries.js';
import { InterfaceCallSummaryType, InterfaceCallType } from './interface-call.types.js';

@Resolver(() => InterfaceCallType)
export class InterfaceCallResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  @Query(() => [InterfaceCallType], {
    description:
      'The last calls of EPCIS REST and Digital Links made for the organisation, newest first; a call appears within a second or two.',
  })
  @Allow('key:manage')
  interfaceCalls(
    @CurrentActor() actor: Actor,
    @Args('last', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    last: number,
    @Args('key', { type: () => ID, nullable: true, description: 'Made with this key alone.' })
    key: string | undefined,
    @Args('onlyRefused', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Only calls that were refused, or whose document was.',
    })
    onlyRefused: boolean,
  ): Promise<InterfaceCallType[]> {
    return this.db.transaction(actor, (tx) => interfaceCalls(tx, { last, onlyRefused, ...(key && { key }) }));
  }

  @Query(() => InterfaceCallSummaryType, { description: 'How many calls the log holds, at a glance.' })
  @Allow('key:manage')
  interfaceCallSummary(@CurrentActor() actor: Actor): Promise<InterfaceCallSummaryType> {
    return this.db.transaction(actor, interfaceCallSummary);
  }

  @Subscription(() => InterfaceCallSummaryType, {
    description: 'The calls that the log holds, at a glance, again whenever there are new ones.',
    resolve: (summary: InterfaceCallSummaryType) => summary,
  })
  @Allow('key:manage')
  interfaceCallMade(@CurrentActor() actor: Actor): AsyncIterableIterator<InterfaceCallSummaryType> {
    const organisationId = organisationOf(actor);
    return follow({
      read: () => this.db.transaction(actor, interfaceCallSummary),
      isOver: () => false,
      changes: this.notices.stream(
        (notice) =>
          notice.type === 'call' &&
          notice.filiereId === actor.filiereId &&
          notice.organisationId === organisationId,
      ),
    });
  }
}
