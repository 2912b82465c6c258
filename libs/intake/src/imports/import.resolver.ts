import { Inject } from '@nestjs/common';
import {
  Args,
  ID,
  Int,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import { notFound, organisationOf } from '@maillon/kernel';
import type { Actor } from '@maillon/kernel';
import { Notices, TenantDb } from '@maillon/db';
import { CurrentActor, follow } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { AudienceEnum } from '@maillon/sharing';
import type { Audience } from '@maillon/sharing';
import { DocumentTypeEnum } from '@maillon/exchange';
import type { DocumentType } from '@maillon/documents';
import { CancelImport } from './cancel-import.js';
import { importById, importPage, refusalPage } from './import.queries.js';
import { ImportJobConnection, ImportJobType, ImportRefusalConnection } from './import.types.js';
import { StartImport } from './start-import.js';

const OVER = new Set(['done', 'failed', 'cancelled']);

@Resolver(() => ImportJobType)
export class ImportResolver {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(StartImport) private readonly start: StartImport,
    @Inject(CancelImport) private readonly cancel: CancelImport,
  ) {}

  @Query(() => ImportJobType, {
    nullable: true,
    description: 'An import of the organisation; null when there is none with this id.',
  })
  @Allow('import:run')
  importJob(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ) {
    return this.db.transaction(actor, (tx) => importById(tx, id));
  }

  @Query(() => ImportJobConnection, { description: 'Imports of the organisation, newest first.' })
  @Allow('import:run')
  importJobs(
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => importPage(tx, { first, after }));
  }

  @Mutation(() => ImportJobType, { description: 'Reads an uploaded file in the background.' })
  @Allow('import:run')
  async startImport(
    @CurrentActor() actor: Actor,
    @Args('upload', { type: () => ID, description: 'Id that the upload answered.' }) upload: string,
    @Args('audience', {
      type: () => AudienceEnum,
      defaultValue: 'parties',
      description: 'Who may see what it declares.',
    })
    audience: Audience,
    @Args('documents', {
      type: () => DocumentTypeEnum,
      nullable: true,
      description: 'What the rows are lines of; traceability without it.',
    })
    documents?: DocumentType,
  ) {
    return this.existing(actor, await this.start.run(actor, upload, audience, documents));
  }

  @Mutation(() => ImportJobType, { description: 'Stops an import. What was accepted stays.' })
  @Allow('import:run')
  async cancelImport(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ) {
    await this.cancel.run(actor, id);
    return this.existing(actor, id);
  }

  @Subscription(() => ImportJobType, {
    description: 'An import as it moves, until it ends.',
    resolve: (job: ImportJobType) => job,
  })
  @Allow('import:run')
  importProgress(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ): AsyncIterableIterator<ImportJobType> {
    const organisationId = organisationOf(actor);
    return follow({
      read: () => this.existing(actor, id),
      isOver: ({ status }) => OVER.has(status),
      changes: this.notices.stream(
        (notice) =>
          notice.type === 'import' &&
          notice.id === id &&
          notice.filiereId === actor.filiereId &&
          notice.organisationId === organisationId,
      ),
    });
  }

  @ResolveField(() => ImportRefusalConnection, {
    description: 'Rows refused, and accepted ones worth a look, in the order of the file.',
  })
  refusals(
    @Parent() job: ImportJobType,
    @CurrentActor() actor: Actor,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'How many, 500 at most.' })
    first?: number,
    @Args('after', { type: () => String, nullable: true, description: 'Cursor to read on from.' })
    after?: string,
  ) {
    return this.db.transaction(actor, (tx) => refusalPage(tx, job.id, { first, after }));
  }

  private async existing(actor: Actor, id: string): Promise<ImportJobType> {
    const job = await this.db.transaction(actor, (tx) => importById(tx, id));
    if (!job) throw notFound('id');
    return job;
  }
}
