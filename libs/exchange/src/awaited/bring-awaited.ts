import { Inject, Injectable } from '@nestjs/common';
import { IncomingResponse } from '@maillon/documents';
import { Actor, Permission, platformActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { organisationAdmitted, organisationsById } from '@maillon/membership';
import { ActOnDocument } from '../documents/act-on-document.js';
import { CarryOut } from '../edi/carry-out.js';
import { orderArrived, waitingFor } from './awaited.js';

/** Brings what was kept once what it waited for is here, each time as the company that waits. Run again, it finds nothing left. */
@Injectable()
export class BringAwaited {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(CarryOut) private readonly carryOut: CarryOut,
    @Inject(ActOnDocument) private readonly doer: ActOnDocument,
  ) {}

  @Handles(orderArrived)
  async order(
    { orderId, organisationId }: { orderId: string; organisationId: string },
    { filiereId }: JobContext,
  ): Promise<void> {
    const actor = actorFor(filiereId, organisationId);
    const [kept] = await this.db.transaction(actor, (tx) =>
      tx.query<{ message: IncomingResponse }>(
        'select message from edi_waiting_response where filiere_id = $1 and organisation_id = $2 and order_id = $3',
        [filiereId, organisationId, orderId],
      ),
    );
    if (kept && (await this.carryOut.response(actor, kept.message)).outcome === 'kept') return;
    await this.db.transaction(actor, async (tx) => {
      await tx.query(
        'delete from edi_waiting_response where filiere_id = $1 and organisation_id = $2 and order_id = $3',
        [filiereId, organisationId, orderId],
      );
      await tx.query(
        'delete from exchange_awaited where filiere_id = $1 and organisation_id = $2 and key = $3',
        [filiereId, organisationId, orderId],
      );
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
      await this.attach(actorFor(filiereId, waitingId), organisationId, keys);
    }
  }

  /** Documents that a file brought are sent on at once: their issuer sent them already. What was typed waits for its author. */
  private async attach(actor: Actor, partnerId: string, keys: readonly string[]): Promise<void> {
    if (actor.organisationId === partnerId) return;
    const documents = await this.db.transaction(actor, async (tx) => {
      const rows = await tx.query<{ id: string; channel: string }>(
        `update exchange_document set recipient_id = $3, recipient_name = null, updated_at = now(), revision = revision + 1
         where filiere_id = $1 and issuer_id = $2 and recipient_id is null and recipient_name = any ($4) and state = 'draft'
         returning id, channel`,
        [actor.filiereId, actor.organisationId, partnerId, keys],
      );
      await tx.query(
        'delete from exchange_awaited where filiere_id = $1 and organisation_id = $2 and key = any ($3)',
        [actor.filiereId, actor.organisationId, keys],
      );
      return rows;
    });
    // one that is refused stays a draft, with its reasons shown when its author opens it
    for (const { id, channel } of documents)
      if (channel !== 'form') await this.doer.run(actor, { id, act: 'send' });
  }
}

const actorFor = (filiereId: number, organisationId: string): Actor =>
  Object.freeze({ filiereId, organisationId, permissions: new Set<Permission>() });
