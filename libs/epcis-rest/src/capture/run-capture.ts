import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { TenantDb, Tx } from '@maillon/db';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { Actor, Finding, organisationActor } from '@maillon/kernel';
import { FiliereDirectory } from '@maillon/membership';
import { FileStorage } from '@maillon/runtime';
import { announceImport, EventWriter, recordMasterData } from '@maillon/traceability';
import {
  advance,
  CaptureRun,
  CaptureTally,
  claim,
  Fenced,
  KEPT_ERRORS,
  KEPT_WARNINGS,
} from './capture-progress.js';
import { captureDue } from './capture-due.js';
import { captureFailed, documentGone } from './messages.js';
import { readAhead } from './read-ahead.js';
import { CapturedBatch, readCaptured } from './read-captured.js';
import { storageKey } from './receive-capture.js';

/** Undoes the transaction when one event of the document cannot be recorded: all of it stands, or nothing. */
class Undo extends Error {
  constructor(readonly errors: readonly Finding[]) {
    super('refused');
  }
}

/**
 * Records a captured document (EPCIS 2.0, section 8.2.5, and the OpenAPI's capture error behaviour): `rollback` in one
 * transaction, `proceed` batch by batch without the events that are refused. Killed anywhere, it begins again, or goes on
 * where the last batch ended, with the same result.
 */
