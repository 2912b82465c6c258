import { Inject, Injectable } from '@nestjs/common';
import { checkReason, definitionOf, Patch, performRevision } from '@maillon/documents';
import { Actor, isUuid, notFound, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import {
  contentOf,
  DocumentRow,
  lockDocument,
  updateDocument,
  writeAct,
} from '../documents/document-store.js';
import { inTransaction } from '../documents/in-transaction.js';
import { lineRows } from '../documents/line-rows.js';
import { withAuthority } from '../documents/seller-authority.js';
import { standingOf } from '../documents/standing.js';
import { ExchangeRefused } from '../follow/exchange-refused.js';
import { DeliveryProgress } from '../follow/move-deliveries.js';
import { announceRevision } from './announce-revision.js';
import { correctEvent } from './correct-event.js';
import {
  documentMoved,
  notRevisable,
  notYoursToAnswer,
  notYoursToCancel,
  revisionAnswered,
  revisionReasonMissing,
} from './messages.js';
import { isRevisable, RevisionAnswer, valuesAt } from './request-revision.js';
import { closeRevision, lockRevision, RevisionRow } from './revision-store.js';

/** Documents that become traceability events once their lines name lots, serial numbers or packages. */
const TRACED = new Set(['despatch_advice', 'receipt_advice']);

/** Accepts, refuses or cancels a revision. An accepted one changes the document at once; its event follows by a job. */
@Injectable()
export class AnswerRevision {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(DeliveryProgress) private readonly deliveries: DeliveryProgress,
  ) {}

  accept(actor: Actor, id: string, reason?: string): Promise<RevisionAnswer> {
    return this.close(actor, id, 'accepted', reason);
  }

  async refuse(actor: Actor, id: string, reason: string): Promise<RevisionAnswer> {
    return reason.trim() ? this.close(actor, id, 'refused', reason) : { findings: [revisionReasonMissing] };
  }

  cancel(actor: Actor, id: string): Promise<RevisionAnswer> {
    return this.close(actor, id, 'cancelled');
  }

  private async close(
    actor: Actor,
    id: string,
    state: 'accepted' | 'refused' | 'cancelled',
    reason?: string,
  ): Promise<RevisionAnswer> {
    if (!isUuid(id)) throw notFound('id');
    const organisationId = organisationOf(actor);
    return inTransaction(this.db, actor, async (tx): Promise<RevisionAnswer> => {
      const revision = await lockRevision(tx, id);
      if (!revision) throw notFound('id');
      if (revision.state !== 'pending') return { findings: [revisionAnswered] };
      const isMine = revision.requested_by === organisationId;
      if (isMine !== (state === 'cancelled'))
        return { findings: [isMine ? notYoursToAnswer : notYoursToCancel] };
      const answered = checkReason(reason);
      if ('finding' in answered) return { findings: [answered.finding] };
      const row = (await lockDocument(tx, revision.document_id))!;
      if (state === 'accepted' && !isRevisable(row)) return { findings: [notRevisable] };
      await closeRevision(tx, id, state, answered.reason);
      if (state === 'accepted') await this.apply(tx, revision, row);
      await announceRevision(tx, row, `revision-${state}`);
      return { documentId: row.id };
    });
  }

  /** Throws ExchangeRefused where the document no longer holds the old values, or no longer allows the new ones. */
  private async apply(tx: Tx, revision: RevisionRow, row: DocumentRow): Promise<void> {
    const definition = definitionOf(row.type, row.version);
    const before = await contentOf(tx, row);
    if (!isSamePatch(valuesAt(revision.changes, before), revision.old_values))
      throw new ExchangeRefused([documentMoved]);
    const performed = performRevision(definition, before, revision.changes);
    if ('findings' in performed) throw new ExchangeRefused(performed.findings);
    const { content, entry } = performed;
    const parties = await withAuthority(
      tx,
      definition,
      { issuerId: row.issuer_id, ...(row.recipient_id && { recipientId: row.recipient_id }) },
      content,
    );
    const lines = lineRows(definition, content, parties);
    const isHeaderTouched = Object.keys(revision.changes.header).length > 0;
    const touched = new Set(revision.changes.lines.map(({ lineNumber }) => lineNumber));
    // a reference in the header is the default of every line
    const changed = isHeaderTouched ? lines : lines.filter(({ line_number }) => touched.has(line_number));
    await updateDocument(tx, row.id, standingOf(definition, content, parties, true), changed);
    await writeAct(
      tx,
      { id: row.id, issuerId: row.issuer_id, shownTo: row.shown_to },
      { ...entry, reason: revision.reason },
    );
    // what the lines pointed to before must be looked at too
    const earlier = lineRows(definition, before, parties);
    await this.deliveries.move(tx, { id: row.id, definition, lines: [...lines, ...earlier] });
    if (TRACED.has(row.type))
      await enqueue(tx, correctEvent, {
        documentId: row.id,
        revisionId: revision.id,
        issuerId: row.issuer_id,
      });
  }
}

const isSamePatch = (a: Patch, b: Patch): boolean => {
  const flat = ({ header, lines }: Patch) =>
    JSON.stringify([
      sorted(header),
      lines.map(({ lineNumber, values }) => [lineNumber, sorted(values)]).sort(),
    ]);
  return flat(a) === flat(b);
};

const sorted = (values: object): [string, unknown][] =>
  Object.entries(values).sort(([x], [y]) => (x < y ? -1 : 1));
