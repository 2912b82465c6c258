import { Inject, Injectable } from '@nestjs/common';
import {
  ActDefinition,
  asPatch,
  Changes,
  definitionOf,
  DocumentContent,
  DocumentDefinition,
  DocumentType,
  HistoryEntry,
  performAct,
  saveDraft,
} from '@maillon/documents';
import { Actor, Finding, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import { organisationAdmitted } from '@maillon/membership';
import { FollowAct } from '../follow/follow-act.js';
import { awaitKey } from '../awaited/awaited.js';
import { completeItems } from './complete-items.js';
import { documentId } from './document-id.js';
import { Channel, lockDocument, writeAct, writeDocument } from './document-store.js';
import { findPartner, PartnerName } from './find-partner.js';
import { inTransaction } from './in-transaction.js';
import { lineRows, Parties } from './line-rows.js';
import { changedMeanwhile, numberTaken, partnerNotHere, partnerUnknownYet } from './messages.js';
import { isSameContent } from './same-content.js';
import { withAuthority } from './seller-authority.js';
import { standingOf } from './standing.js';

export interface SaveCommand {
  readonly type: DocumentType;
  readonly partner: PartnerName;
  readonly changes: Changes;
  /** The revision of the draft that its author read, 0 for none: another one's draft is not overwritten. */
  readonly expectedRevision?: number;
  /** Sends it at once instead of leaving a draft. */
  readonly send: boolean;
  readonly channel: Channel;
}

export type SaveAnswer =
  | { readonly id: string; readonly unchanged: boolean; readonly warnings: readonly Finding[] }
  | { readonly findings: readonly Finding[] };

/**
 * Writes a document: a draft, or sent at once. The number is the document's name: the same number with the same content
 * changes nothing and says so; with other content it replaces a draft, and is refused once sent.
 */
@Injectable()
export class SaveDocument {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FollowAct) private readonly follow: FollowAct,
  ) {}

  async run(actor: Actor, command: SaveCommand): Promise<SaveAnswer> {
    const definition = definitionOf(command.type);
    const saved = saveDraft(definition, command.changes);
    if ('findings' in saved) return saved;
    const ready = command.send ? performAct(definition, saved.content, { act: 'send', by: 'issuer' }) : saved;
    if ('findings' in ready) return ready;
    const answer = await inTransaction(this.db, actor, (tx) =>
      this.write(tx, definition, command, saved.content, ready),
    );
    const isKept = 'warnings' in answer && answer.warnings.some(({ code }) => code === 'PARTNER_NOT_HERE');
    if (isKept) await this.lookAgain(actor, command.partner);
    return answer;
  }

  /** A partner admitted while the document was being written saw nothing of it: it is brought as if it came now. */
  private async lookAgain(actor: Actor, name: PartnerName): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const partner = await findPartner(tx, name);
      if ('id' in partner && partner.id)
        await enqueue(tx, organisationAdmitted, { organisationId: partner.id });
    });
  }

  private async write(
    tx: Tx,
    definition: DocumentDefinition,
    command: SaveCommand,
    draft: DocumentContent,
    ready: Ready,
  ): Promise<SaveAnswer> {
    const partner = await findPartner(tx, command.partner);
    if ('finding' in partner) return { findings: [partner.finding] };
    if (command.send && command.channel === 'form' && !partner.id) return { findings: [partnerUnknownYet] };
    const issuerId = organisationOf(tx.actor);
    const number = String(draft.header['number']);
    const id = documentId(issuerId, definition.type, number);
    const { expectedRevision } = command;
    if (expectedRevision !== undefined && expectedRevision !== ((await lockDocument(tx, id))?.revision ?? 0))
      return { findings: [changedMeanwhile] };

    const isSent = command.send && partner.id !== null;
    const given = { issuerId, ...(partner.id && { recipientId: partner.id }) };
    const { content, act, entry } = await completed(
      tx,
      definition,
      given,
      isSent ? ready : { content: draft },
    );
    const parties = await withAuthority(tx, definition, given, content);
    const standing = standingOf(definition, content, parties, isSent);
    const lines = lineRows(definition, content, parties);
    const written = await writeDocument(tx, {
      ...standing,
      id,
      type: definition.type,
      version: definition.version,
      number,
      recipientId: partner.id,
      recipientName: partner.name,
      channel: command.channel,
      lines,
    });
    if (!written) return this.known(tx, definition, id, draft, partner.id);
    if (!partner.id && partner.name) await awaitKey(tx, partner.name);
    if (entry) await writeAct(tx, { id, issuerId, shownTo: standing.shownTo }, entry);
    if (act)
      await this.follow.run(tx, { id, definition, content, parties, act, shownTo: standing.shownTo, lines });
    return {
      id,
      unchanged: false,
      warnings: partner.id ? [] : [partnerNotHere(command.channel, partner.name ?? '')],
    };
  }

  /** The document was sent before: the same again is no news, anything else needs another number. */
  private async known(
    tx: Tx,
    definition: DocumentDefinition,
    id: string,
    draft: DocumentContent,
    recipientId: string | null,
  ): Promise<SaveAnswer> {
    const stored = (await lockDocument(tx, id))!;
    const isSame = stored.recipient_id === recipientId && (await isSameContent(tx, stored, draft));
    return isSame
      ? { id, unchanged: true, warnings: [] }
      : { findings: [numberTaken(definition, stored.number)] };
  }
}

/** A content on its way into the tables, and the act that made it, where it is sent at once. */
interface Ready {
  readonly content: DocumentContent;
  readonly act?: ActDefinition;
  readonly entry?: HistoryEntry;
}

/** The same with the item numbers that the lines lack; history holds what is stored. */
async function completed(
  tx: Tx,
  definition: DocumentDefinition,
  parties: Parties,
  ready: Ready,
): Promise<Ready> {
  const content = await completeItems(tx, definition, parties, ready.content);
  return { ...ready, content, ...(ready.entry && { entry: { ...ready.entry, changes: asPatch(content) } }) };
}
