import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { OpenBytes, Utf8Probe } from '@maillon/formats';
import { Filiere } from '@maillon/filieres';
import { Actor, Permission } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { FiliereDirectory } from '@maillon/membership';
import { FileStorage } from '@maillon/runtime';
import { announceImport, partiesOf } from '@maillon/traceability';
import { Batch, Position } from './batch.js';
import { csvBatches, CsvPlan, planCsv } from './csv-source.js';
import { runImport } from './import-job.js';
import { advance, claim, Fenced, finish, ImportRun, savePlan } from './import-progress.js';
import { jsonBatches } from './json-source.js';
import { partnerDirectory } from './partners.js';

/** A failure of the read-ahead is thrown where its batch is awaited; until then it must not count as unhandled. */
function keepForLater(): void {
  return;
}

/** Reads an uploaded file into events, batch by batch. Killed anywhere, it goes on where the last batch ended. */
@Injectable()
export class RunImport {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FileStorage) private readonly storage: FileStorage,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  @Handles(runImport)
  async handle(
    { organisationId, importJobId }: { organisationId: string; importJobId: string },
    { filiereId, signal }: JobContext,
  ): Promise<void> {
    const actor: Actor = Object.freeze({ filiereId, organisationId, permissions: new Set<Permission>() });
    const run = await this.db.transaction(actor, (tx) => claim(tx, importJobId, randomUUID()));
    if (!run) return;
    try {
      await this.read(actor, run, signal);
    } catch (error) {
      if (!(error instanceof Fenced)) throw error;
    }
  }

  private async read(actor: Actor, run: ImportRun, signal: AbortSignal): Promise<void> {
    const filiere = await this.filieres.get(actor.filiereId);
    const open: OpenBytes = (start) => this.storage.read(run.storageKey, start);
    const source = await this.batches(actor, run, filiere, open);
    if ('failure' in source)
      return this.db.transaction(actor, (tx) => finish(tx, run, 'failed', source.failure));

    let position = source.from;
    let next = source.batches.next();
    for (;;) {
      const { value: batch, done } = await next;
      if (done) break;
      // the file is read on while the database writes
      next = source.batches.next();
      next.catch(keepForLater);
      const state = await this.db.transaction(actor, (tx) => advance(tx, run, position, batch));
      position = batch.end;
      if (state === 'cancelled') return this.db.transaction(actor, (tx) => finish(tx, run, 'cancelled'));
      if (batch.failure) return this.db.transaction(actor, (tx) => finish(tx, run, 'failed', batch.failure));
      signal.throwIfAborted();
    }
    await this.db.transaction(actor, async (tx) => {
      await finish(tx, run, 'done');
      await announceImport(tx, run.id);
    });
  }

  private async batches(
    actor: Actor,
    run: ImportRun,
    filiere: Filiere,
    open: OpenBytes,
  ): Promise<
    { batches: AsyncGenerator<Batch>; from: Position } | { failure: NonNullable<Batch['failure']> }
  > {
    if (run.format === 'epcis-json')
      return { batches: jsonBatches(open, run.position, actor.organisationId!), from: run.position };
    const plan = (run.plan as CsvPlan | null) ?? (await planCsv(open, filiere, await this.isUtf8(run)));
    if ('failure' in plan) return plan;
    const from = run.plan ? run.position : plan.start;
    if (!run.plan) await this.db.transaction(actor, (tx) => savePlan(tx, run, plan, from));
    const { self, partner } = await this.db.transaction(actor, async (tx) => ({
      self: (await partiesOf(tx, [actor.organisationId!])).get(actor.organisationId!)!,
      partner: await partnerDirectory(tx),
    }));
    return { batches: csvBatches(open, plan, from, actor.organisationId!, { filiere, self, partner }), from };
  }

  /** One quick pass over the whole file: an accent late in a Windows-1252 file must not change how its head is read. */
  private async isUtf8(run: ImportRun): Promise<boolean> {
    const probe = new Utf8Probe();
    for await (const chunk of this.storage.read(run.storageKey)) probe.push(chunk as Uint8Array);
    return probe.valid;
  }
}
