import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Actor, DomainError, isUuid, newId, notFound } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { recordAct } from '../audit/record-act.js';
import { FiliereDirectory } from '../filieres/filiere-directory.js';
import { sha256 } from '../sign-in/sign-in.js';
import { InvitationResult } from './person.types.js';
import { checkedRole, mayManage } from './role-rules.js';

const VALID_DAYS = 7;
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;

export interface InvitePersonCommand {
  readonly email: string;
  readonly organisation?: string;
  readonly role: string;
  readonly mandateUntil?: string;
}

/** Makes a single-use link by which a person joins an organisation or the committee. Only its SHA-256 is kept. */
@Injectable()
export class InvitePerson {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  async run(actor: Actor, command: InvitePersonCommand): Promise<InvitationResult> {
    const organisationId = command.organisation;
    if (organisationId !== undefined && !isUuid(organisationId)) throw notFound('organisation');
    mayManage(actor, organisationId);
    const role = checkedRole(command.role, organisationId);
    const email = checkedEmail(command.email);
    const token = randomBytes(32).toString('base64url');
    const { slug } = await this.filieres.get(actor.filiereId);
    return this.db.transaction(actor, async (tx) => {
      if (organisationId) {
        const member = await tx.query(
          'select from membership where filiere_id = $1 and organisation_id = $2',
          [actor.filiereId, organisationId],
        );
        if (!member.length) throw notFound('organisation');
      }
      const id = newId();
      const [row] = await tx.query<{ created_at: Date; expires_at: Date }>(
        `insert into invitation (filiere_id, id, token_hash, email, organisation_id, role, mandate_until, invited_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(days => $9)) returning created_at, expires_at`,
        [
          actor.filiereId,
          id,
          sha256(token),
          email,
          organisationId,
          role,
          command.mandateUntil,
          actor.personId,
          VALID_DAYS,
        ],
      );
      await recordAct(tx, {
        action: 'person.invite',
        subjectType: 'invitation',
        subjectId: id,
        details: { role, organisation: organisationId ?? null },
      });
      return {
        invitation: {
          id,
          email,
          role,
          createdAt: row!.created_at.toISOString(),
          expiresAt: row!.expires_at.toISOString(),
          ...(organisationId && { organisationId }),
        },
        link: `/${slug}/invitation/${token}`,
      };
    });
  }
}

function checkedEmail(written: string): string {
  const email = written.trim().toLowerCase();
  if (EMAIL.test(email) && email.length <= 254) return email;
  throw new DomainError(
    'BAD_INPUT',
    {
      fr: 'Cette adresse e-mail n’est pas complète. Exemple : prenom.nom@entreprise.fr.',
      en: 'This e-mail address is not complete. Example: first.last@company.com.',
    },
    'email',
  );
}
