import { Inject, Injectable } from '@nestjs/common';
import { CanonicalEvent, readDocument } from '@maillon/epcis';
import { Actor, Finding, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { announceEvents } from './announce-events.js';
import { Audience } from '@maillon/sharing';
import { CaptureOutcome, CaptureRecord } from './capture.types.js';
import { nothingToCapture } from './messages.js';
import { draftEvents, writeEvents } from './write-events.js';

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

  /** Records the events of an EPCIS 2.0 document or a single event (EPCIS 2.0, 8.2: capture, error behaviour `rollback`). */
  async document(actor: Actor, document: unknown, audience: Audience): Promise<CaptureAnswer> {
    const { events, findings } = readDocument(document);
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length) return { findings };
    if (!events.length) return { findings: [nothingToCapture()] };
    const records = events
      .filter((event): event is CanonicalEvent => event !== undefined)
      .map((event) => ({ event }));
    return this.records(actor, records, audience, findings);
  }

  async records(
    actor: Actor,
    records: readonly CaptureRecord[],
    audience: Audience,
    warnings: readonly Finding[] = [],
  ): Promise<CaptureAnswer> {
    try {
      const outcomes = await this.db.transaction(actor, (tx) => writeAll(tx, records, audience));
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
  const drafts = draftEvents(organisationOf(tx.actor), records);
  const outcomes: CaptureOutcome[] = [];
  for (let start = 0; start < records.length; start += WRITE_AT_ONCE) {
    outcomes.push(...(await writeEvents(tx, drafts.slice(start, start + WRITE_AT_ONCE), { audience })));
  }
  const refused = outcomes.flatMap((outcome, eventIndex) =>
    outcome.status === 'refused' ? [{ ...outcome.finding, eventIndex }] : [],
  );
  if (refused.length) throw new Undo(refused);
  await announceEvents(tx, outcomes);
  return outcomes;
}
