import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '@maillon/kernel';
import { notFound } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { actorOf, CurrentActor, loaderOf } from '@maillon/graphql';
import type { RequestContext } from '@maillon/graphql';
import { organisationLoader, OrganisationType } from '@maillon/membership';
import { Allow } from '@maillon/runtime';
import { documentsById } from '../documents/document.queries.js';
import { DocumentHead, DocumentResult } from '../documents/document.types.js';
import { AnswerRevision } from './answer-revision.js';
import type { RevisionAnswer } from './request-revision.js';
import { RequestRevision } from './request-revision.js';
import { pendingRevisions, revisionsOf } from './revision.queries.js';
import { FieldChangeInput, RevisionType } from './revision.types.js';

@Resolver(() => RevisionType)
export class RevisionResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(RequestRevision) private readonly request: RequestRevision,
    @Inject(AnswerRevision) private readonly answer: AnswerRevision,
  ) {}

  @Query(() => [RevisionType], {
    description: 'Revisions that await the organisation’s answer, oldest first, 200 at most.',
  })
  @Allow('document:read')
  pendingRevisions(@CurrentActor() actor: Actor) {
    return this.db.transaction(actor, pendingRevisions);
  }

  @Mutation(() => DocumentResult, {
    description: 'Asks the partner to agree to a correction of what is sealed.',
  })
  @Allow('document:write')
  async requestRevision(
    @CurrentActor() actor: Actor,
    @Args('document', { type: () => ID, description: 'The document.' }) document: string,
    @Args('reason', { type: () => String, description: 'Why, in one sentence.' }) reason: string,
    @Args('changes', { type: () => [FieldChangeInput], description: 'The right values.' })
    changes: FieldChangeInput[],
  ) {
    const requested = changes.map(({ value, ...rest }) => ({ ...rest, value: value ?? null }));
    return this.answered(actor, await this.request.run(actor, document, reason, requested));
  }

  @Mutation(() => DocumentResult, {
    description: 'Accepts a revision: the document changes at once, its event is corrected.',
  })
  @Allow('document:write')
  async acceptRevision(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The revision.' }) id: string,
  ) {
    return this.answered(actor, await this.answer.accept(actor, id));
  }

  @Mutation(() => DocumentResult, { description: 'Refuses a revision: nothing changes.' })
  @Allow('document:write')
  async refuseRevision(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The revision.' }) id: string,
    @Args('reason', { type: () => String, description: 'Why, in one sentence.' }) reason: string,
  ) {
    return this.answered(actor, await this.answer.refuse(actor, id, reason));
  }

  @Mutation(() => DocumentResult, { description: 'Takes back a revision that the organisation asked for.' })
  @Allow('document:write')
  async cancelRevision(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The revision.' }) id: string,
  ) {
    return this.answered(actor, await this.answer.cancel(actor, id));
  }

  @ResolveField(() => OrganisationType, { nullable: true, description: 'Who asked for it.' })
  requestedBy(@Parent() { requestedById }: RevisionType, @Context() context: RequestContext) {
    return organisationLoader(context, this.db).load(requestedById);
  }

  @ResolveField(() => DocumentHead, { nullable: true, description: 'The document.' })
  async document(@Parent() { documentId }: RevisionType, @Context() context: RequestContext) {
    const loader = loaderOf<DocumentHead>(context, 'document', (ids) =>
      this.db.transaction(actorOf(context), (tx) => documentsById(tx, ids)),
    );
    return loader.load(documentId);
  }

  private async answered(actor: Actor, answer: RevisionAnswer) {
    if ('findings' in answer) return answer;
    const document = (await this.db.transaction(actor, (tx) => documentsById(tx, [answer.documentId]))).get(
      answer.documentId,
    );
    if (!document) throw notFound('id');
    return { document, unchanged: false, warnings: [] };
  }
}

@Resolver(() => DocumentHead)
export class DocumentRevisionResolver {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @ResolveField(() => [RevisionType], { description: 'Revisions asked for, oldest first.' })
  async revisions(
    @Parent() { id }: DocumentHead,
    @Context() context: RequestContext,
  ): Promise<RevisionType[]> {
    const loader = loaderOf<RevisionType[]>(context, 'document-revisions', (ids) =>
      this.db.transaction(actorOf(context), (tx) => revisionsOf(tx, ids)),
    );
    return (await loader.load(id)) ?? [];
  }
}
