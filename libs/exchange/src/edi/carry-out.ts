import { Inject, Injectable } from '@nestjs/common';
import {
  definitionOf,
  IncomingDocument,
  IncomingMessage,
  IncomingResponse,
  Changes,
} from '@maillon/documents';
import { Actor, Finding, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { awaitKey } from '../awaited/awaited.js';
import { ActOnDocument } from '../documents/act-on-document.js';
import { documentId } from '../documents/document-id.js';
import { Channel, contentOf, lockDocument } from '../documents/document-store.js';
import { SaveDocument } from '../documents/save-document.js';
import { cancelUnknown, CANCELLED_BY_EDI, issuerIsOther, replaceSent, responseKept } from './messages.js';
import { memberOf, partnerOf } from './party-names.js';

/** What became of one message. `kept`: it waits for its partner or its order. */
export interface MessageResult {
  readonly messageType: string;
  readonly messageReference: string;
  readonly number?: string;
  readonly outcome: 'done' | 'unchanged' | 'kept' | 'refused' | 'noted';
  readonly documentId?: string;
  readonly findings: readonly Finding[];
}

/** Does what a message asks, as the company that brought it. */
@Injectable()
export class CarryOut {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(SaveDocument) private readonly saver: SaveDocument,
    @Inject(ActOnDocument) private readonly doer: ActOnDocument,
  ) {}

  async message(actor: Actor, message: IncomingMessage): Promise<MessageResult> {
    const { messageType, messageReference, findings } = message;
    const common = { messageType, messageReference, ...('number' in message && { number: message.number }) };
    if (message.kind === 'acknowledgement') return { ...common, outcome: 'noted', findings };
    if (message.refused || message.kind === 'unread') return { ...common, outcome: 'refused', findings };
    const other = await this.otherIssuer(actor, message);
    if (other) return { ...common, outcome: 'refused', findings: [...findings, other] };
    const result =
      message.kind === 'document' ? await this.document(actor, message) : await this.response(actor, message);
    return { ...common, ...result, findings: [...findings, ...result.findings] };
  }

  /** Nobody makes out a document in another's name. A number that no member has is the sender's own business. */
  private otherIssuer(
    actor: Actor,
    { issuer }: IncomingDocument | IncomingResponse,
  ): Promise<Finding | undefined> {
    return this.db.transaction(actor, async (tx) => {
      const id = await memberOf(tx, issuer);
      return id && id !== actor.organisationId
        ? issuerIsOther(issuer.name ?? issuer.identifiers[0]?.value ?? '')
        : undefined;
    });
  }

  private async document(
    actor: Actor,
    message: IncomingDocument,
  ): Promise<Pick<MessageResult, 'outcome' | 'documentId' | 'findings'>> {
    if (message.function === 'cancel') return this.cancel(actor, message);
    const answer = await this.saver.run(actor, {
      type: message.type,
      partner: partnerOf(message.recipient),
      send: true,
      channel: message.syntax as Channel,
      changes: { header: { ...message.header, number: message.number }, lines: message.lines },
    });
    if ('findings' in answer) {
      const isReplaced =
        message.function === 'replace' &&
        answer.findings.some(({ code }) => code === 'DOCUMENT_NUMBER_TAKEN');
      return { outcome: 'refused', findings: isReplaced ? [replaceSent(message.number)] : answer.findings };
    }
    const isKept = answer.warnings.some(({ code }) => code === 'PARTNER_NOT_HERE');
    const outcome = isKept ? 'kept' : answer.unchanged ? 'unchanged' : 'done';
    return { outcome, documentId: answer.id, findings: answer.warnings };
  }

  private async cancel(
    actor: Actor,
    message: IncomingDocument,
  ): Promise<Pick<MessageResult, 'outcome' | 'documentId' | 'findings'>> {
    const id = documentId(organisationOf(actor), message.type, message.number);
    const name = definitionOf(message.type).acts.find(
      (act) => act.by === 'issuer' && ['cancel', 'withdraw'].includes(act.name),
    )?.name;
    const state = await this.db.transaction(actor, async (tx) => (await lockDocument(tx, id))?.state);
    if (!state || !name) return { outcome: 'refused', findings: [cancelUnknown(message.number)] };
    if (state === 'cancelled' || state === 'withdrawn')
      return { outcome: 'unchanged', documentId: id, findings: [] };
    const note = message.header['note'];
    const answer = await this.doer.run(actor, {
      id,
      act: name,
      reason: note === undefined ? CANCELLED_BY_EDI.fr : String(note),
    });
    return 'findings' in answer
      ? { outcome: 'refused', findings: answer.findings }
      : { outcome: 'done', documentId: id, findings: [] };
  }

  /** The answer to an order; kept where the order has not arrived. */
  async response(
    actor: Actor,
    message: IncomingResponse,
  ): Promise<Pick<MessageResult, 'outcome' | 'documentId' | 'findings'>> {
    const found = await this.db.transaction(actor, async (tx) => {
      const buyerId = await memberOf(tx, message.recipient);
      const id = buyerId && documentId(buyerId, 'order', message.answersNumber);
      const row = id ? await lockDocument(tx, id) : undefined;
      if (row) return { id: row.id, ...(await this.answerTo(tx, row, message)) };
      if (id) await keep(tx, id, message);
      return undefined;
    });
    if (!found) return { outcome: 'kept', findings: [responseKept(message.answersNumber)] };
    if (found.isDone) return { outcome: 'unchanged', documentId: found.id, findings: [] };
    const { id, act, changes } = found;
    const reason = message.reason || undefined;
    const answer = await this.doer.run(actor, {
      id,
      act,
      ...(reason && { reason }),
      ...(act !== 'reject' && { changes }),
    });
    return 'findings' in answer
      ? { outcome: 'refused', documentId: id, findings: answer.findings }
      : { outcome: 'done', documentId: id, findings: [] };
  }

  /** What the response says of the order as it stands: `compare` means that its lines decide. */
  private async answerTo(tx: Tx, row: Parameters<typeof contentOf>[1], message: IncomingResponse) {
    const content = await contentOf(tx, row);
    const values = new Map(content.lines.map((line) => [line.lineNumber, line.values]));
    const lines = message.lines.map(({ lineNumber, values: answered }) => ({ lineNumber, values: answered }));
    const differs = lines.some(({ lineNumber, values: answered }) => {
      const ordered = values.get(lineNumber);
      const isSame = (name: string, of: string) =>
        answered[name] === undefined || answered[name] === ordered?.[of];
      return (
        answered['answer'] === 'rejected' ||
        !isSame('confirmedQuantity', 'quantity') ||
        !isSame('confirmedDate', 'requestedDate')
      );
    });
    const act = message.act === 'compare' ? (differs ? 'modify' : 'accept') : message.act;
    const reached = { accept: 'accepted', modify: 'modified', reject: 'rejected' }[act];
    const changes: Changes = { lines };
    return { act, changes, isDone: row.state === reached };
  }
}

/** Keeps a response until its order comes; a newer one to the same order takes its place. */
async function keep(tx: Tx, orderId: string, message: IncomingResponse): Promise<void> {
  const { filiereId, organisationId } = tx.actor;
  await tx.query(
    `insert into edi_waiting_response (filiere_id, organisation_id, order_id, message) values ($1, $2, $3, $4)
     on conflict (filiere_id, organisation_id, order_id) do update set message = excluded.message, received_at = now()`,
    [filiereId, organisationId, orderId, JSON.stringify(message)],
  );
  await awaitKey(tx, orderId);
}
