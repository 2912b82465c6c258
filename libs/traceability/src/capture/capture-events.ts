import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CanonicalEvent, MasterDataElement, readDocument, ReadingRules } from '@maillon/epcis';
import { Actor, Finding, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { announceEvents } from './announce-events.js';
import { Audience } from '@maillon/sharing';
import { recordMasterData } from '../master-data/record-master-data.js';
import { CaptureOutcome, CaptureRecord } from './capture.types.js';
import { nothingToCapture } from './messages.js';
import { draftEvents, EventDraft } from './draft-events.js';
import { EventWriter } from './write-events.js';

export interface Captured {
  readonly accepted: number;
  readonly unchanged: number;
  readonly eventIds: readonly string[];
  readonly warnings: readonly Finding[];
}

export type CaptureAnswer = Captured | { readonly findings: readonly Finding[] };

/** Undoes the transaction when one event of a document cannot be recorded: all of it stands, or nothing. */
class Undo extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super('refused');
  }
}

const WRITE_AT_ONCE = 1000;

/** Records events: a whole EPCIS document, or events made by a form. All of them or none. */
@Injectable()
export class CaptureEvents {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /**
   * Records the events of an EPCIS 2.0 document or a single event, and the master data of its header (EPCIS 2.0, 8.2: capture,
   * error behaviour `rollback`).
   */
  async document(
    actor: Actor,
    document: unknown,
    audience: Audience,
    rules?: ReadingRules,
  ): Promise<CaptureAnswer> {
    const { events, masterData, findings } = readDocument(document, rules);
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length) return { findings };
    if (!events.length && !masterData.length) return { findings: [nothingToCapture()] };
    const records = events
      .filter((event): event is CanonicalEvent => event !== undefined)
      .map((event) => ({ event }));
    return this.records(actor, records, audience, findings, masterData);
  }

  /** `masterData`: elements that can be kept, recorded in the same transaction. */
  async records(
    actor: Actor,
    records: readonly CaptureRecord[],
    audience: Audience,
    warnings: readonly Finding[] = [],
    masterData: readonly MasterDataElement[] = [],
  ): Promise<CaptureAnswer> {
    try {
      const outcomes = await this.db.transaction(actor, async (tx) => {
        if (masterData.length) await recordMasterData(tx, masterData);
        return writeAll(tx, records, audience);
      });
      const counted = (status: CaptureOutcome['status']) =>
        outcomes.filter((outcome) => outcome.status === status).length;
      return {
        accepted: counted('accepted'),
        unchanged: counted('unchanged'),
        eventIds: outcomes.map(({ id }) => id),
        warnings,
      };
    } catch (error) {
      if (error instanceof Undo) return { findings: error.findings };
      throw error;
    }
  }
}

async function writeAll(
  tx: Tx,
  records: readonly CaptureRecord[],
  audience: Audience,
): Promise<CaptureOutcome[]> {
  const declarantId = organisationOf(tx.actor);
  const outcomes: CaptureOutcome[] = [];
  const batch = (start: number) => draftInTurns(declarantId, records.slice(start, start + WRITE_AT_ONCE));
  const writer = new EventWriter(tx, { audience });
  let drafts = await batch(0);
  for (let start = 0; start < records.length; start += WRITE_AT_ONCE) {
    // the next events are drafted while the database writes
    const [written, next] = await Promise.all([writer.write(drafts), batch(start + WRITE_AT_ONCE)]);
    outcomes.push(...written);
    drafts = next;
  }
  await writer.end();
  const refused = outcomes.flatMap((outcome, eventIndex) =>
    outcome.status === 'refused' ? [{ ...outcome.finding, eventIndex }] : [],
  );
  if (refused.length) throw new Undo(refused);
  await announceEvents(tx, outcomes);
  return outcomes;
}

const DRAFTED_A_TURN = 25;

/** Drafts, and lets the answers of the database in between. */
async function draftInTurns(declarantId: string, records: readonly CaptureRecord[]): Promise<EventDraft[]> {
  const drafts: EventDraft[] = [];
  for (let start = 0; start < records.length; start += DRAFTED_A_TURN) {
    if (start > 0) await setImmediate();
    drafts.push(...draftEvents(declarantId, records.slice(start, start + DRAFTED_A_TURN)));
  }
  return drafts;
}
