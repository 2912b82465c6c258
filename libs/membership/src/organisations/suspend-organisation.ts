import { Inject, Injectable } from '@nestjs/common';
import { Actor, isUuid, notFound } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import { recordAct } from '../audit/record-act.js';
import { organisationAdmitted } from './organisation-admitted.js';

/** Closes a filière to an organisation, or opens it again; its records stay. It takes effect at the next request. */
@Injectable()
export class SuspendOrganisation {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async run(actor: Actor, organisationId: string, status: 'active' | 'suspended'): Promise<void> {
    if (!isUuid(organisationId)) throw notFound('id');
    await this.db.transaction(actor, async (tx) => {
      const changed = await tx.query(
        'update membership set status = $3 where filiere_id = $1 and organisation_id = $2 returning organisation_id',
        [actor.filiereId, organisationId, status],
      );
      if (!changed.length) throw notFound('id');
      if (status === 'active') await enqueue(tx, organisationAdmitted, { organisationId });
      await recordAct(tx, {
        action: status === 'suspended' ? 'organisation.suspend' : 'organisation.reinstate',
        subjectType: 'organisation',
        subjectId: organisationId,
      });
    });
  }
}
