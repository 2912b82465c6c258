import { Inject, Injectable } from '@nestjs/common';
import { readEvent } from '@maillon/epcis';
import { RequestRevision } from '@maillon/exchange';
import { Actor, Finding, isUuid, organisationOf, requirePermission } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { CaptureEvents } from '@maillon/traceability';
import { discrepanciesById, DiscrepancyRecord } from '../discrepancies/discrepancy.queries.js';
import { KeptStatement } from '../run/evidence-of.js';
import { ActOnDiscrepancy, faultOf } from './act-on-discrepancy.js';
import { correctedEvent } from './corrected-event.js';
import {
  alreadyClosed,
  eventTakesQuantityOnly,
  notCorrectable,
  notKnown,
  nothingCorrected,
  reasonMissing,
} from './messages.js';

export interface Correction {
  readonly documentId?: string;
  readonly lineNumber?: number;
  readonly eventId?: string;
  /** Which of the event's things; absent where it tells of one. */
  readonly thingId?: string;
  readonly quantity?: number;
  readonly unit?: string;
  readonly lot?: string;
  readonly serial?: string;
}

/** Undoes the transaction when any part of a correction is refused. */
class Undo extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super('refused');
  }
}

export type CorrectionAnswer = { readonly id: string } | { readonly findings: readonly Finding[] };

/**
 * Puts one of the records right that a discrepancy rests on: a document of the two companies by a revision that the other
 * side approves, an own event by declaring it void and declaring anew (EPCIS 2.0, 7.4.1.4). The discrepancy closes by itself
 * once the records agree.
 */
@Injectable()
export class CorrectDiscrepancy {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(RequestRevision) private readonly revisions: RequestRevision,
    @Inject(CaptureEvents) private readonly capture: CaptureEvents,
    @Inject(ActOnDiscrepancy) private readonly acts: ActOnDiscrepancy,
  ) {}

  async run(actor: Actor, id: string, correction: Correction, reason: string): Promise<CorrectionAnswer> {
    const fault = reason.trim() ? faultOf({ act: 'correction_asked', reason }) : reasonMissing;
    if (fault) return { findings: [fault] };
    const record = isUuid(id)
      ? (await this.db.transaction(actor, (tx) => discrepanciesById(tx, [id]))).get(id)
      : undefined;
    if (!record) return { findings: [notKnown] };
    if (record.closedAt !== undefined) return { findings: [alreadyClosed] };
    const statement = statementOf(record, correction);
    if (!statement) return { findings: [notCorrectable] };
    requirePermission(actor, statement.documentId ? 'document:write' : 'event:declare');
    try {
      await this.db.transaction(actor, (tx) =>
        this.perform(tx, record.id, { statement, correction, reason }),
      );
      return { id: record.id };
    } catch (error) {
      if (error instanceof Undo) return { findings: error.findings };
      throw error;
    }
  }

  /** One transaction: a correction without its trace in the thread, or the other way round, would be half done. */
  private async perform(
    tx: Tx,
    id: string,
    { statement, correction, reason }: { statement: KeptStatement; correction: Correction; reason: string },
  ): Promise<void> {
    const findings = statement.documentId
      ? await this.revise(tx.actor, statement, correction, reason)
      : await this.declareAnew(tx, statement, correction);
    if (findings.length) throw new Undo(findings);
    const details = { ...correction };
    const answer = await this.acts.run(tx.actor, [id], { act: 'correction_asked', reason, details });
    if (answer.refused[0]) throw new Undo(answer.refused[0].findings);
  }

  private async revise(
    actor: Actor,
    statement: KeptStatement,
    { quantity, unit, lot, serial }: Correction,
    reason: string,
  ): Promise<readonly Finding[]> {
    const values = {
      quantity: quantity === undefined || quantity === null ? undefined : String(quantity),
      unit,
      lot,
      serial,
    };
    const changes = Object.entries(values).flatMap(([field, value]) =>
      value === undefined || value === null ? [] : [{ lineNumber: statement.lineNumber!, field, value }],
    );
    if (!changes.length) return [nothingCorrected];
    const answer = await this.revisions.run(actor, statement.documentId!, reason, changes);
    return 'findings' in answer ? answer.findings : [];
  }

  private async declareAnew(
    tx: Tx,
    statement: KeptStatement,
    correction: Correction,
  ): Promise<readonly Finding[]> {
    if (correction.lot ?? correction.serial) return [eventTakesQuantityOnly];
    if (statement.by !== organisationOf(tx.actor)) return [notCorrectable];
    const [event] = await tx.query<{
      document: Record<string, unknown>;
      party_ids: string[] | null;
      event_id: string | null;
    }>(
      `select document, party_ids, event_id from trace_event e where filiere_id = $1 and id = $2 and declarant_id = $3
         and not exists (select from trace_event c where c.filiere_id = e.filiere_id and c.corrects_id = e.id)`,
      [tx.actor.filiereId, statement.eventId, organisationOf(tx.actor)],
    );
    if (!event) return [notCorrectable];
    const corrected = correctedEvent(event.document, statement.thingId, correction);
    if (!corrected) return [nothingCorrected];
    const records = corrected.map((document) => readEvent(document));
    const faults = records.flatMap(({ event: read, findings }) => (read ? [] : findings));
    if (faults.length) return faults;
    const answer = await this.capture.records(
      tx.actor,
      records.map(({ event: read }) => ({ event: read!, sharedWith: event.party_ids ?? [] })),
      event.party_ids ? 'parties' : 'private',
    );
    return 'findings' in answer ? answer.findings : [];
  }
}

function statementOf(
  { evidence }: DiscrepancyRecord,
  { documentId, lineNumber, eventId, thingId }: Correction,
): KeptStatement | undefined {
  return evidence.statements.find((one) =>
    documentId
      ? one.documentId === documentId &&
        (lineNumber === undefined || lineNumber === null || one.lineNumber === lineNumber)
      : one.eventId !== undefined &&
        one.documentId === undefined &&
        one.eventId === eventId &&
        (thingId === undefined || thingId === null || one.thingId === thingId),
  );
}
