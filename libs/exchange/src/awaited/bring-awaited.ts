import { Inject, Injectable } from '@nestjs/common';
import { DRAFT } from '@maillon/documents';
import { Actor, organisationActor, platformActor } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { enqueue, Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { organisationAdmitted, organisationsById } from '@maillon/membership';
import { ActOnDocument } from '../documents/act-on-document.js';
import { CarryOut } from '../edi/carry-out.js';
import { orderArrived, sendDraft, waitingFor } from './awaited.js';
import { dropResponse, keptResponse, refuseResponse, responsesAwaiting } from './waiting-responses.js';

/** How long to wait for the end of an import whose draft could go out, in milliseconds. */
const IMPORT_PAUSE = 60_000;

/** Brings what was kept once what it waited for is here, each time as the company that waits. Run again, it finds nothing left. */
@Injectable()
export class BringAwaited {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(CarryOut) private readonly carryOut: CarryOut,
    @Inject(ActOnDocument) private readonly doer: ActOnDocument,
  ) {}

  /** A response is forgotten once it is carried out; one that the order does not take stays, with the reasons. */
  @Handles(orderArrived)
  async order(
    { orderId, organisationId }: { orderId: string; organisationId: string },
    { filiereId }: JobContext,
  ): Promise<void> {
    const actor = organisationActor(filiereId, organisationId);
    const kept = await this.db.transaction(actor, async (tx) =>
      (await isActive(tx)) ? keptResponse(tx, orderId) : undefined,
    );
    if (!kept) return;
    const { outcome, findings, keptUnder } = await this.carryOut.response(actor, kept.message);
    await this.db.transaction(actor, async (tx) => {
      if (outcome === 'refused') await refuseResponse(tx, orderId, findings);
      // where its buyer has come before the order, it now waits under the id of the order itself
      else if (keptUnder !== orderId) await dropResponse(tx, orderId);
    });
  }

  @Handles(organisationAdmitted)
  async partner(
    { organisationId }: { organisationId: string },
    { filiereId, signal }: JobContext,
  ): Promise<void> {
    const platform = platformActor(filiereId);
    const { keys, waiting } = await this.db.transaction(platform, async (tx) => {
      const identifiers =
        (await organisationsById(tx, [organisationId])).get(organisationId)?.identifiers ?? [];
      const sirets = await tx.query<{ siret: string }>(
        'select siret from establishment where organisation_id = $1',
        [organisationId],
      );
      const names = [
        ...identifiers.map(({ scheme, value }) => `${scheme}:${value}`),
        ...sirets.map(({ siret }) => `siret:${siret}`),
      ];
      return { keys: names, waiting: await waitingFor(tx, names) };
    });
    for (const waitingId of waiting) {
      signal.throwIfAborted();
      await this.attach(organisationActor(filiereId, waitingId), organisationId, keys);
    }
  }

  /**
   * Names the partner in the documents that wait for it, and asks for each to be sent, in one transaction: their issuer's
   * file sent them already. What was typed waits for its author.
   */
  private async attach(actor: Actor, partnerId: string, keys: readonly string[]): Promise<void> {
    const organisationId = actor.organisationId!;
    if (organisationId === partnerId) return;
    const ofCompany = keys.flatMap((key) => (key.startsWith('siren:') ? `siret:${key.slice(6)}%` : []));
    await this.db.transaction(actor, async (tx) => {
      const documents = await tx.query<{ id: string; channel: string }>(
        `update exchange_document set recipient_id = $3, recipient_name = null, updated_at = now(), revision = revision + 1
         where filiere_id = $1 and issuer_id = $2 and recipient_id is null and state = 'draft'
           and (recipient_name = any ($4) or recipient_name like any ($5))
         returning id, channel`,
        [actor.filiereId, organisationId, partnerId, keys, ofCompany],
      );
      for (const { id, channel } of documents)
        if (channel !== 'form') await enqueue(tx, sendDraft, { documentId: id, organisationId });
      for (const orderId of await responsesAwaiting(tx, keys))
        await enqueue(tx, orderArrived, { orderId, organisationId });
      await tx.query(
        `delete from exchange_awaited where filiere_id = $1 and organisation_id = $2 and (key = any ($3) or key like any ($4))`,
        [actor.filiereId, organisationId, keys, ofCompany],
      );
    });
  }

  /**
   * Sends one draft as its issuer. One that is refused stays a draft, with its reasons shown when its author opens it; so does one
   * of a suspended company, of a file that was cancelled, or of which a row was refused. A file still being
   * read is waited for.
   */
  @Handles(sendDraft)
  async draft(
    { documentId, organisationId }: { documentId: string; organisationId: string },
    { filiereId }: JobContext,
  ): Promise<void> {
    const actor = organisationActor(filiereId, organisationId);
    const isReady = await this.db.transaction(actor, async (tx) => {
      const [draft] = await tx.query<{ channel: string; status: string | null; is_part: boolean }>(
        `select d.channel, j.status, exists (
           select from import_refusal r where r.filiere_id = $1 and r.import_job_id = j.id and r.path = d.number and r.severity = 'error') as is_part
         from exchange_document d left join import_job j on j.filiere_id = d.filiere_id and j.id = d.import_job_id
         where d.filiere_id = $1 and d.id = $2 and d.issuer_id = $3 and d.state = $4`,
        [filiereId, documentId, organisationId, DRAFT],
      );
      if (!draft || !(await isActive(tx))) return false;
      if (draft.channel !== 'csv' || (draft.status === 'done' && !draft.is_part)) return true;
      if (draft.status === 'queued' || draft.status === 'running')
        await enqueue(
          tx,
          sendDraft,
          { documentId, organisationId },
          { runAfter: new Date(Date.now() + IMPORT_PAUSE) },
        );
      return false;
    });
    if (isReady) await this.doer.run(actor, { id: documentId, act: 'send' });
  }
}

/** Whether the actor's organisation is an active member: nothing is done in the name of one that is suspended. */
async function isActive(tx: Tx): Promise<boolean> {
  const rows = await tx.query(
    `select from membership where filiere_id = $1 and organisation_id = $2 and status = 'active'`,
    [tx.actor.filiereId, tx.actor.organisationId],
  );
  return rows.length > 0;
}
