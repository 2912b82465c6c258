import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DocumentType } from '@maillon/documents';
import { OpenBytes, Utf8Probe } from '@maillon/formats';
import { Filiere } from '@maillon/filieres';
import { Actor, organisationActor, toAwaitLater } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { ActOnDocument } from '@maillon/exchange';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { FiliereDirectory } from '@maillon/membership';
import { FileStorage } from '@maillon/runtime';
import { announceImport, partiesOf, recordMasterData, writeEvents } from '@maillon/traceability';
import { Batch, Position, RowHead } from './batch.js';
import { csvBatches, CsvPlan, planCsv } from './csv-source.js';
import { DocumentPlan, documentBatches, planDocuments } from './document-source.js';
import { epcisBatches } from './epcis-source.js';
import { runImport } from './import-job.js';
import { advance, claim, Fenced, finish, ImportRun, Outcome, savePlan } from './import-progress.js';
import { partnerDirectory } from './partners.js';
import { recordDocuments, sendDocuments } from './record-documents.js';

/** Reads an uploaded file into events, batch by batch. Killed anywhere, it goes on where the last batch ended. */
@Injectable()
export class RunImport {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FileStorage) private readonly storage: FileStorage,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
    @Inject(ActOnDocument) private readonly act: ActOnDocument,
  ) {}

  @Handles(runImport)
  async handle(
    { organisationId, importJobId }: { organisationId: string; importJobId: string },
    { filiereId, signal }: JobContext,
  ): Promise<void> {
    const actor = organisationActor(filiereId, organisationId);
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
    if (run.documentType) return this.readDocuments(actor, run, run.documentType, open, signal);
    const source = await this.batches(actor, run, filiere, open);
    if ('failure' in source)
      return this.db.transaction(actor, (tx) => finish(tx, run, 'failed', source.failure));
    const ended = await this.recordAll(actor, run, source, signal, async (tx, { read, masterData }) => {
      if (masterData?.length) await recordMasterData(tx, masterData);
      const drafts = read.map(({ draft }) => draft);
      return writeEvents(tx, drafts, { audience: run.audience, importJobId: run.id });
    });
    if (ended === undefined) return;
    await this.db.transaction(actor, async (tx) => {
      await finish(tx, run, 'done');
      await announceImport(tx, run.id);
    });
  }

  /** Rows become drafts; the drafts are sent once the whole file is read. */
  private async readDocuments(
    actor: Actor,
    run: ImportRun,
    type: DocumentType,
    open: OpenBytes,
    signal: AbortSignal,
  ): Promise<void> {
    const plan =
      (run.plan as DocumentPlan | null) ?? (await planDocuments(open, type, await this.isUtf8(run)));
    if ('failure' in plan) return this.db.transaction(actor, (tx) => finish(tx, run, 'failed', plan.failure));
    const from = run.plan ? run.position : plan.start;
    if (!run.plan) await this.db.transaction(actor, (tx) => savePlan(tx, run, plan, from));
    const partner = await this.db.transaction(actor, partnerDirectory);
    const batches = documentBatches(open, plan, from, type, partner);
    const rows = await this.recordAll(actor, run, { batches, from }, signal, (tx, { read }) =>
      recordDocuments(tx, type, run.id, read),
    );
    if (rows === undefined) return;
    await sendDocuments({ db: this.db, act: this.act }, actor, { id: run.id, rows }, signal);
    await this.db.transaction(actor, (tx) => finish(tx, run, 'done'));
  }

  /** Records batch after batch; answers the rows read, or undefined where the job ended otherwise. */
  private async recordAll<Row extends RowHead>(
    actor: Actor,
    run: ImportRun,
    source: { readonly batches: AsyncGenerator<Batch<Row>>; readonly from: Position },
    signal: AbortSignal,
    record: (tx: Tx, batch: Batch<Row>) => Promise<readonly Outcome[]>,
  ): Promise<number | undefined> {
    let position = source.from;
    let next = source.batches.next();
    for (;;) {
      const { value: batch, done } = await next;
      if (done) return position.record;
      // the file is read on while the database writes
      next = toAwaitLater(source.batches.next());
      const state = await this.db.transaction(actor, (tx) => advance(tx, run, position, batch, record));
      position = batch.end;
      if (state === 'cancelled' || batch.failure) {
        const status = state === 'cancelled' ? 'cancelled' : 'failed';
        await this.db.transaction(actor, (tx) => finish(tx, run, status, batch.failure));
        return undefined;
      }
      signal.throwIfAborted();
    }
  }

  private async batches(
    actor: Actor,
    run: ImportRun,
    filiere: Filiere,
    open: OpenBytes,
  ): Promise<
    { batches: AsyncGenerator<Batch>; from: Position } | { failure: NonNullable<Batch['failure']> }
  > {
    if (run.format !== 'csv')
      return {
        batches: epcisBatches(open, run.format, run.position, actor.organisationId!, filiere.readingRules),
        from: run.position,
      };
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
