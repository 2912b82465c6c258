import { Inject, Injectable } from '@nestjs/common';
import { ActInput, DRAFT, definitionOf, performAct } from '@maillon/documents';
import { Actor, Finding, isUuid, notFound, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { FollowAct } from '../follow/follow-act.js';
import { contentOf, DocumentRow, lockDocument, sideOf, updateDocument, writeAct } from './document-store.js';
import { findPartner } from './find-partner.js';
import { inTransaction } from './in-transaction.js';
import { lineRows } from './line-rows.js';
import { changedMeanwhile, partnerUnknownYet } from './messages.js';
import { withAuthority } from './seller-authority.js';
import { standingOf } from './standing.js';

export interface ActCommand extends Omit<ActInput, 'by'> {
  readonly id: string;
  /** The revision that the person read: an act on what they have not seen is refused. */
  readonly expectedRevision?: number;
}

export type ActAnswer = { readonly id: string } | { readonly findings: readonly Finding[] };

/** Performs an act of one of the two companies on a document between them. Throws NOT_FOUND for any other document. */
@Injectable()
export class ActOnDocument {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FollowAct) private readonly follow: FollowAct,
  ) {}

  async run(actor: Actor, command: ActCommand): Promise<ActAnswer> {
    if (!isUuid(command.id)) throw notFound('id');
    const organisationId = organisationOf(actor);
    return inTransaction(this.db, actor, async (tx): Promise<ActAnswer> => {
      const row = await lockDocument(tx, command.id);
      if (!row) throw notFound('id');
      if (command.expectedRevision !== undefined && command.expectedRevision !== row.revision)
        return { findings: [changedMeanwhile] };
      return this.perform(tx, row, { ...command, by: sideOf(row, organisationId) });
    });
  }

  private async perform(tx: Tx, row: DocumentRow, input: ActInput): Promise<ActAnswer> {
    const definition = definitionOf(row.type, row.version);
    const before = await contentOf(tx, row);
    const performed = performAct(definition, before, input);
    if ('findings' in performed) return performed;
    const { content, entry, act } = performed;
    const isLeavingDraft = before.state === DRAFT;
    const isSent = row.shown_to !== null || (isLeavingDraft && act.name === 'send');
    if (isSent && !row.recipient_id) return { findings: [partnerUnknownYet] };
    const partner = isLeavingDraft && isSent ? await findPartner(tx, { id: row.recipient_id! }) : undefined;
    if (partner && 'finding' in partner) return { findings: [partner.finding] };

    const parties = await withAuthority(
      tx,
      definition,
      { issuerId: row.issuer_id, ...(row.recipient_id && { recipientId: row.recipient_id }) },
      content,
    );
    const standing = standingOf(definition, content, parties, isSent);
    const lines = lineRows(definition, content, parties);
    const touched = new Set(entry.changes.lines.map(({ lineNumber }) => lineNumber));
    const changed = isLeavingDraft ? lines : lines.filter(({ line_number }) => touched.has(line_number));
    await updateDocument(tx, row.id, standing, changed);
    await writeAct(tx, { id: row.id, issuerId: row.issuer_id, shownTo: standing.shownTo }, entry);
    await this.follow.run(tx, {
      id: row.id,
      definition,
      content,
      parties,
      act,
      shownTo: standing.shownTo,
      lines,
    });
    return { id: row.id };
  }
}
