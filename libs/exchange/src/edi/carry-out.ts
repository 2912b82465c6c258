import { Inject, Injectable } from '@nestjs/common';
import {
  definitionOf,
  HistoryEntry,
  IncomingDocument,
  IncomingMessage,
  IncomingResponse,
} from '@maillon/documents';
import { Actor, Finding, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { lockMeeting } from '../awaited/awaited.js';
import { dropResponse, keepResponse } from '../awaited/waiting-responses.js';
import { ActOnDocument } from '../documents/act-on-document.js';
import { documentId } from '../documents/document-id.js';
import { Channel, contentOf, lockDocument } from '../documents/document-store.js';
import { SaveDocument } from '../documents/save-document.js';
import { partnerMissing } from '../documents/messages.js';
import { AnswerGiven, answerTo, wasGiven } from './answer-to.js';
import {
  buyerAwaited,
  cancelUnknown,
  CANCELLED_BY_EDI,
  issuerIsOther,
  replaceSent,
  responseKept,
} from './messages.js';
import { memberOf, namesOf, partnerOf } from './party-names.js';

/** What became of one message. `kept`: it waits for its partner or its order. */
export interface MessageResult {
  readonly messageType: string;
  readonly messageReference: string;
  readonly number?: string;
  readonly outcome: 'done' | 'unchanged' | 'kept' | 'refused' | 'noted';
  readonly documentId?: string;
  readonly findings: readonly Finding[];
}

/** What became of a response; `keptUnder`: the id under which it waits. */
export type ResponseResult = Pick<MessageResult, 'outcome' | 'documentId' | 'findings'> & {
  readonly keptUnder?: string;
};

/** A response that met its order, or what became of it without. */
type Met =
  | (ResponseResult & { readonly isBuyerUnknown?: boolean })
  | (AnswerGiven & { readonly id: string; readonly isKnown: boolean });

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
    const result: ResponseResult =
      message.kind === 'document' ? await this.document(actor, message) : await this.response(actor, message);
    const { outcome, documentId: id } = result;
    return {
      ...common,
      outcome,
      ...(id && { documentId: id }),
      findings: [...findings, ...result.findings],
    };
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

  /** The answer to an order; kept where the order, or the buyer itself, has not arrived. */
  async response(actor: Actor, message: IncomingResponse): Promise<ResponseResult> {
    const met = await this.db.transaction(actor, (tx) => this.meet(tx, message));
    if ('findings' in met) {
      if (!met.isBuyerUnknown) return met;
      // who is admitted at this moment has not seen what was kept just now: look again
      const isHere = await this.db.transaction(actor, (tx) => memberOf(tx, message.recipient));
      if (!isHere) return met;
      const answer = await this.response(actor, message);
      await this.db.transaction(actor, (tx) => dropResponse(tx, met.keptUnder!));
      return answer;
    }
    const { id, act, changes } = met;
    if (!met.isKnown) {
      const reason = message.reason || undefined;
      const answer = await this.doer.run(actor, {
        id,
        act,
        ...(reason && { reason }),
        ...(act !== 'reject' && { changes }),
      });
      if ('findings' in answer) return { outcome: 'refused', documentId: id, findings: answer.findings };
    }
    // an earlier one that waited, or was refused when the order came, is of no use any more
    await this.db.transaction(actor, (tx) => dropResponse(tx, id));
    return { outcome: met.isKnown ? 'unchanged' : 'done', documentId: id, findings: [] };
  }

  /** Finds the order, or keeps the response until it comes. */
  private async meet(tx: Tx, message: IncomingResponse): Promise<Met> {
    const buyerId = await memberOf(tx, message.recipient);
    if (!buyerId) {
      const buyerNames = namesOf(message.recipient);
      const [name] = buyerNames;
      if (!name) return { outcome: 'refused', findings: [partnerMissing] };
      const keptUnder = documentId(name, 'order', message.answersNumber);
      await keepResponse(tx, { orderId: keptUnder, buyerNames, message });
      return { outcome: 'kept', findings: [buyerAwaited(name)], keptUnder, isBuyerUnknown: true };
    }
    const id = documentId(buyerId, 'order', message.answersNumber);
    await lockMeeting(tx, id);
    const row = await lockDocument(tx, id);
    if (!row) {
      await keepResponse(tx, { orderId: id, message });
      return { outcome: 'kept', findings: [responseKept(message.answersNumber)], keptUnder: id };
    }
    const history = await historyOf(tx, id);
    return { id, ...answerTo(await contentOf(tx, row), message), isKnown: wasGiven(history, message) };
  }
}

/** The acts of a document, oldest first. */
async function historyOf(tx: Tx, id: string): Promise<HistoryEntry[]> {
  const rows = await tx.prepared<Omit<HistoryEntry, 'toState'> & { to_state: string }>(
    'edi-history',
    `select act, side as by, from_state as "fromState", to_state, changes from exchange_act
     where filiere_id = $1 and document_id = $2 order by seq`,
    [tx.actor.filiereId, id],
  );
  return rows.map(({ to_state, ...entry }) => ({ ...entry, toState: to_state }));
}
