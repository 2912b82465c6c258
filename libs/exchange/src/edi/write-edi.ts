import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  DocumentLine,
  EDI_PROFILES,
  EdiProfile,
  EDIFACT_WRITTEN_TYPES,
  IdentifierScheme,
  interchangeParty,
  OutgoingDocument,
  OutgoingResponse,
  PartyRef,
  UBL_WRITTEN_TYPES,
  writeEdifactMessages,
  writeUblMessage,
} from '@maillon/documents';
import { Actor, isUuid } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { organisationsById } from '@maillon/membership';
import { contentOf } from '../documents/document-store.js';
import { documentsById } from '../documents/document.queries.js';
import { DocumentHead } from '../documents/document.types.js';

const SCHEMES: ReadonlySet<string> = new Set<IdentifierScheme>(['gln', 'duns', 'siren', 'siret', 'vat']);
/** What the acts that answer an order come to; a change that the buyer refuses leaves it without an answer. */
const ANSWERS: Readonly<Record<string, OutgoingResponse['act'] | undefined>> = {
  accept: 'accept',
  approve: 'accept',
  modify: 'modify',
  reject: 'reject',
  refuse_change: undefined,
};

interface Ready {
  readonly message: OutgoingDocument | OutgoingResponse;
  readonly profile: EdiProfile;
  readonly head: DocumentHead;
}

/** Writes a document, or the answer to an order, as EDIFACT or UBL, in the manner that its reader agreed with the partner. */
@Injectable()
export class WriteEdi {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /** Undefined where there is no such document for the actor, none that EDIFACT is written for, or no answer to it. */
  async edifact(actor: Actor, id: string, isResponse: boolean): Promise<Buffer | undefined> {
    const ready = await this.ready(actor, id, isResponse);
    if (!ready || (ready.message.kind === 'document' && !EDIFACT_WRITTEN_TYPES.includes(ready.message.type)))
      return undefined;
    const { message, profile, head } = ready;
    const envelope = {
      sender: interchangeParty(message.issuer, profile),
      recipient: interchangeParty(message.recipient, profile),
      preparedAt: head.updatedAt.slice(0, 16),
      // the same document in the same state is the same file: a partner sees a repetition for what it is
      controlReference: createHash('sha256')
        .update(`${head.id}:${head.revision}:${message.kind}`)
        .digest('hex')
        .slice(0, 14)
        .toUpperCase(),
    };
    return writeEdifactMessages([message], envelope, profile).bytes;
  }

  async ubl(actor: Actor, id: string, isResponse: boolean): Promise<Buffer | undefined> {
    const ready = await this.ready(actor, id, isResponse);
    if (!ready || (ready.message.kind === 'document' && !UBL_WRITTEN_TYPES.includes(ready.message.type)))
      return undefined;
    return writeUblMessage(ready.message);
  }

  private async ready(actor: Actor, id: string, isResponse: boolean): Promise<Ready | undefined> {
    if (!isUuid(id)) return undefined;
    return this.db.transaction(actor, async (tx) => {
      const head = (await documentsById(tx, [id])).get(id);
      if (!head || (isResponse && head.type !== 'order')) return undefined;
      const { lines } = await contentOf(tx, { id, header: head.header, state: head.stateName });
      const [issuer, recipient] = await parties(tx, head);
      const profile = await profileWith(tx, head.mySide === 'issuer' ? head.recipientId : head.issuerId);
      if (!isResponse)
        return {
          head,
          profile,
          message: { kind: 'document', type: head.type, header: head.header, lines, issuer, recipient },
        };
      const answer = await lastAnswer(tx, id);
      if (!answer) return undefined;
      const { act, reason, at } = answer;
      return {
        head,
        profile,
        message: {
          kind: 'response',
          type: 'order',
          number: `${head.number}-R`,
          issueDate: at.toISOString().slice(0, 10),
          answersNumber: head.number,
          act,
          lines: act === 'modify' ? lines.map(answered) : lines,
          issuer: recipient,
          recipient: issuer,
          ...(act !== 'accept' && reason && { reason }),
        },
      };
    });
  }
}

/** The answer to an order that stands; whatever became of the order since, it is what the seller said. */
async function lastAnswer(
  tx: Tx,
  id: string,
): Promise<{ act: OutgoingResponse['act']; reason: string | null; at: Date } | undefined> {
  const [row] = await tx.query<{ act: string; reason: string | null; at: Date }>(
    `select act, reason, at from exchange_act
     where filiere_id = $1 and document_id = $2 and act = any ($3) order by seq desc limit 1`,
    [tx.actor.filiereId, id, Object.keys(ANSWERS)],
  );
  const act = row && ANSWERS[row.act];
  return act && { ...row, act };
}

/** A line with the answer that its figures give, where the seller named none: a changed one is not sent as accepted. */
function answered({ lineNumber, values }: DocumentLine): DocumentLine {
  if (values['answer'] !== undefined) return { lineNumber, values };
  const differs = (name: string, of: string) => values[name] !== undefined && values[name] !== values[of];
  const isChanged = differs('confirmedQuantity', 'quantity') || differs('confirmedDate', 'requestedDate');
  return { lineNumber, values: { ...values, answer: isChanged ? 'changed' : 'accepted' } };
}

async function parties(
  tx: Tx,
  { issuerId, recipientId, recipientName }: DocumentHead,
): Promise<[PartyRef, PartyRef]> {
  const known = await organisationsById(tx, [issuerId, ...(recipientId ? [recipientId] : [])]);
  const partyOf = (id: string | undefined): PartyRef => {
    const organisation = id ? known.get(id) : undefined;
    if (!organisation) return { identifiers: [], name: recipientName ?? '' };
    const identifiers = organisation.identifiers.flatMap(({ scheme, value }) =>
      SCHEMES.has(scheme) ? [{ scheme: scheme as IdentifierScheme, value }] : [],
    );
    return { identifiers, name: organisation.name };
  };
  return [partyOf(issuerId), partyOf(recipientId)];
}

/** The manner agreed with a partner, or the default. */
async function profileWith(tx: Tx, partnerId: string | undefined): Promise<EdiProfile> {
  const [row] = await tx.query<{ profile: keyof typeof EDI_PROFILES }>(
    'select profile from edi_partner where filiere_id = $1 and organisation_id = $2 and partner_id = $3',
    [tx.actor.filiereId, tx.actor.organisationId ?? null, partnerId ?? null],
  );
  return EDI_PROFILES[row?.profile ?? 'default'];
}
