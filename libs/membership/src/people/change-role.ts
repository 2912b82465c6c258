import { Inject, Injectable } from '@nestjs/common';
import { Actor, DomainError, isUuid, notFound } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { recordAct } from '../audit/record-act.js';
import { checkedRole, mayManage } from './role-rules.js';

/** Gives an assignment another role, or ends it; the last owner and the last steward cannot go. */
@Injectable()
export class ChangeRole {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async run(actor: Actor, assignmentId: string, role: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const before = await assignment(tx, assignmentId);
      const wanted = checkedRole(role, before.organisation_id ?? undefined);
      await tx.query('update role_assignment set role = $3 where filiere_id = $1 and id = $2', [
        actor.filiereId,
        assignmentId,
        wanted,
      ]);
      await refuseWithoutHead(tx, before);
      await recordAct(tx, {
        action: 'role.change',
        subjectType: 'person',
        subjectId: before.person_id,
        details: { from: before.role, to: wanted },
      });
    });
  }

  async remove(actor: Actor, assignmentId: string): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const before = await assignment(tx, assignmentId);
      await tx.query('delete from role_assignment where filiere_id = $1 and id = $2', [
        actor.filiereId,
        assignmentId,
      ]);
      await refuseWithoutHead(tx, before);
      await recordAct(tx, {
        action: 'role.remove',
        subjectType: 'person',
        subjectId: before.person_id,
        details: { from: before.role },
      });
    });
  }
}

interface Assignment {
  person_id: string;
  organisation_id: string | null;
  role: string;
}

async function assignment(tx: Tx, id: string): Promise<Assignment> {
  if (!isUuid(id)) throw notFound('assignment');
  const [found] = await tx.query<Assignment>(
    'select person_id, organisation_id, role from role_assignment where filiere_id = $1 and id = $2 for update',
    [tx.actor.filiereId, id],
  );
  if (!found) throw notFound('assignment');
  mayManage(tx.actor, found.organisation_id);
  return found;
}

/** Whoever runs an organisation or a committee must stay reachable: somebody has to be able to invite the next one. */
async function refuseWithoutHead(tx: Tx, before: Assignment): Promise<void> {
  const head = before.organisation_id ? 'owner' : 'steward';
  if (before.role !== head) return;
  const left = await tx.query(
    'select from role_assignment where filiere_id = $1 and organisation_id is not distinct from $2 and role = $3 limit 1',
    [tx.actor.filiereId, before.organisation_id, head],
  );
  if (left.length) return;
  throw new DomainError('CONFLICT', {
    fr: 'C’est la dernière personne responsable ici. Donnez d’abord ce rôle à quelqu’un d’autre.',
    en: 'This is the last person in charge here. Give this role to somebody else first.',
  });
}