@Injectable()
export class RunCapture {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FileStorage) private readonly storage: FileStorage,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  @Handles(captureDue)
  async handle(
    { organisationId, captureId }: { organisationId: string; captureId: string },
    { filiereId, attempt, signal }: JobContext,
  ): Promise<void> {
    const actor = organisationActor(filiereId, organisationId);
    const run = await this.db.transaction(actor, (tx) => claim(tx, captureId, randomUUID()));
    try {
      if (run) await this.record(actor, run, signal);
    } catch (error) {
      if (error instanceof Fenced) return;
      if (signal.aborted || attempt < captureDue.attempts) throw error;
      await this.giveUp(actor, run!);
      throw error;
    }
    // by its name and not by its row: whoever was killed after its last transaction left the file behind
    await this.storage.remove(storageKey(filiereId, captureId));
  }

  private async record(actor: Actor, run: CaptureRun, signal: AbortSignal): Promise<void> {
    const { readingRules } = await this.filieres.get(actor.filiereId);
    // the next events are read and drafted while the database writes
    const batches = readAhead(
      readCaptured(
        (start) => this.storage.read(run.storageKey, start),
        run.format,
        run.behaviour === 'proceed' ? run.position : 0,
        actor.organisationId!,
        readingRules,
      ),
    );
    try {
      if (run.behaviour === 'proceed') await this.proceed(actor, run, batches, signal);
      else await this.allOrNone(actor, run, batches, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await this.end(actor, run, [documentGone()]);
    }
  }

  private async allOrNone(
    actor: Actor,
    run: CaptureRun,
    batches: AsyncGenerator<CapturedBatch>,
    signal: AbortSignal,
  ): Promise<void> {
    const errors = await this.wholeDocument(actor, run, batches, signal);
    if (!errors) return;
    await this.db.transaction(actor, (tx) =>
      advance(
        tx,
        run,
        { from: 0, to: 0 },
        { recorded: 0, unchanged: 0, errors: errors.slice(0, KEPT_ERRORS) },
      ),
    );
    // nothing is recorded any more; the rest is read so that every fault is told at once
    const more: Finding[] = [];
    let count = 0;
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      signal.throwIfAborted();
      count += next.value.errors.length;
      if (errors.length + more.length < KEPT_ERRORS) more.push(...next.value.errors);
    }
    const kept = more.slice(0, Math.max(0, KEPT_ERRORS - errors.length));
    await this.end(actor, run, kept, count + Math.max(0, errors.length - KEPT_ERRORS));
  }

  /** Answers the errors for which nothing was recorded, or undefined where all of it was. */
  private async wholeDocument(
    actor: Actor,
    run: CaptureRun,
    batches: AsyncGenerator<CapturedBatch>,
    signal: AbortSignal,
  ): Promise<readonly Finding[] | undefined> {
    try {
      await this.db.transaction(actor, async (tx) => {
        let [recorded, unchanged, warningCount, end] = [0, 0, 0, 0];
        const warnings: Finding[] = [];
        const writer = new EventWriter(tx, writingOf(run));
        for (let next = await batches.next(); !next.done; next = await batches.next()) {
          signal.throwIfAborted();
          if (next.value.errors.length) throw new Undo(next.value.errors);
          const tally = await writeBatch(tx, writer, next.value);
          if (tally.errors.length) throw new Undo(tally.errors);
          recorded += tally.recorded;
          unchanged += tally.unchanged;
          warningCount += next.value.warnings.length;
          warnings.push(...next.value.warnings.slice(0, KEPT_WARNINGS - warnings.length));
          end = next.value.end;
        }
        await writer.end();
        const step = { from: run.position, to: end, isLast: true };
        await advance(tx, run, step, { recorded, unchanged, errors: [], warnings, warningCount });
        await announceImport(tx, run.id);
      });
      return undefined;
    } catch (error) {
      if (error instanceof Undo) return error.errors;
      throw error;
    }
  }

  private async proceed(
    actor: Actor,
    run: CaptureRun,
    batches: AsyncGenerator<CapturedBatch>,
    signal: AbortSignal,
  ): Promise<void> {
    let { position, kept } = run;
    for await (const batch of batches) {
      signal.throwIfAborted();
      await this.db.transaction(actor, async (tx) => {
        const writer = new EventWriter(tx, writingOf(run));
        const { recorded, unchanged, errors } = await writeBatch(tx, writer, batch);
        await writer.end();
        const all = [...batch.errors, ...errors].sort((a, b) => (a.eventIndex ?? -1) - (b.eventIndex ?? -1));
        const told = all.slice(0, Math.max(0, KEPT_ERRORS - kept));
        await advance(
          tx,
          run,
          { from: position, to: batch.end },
          { recorded, unchanged, errors: told, errorCount: all.length, warnings: batch.warnings },
        );
        kept += told.length;
      });
      position = batch.end;
    }
    await this.db.transaction(actor, async (tx) => {
      await advance(tx, run, { from: position, to: position, isLast: true }, NOTHING);
      await announceImport(tx, run.id);
    });
  }

  /** Ends a job that recorded nothing more, with errors that are not told yet. */
  private async end(
    actor: Actor,
    run: CaptureRun,
    errors: readonly Finding[],
    errorCount = errors.length,
  ): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const [row] = await tx.query<{ position: number }>(
        'select position from capture_job where filiere_id = $1 and id = $2',
        [actor.filiereId, run.id],
      );
      const position = row?.position ?? run.position;
      await advance(
        tx,
        run,
        { from: position, to: position, isLast: true },
        { recorded: 0, unchanged: 0, errors, errorCount },
      );
    });
  }

  private async giveUp(actor: Actor, run: CaptureRun): Promise<void> {
    await this.end(actor, run, [captureFailed()]);
    await this.storage.remove(run.storageKey);
  }
}

const writingOf = ({ id }: CaptureRun) => ({ audience: 'parties', importJobId: id }) as const;

const NOTHING: CaptureTally = { recorded: 0, unchanged: 0, errors: [] };

/** Records a batch, events and master data; an event that stands there already with another content is an error of its own. */
async function writeBatch(tx: Tx, writer: EventWriter, batch: CapturedBatch): Promise<CaptureTally> {
  const drafts = batch.events.map(({ draft }) => draft);
  if (batch.masterData?.length) await recordMasterData(tx, batch.masterData);
  const outcomes = await writer.write(drafts);
  const counted = (status: string) => outcomes.filter((outcome) => outcome.status === status).length;
  const errors = outcomes.flatMap((outcome, at) => {
    if (outcome.status !== 'refused') return [];
    const { index, line, path } = batch.events[at]!;
    const { finding } = outcome;
    return [{ ...finding, eventIndex: index, line, ...(path && { path: `${path}.${finding.field}` }) }];
  });
  return { recorded: counted('accepted'), unchanged: counted('unchanged'), errors };
}
