import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { actsOf, definitionOf, deliveryProgress } from '@maillon/documents';
import type { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { actorOf, CurrentActor, loaderOf } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { organisationLoader, OrganisationType } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { deliveredOf } from '../follow/delivered.queries.js';
import { DocumentContentUnion } from './content-types.js';
import { documentPage, documentsById, eventIdsOf, historyOf, inboxPage } from './document.queries.js';
import { contentOf } from './document-store.js';
import {
  DocumentActChoice,
  DocumentConnection,
  DocumentFilter,
  DocumentHead,
  DocumentReferenceType,
  HistoryEntryType,
  LineProgressType,
} from './document.types.js';
import { referencesOf } from './references.queries.js';

const DELIVERED = new Set(['order', 'call_off', 'despatch_advice']);

@Resolver(() => DocumentHead)
export class DocumentResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Query(() => DocumentHead, {
    nullable: true,
    description: 'A document; null when there is none that the reader may see.',
  })
  @Allow('document:read')
  async document(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ) {
    return (await this.db.transaction(actor, (tx) => documentsById(tx, [id]))).get(id);
  }

  @Query(() => DocumentConnection, {
    description: 'Documents of the organisation, the one that moved last first.',
  })
  @Allow('document:read')
  documents(
    @CurrentActor() actor: Actor,
    @Args('filter', { type: () => DocumentFilter, nullable: true, description: 'Which documents.' })
    filter?: DocumentFilter,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => documentPage(tx, { filter, first, after }));
  }

  @Query(() => DocumentConnection, {
    description: 'Documents that await the organisation, the most urgent first.',
  })
  @Allow('document:read')
  inbox(
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => inboxPage(tx, { first, after }));
  }

  @ResolveField(() => DocumentContentUnion, { description: 'What it says.' })
  content(@Parent() { id, type, header }: DocumentHead) {
    return { ...header, values: header, type, documentId: id };
  }

  @ResolveField(() => OrganisationType, { description: 'Who wrote it.' })
  issuer(@Parent() head: DocumentHead, @Context() context: RequestContext) {
    return organisationLoader(context, this.db).load(head.issuerId);
  }

  @ResolveField(() => OrganisationType, {
    nullable: true,
    description: 'Whom it is written to; null while no member is known by the name given.',
  })
  recipient(@Parent() head: DocumentHead, @Context() context: RequestContext) {
    return head.recipientId ? organisationLoader(context, this.db).load(head.recipientId) : undefined;
  }

  @ResolveField(() => [DocumentActChoice], {
    description: 'Acts that the reader’s organisation may perform now.',
  })
  acts(@Parent() { type, version, stateName, mySide }: DocumentHead): DocumentActChoice[] {
    const definition = definitionOf(type, version);
    return actsOf(definition, stateName, mySide).map(({ name, label, needsReason }) => {
      const writable = (fields: typeof definition.header) =>
        fields.filter(({ setBy }) => setBy.includes(name)).map((field) => field.name);
      return {
        name,
        label,
        needsReason: needsReason ?? false,
        headerFields: writable(definition.header),
        lineFields: writable(definition.lines),
      };
    });
  }

  @ResolveField(() => [HistoryEntryType], { description: 'Everything that happened to it, oldest first.' })
  history(@Parent() head: DocumentHead, @CurrentActor() actor: Actor) {
    return this.db.transaction(actor, (tx) => historyOf(tx, head));
  }

  @ResolveField(() => [DocumentReferenceType], { description: 'Documents that it names, here or awaited.' })
  references(@Parent() head: DocumentHead, @CurrentActor() actor: Actor) {
    return this.db.transaction(actor, (tx) => referencesOf(tx, head));
  }

  @ResolveField(() => [LineProgressType], {
    description: 'For orders, call-offs and despatch advices: how far each line has come.',
  })
  async progress(
    @Parent() { id, type, header, stateName, issuerId, recipientId }: DocumentHead,
    @CurrentActor() actor: Actor,
  ) {
    if (!DELIVERED.has(type)) return [];
    return this.db.transaction(actor, async (tx) => {
      const { lines } = await contentOf(tx, { id, header, state: stateName });
      const served = { id, type, issuer_id: issuerId, recipient_id: recipientId ?? null };
      return deliveryProgress(lines, await deliveredOf(tx, served)).lines;
    });
  }

  @ResolveField(() => [ID], {
    description: 'Traceability events that it became; those taken back are left out.',
  })
  async eventIds(@Parent() { id }: DocumentHead, @Context() context: RequestContext): Promise<string[]> {
    const loader = loaderOf<string[]>(context, 'document-events', (ids) =>
      this.db.transaction(actorOf(context), (tx) => eventIdsOf(tx, ids)),
    );
    return (await loader.load(id)) ?? [];
  }
}

@Resolver(() => HistoryEntryType)
export class HistoryEntryResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => OrganisationType, { nullable: true, description: 'Whose act it was.' })
  organisation(@Parent() entry: HistoryEntryType, @Context() context: RequestContext) {
    return organisationLoader(context, this.db).load(entry.organisationId);
  }
}
