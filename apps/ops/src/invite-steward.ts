import { randomBytes } from 'node:crypto';
import { newId, platformActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { recordAct, sha256 } from '@maillon/membership';
import { Refusal } from './command.js';
import { publicUrl } from './env.js';

export const INVITATION_DAYS = 7;
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;

/** An e-mail address as it is kept. Throws Refusal for one that is not complete. */
export function emailOf(written: string): string {
  const email = written.trim().toLowerCase();
  if (EMAIL.test(email) && email.length <= 254) return email;
  throw new Refusal(`“${written}” is not a complete e-mail address.`);
}

/**
 * Invites a steward where nobody is there yet who could: the platform does, and the audit trail says so.
 * Answers the link, good for one use; only the SHA-256 of its token is kept.
 */
export async function inviteSteward(
  db: TenantDb,
  filiere: { readonly id: number; readonly slug: string },
  email: string,
): Promise<string> {
  const [id, token] = [newId(), randomBytes(32).toString('base64url')];
  await db.transaction(platformActor(filiere.id), async (tx) => {
    await tx.query(
      `insert into invitation (filiere_id, id, token_hash, email, role, expires_at)
       values ($1, $2, $3, $4, 'steward', now() + make_interval(days => $5))`,
      [filiere.id, id, sha256(token), email, INVITATION_DAYS],
    );
    await recordAct(tx, {
      action: 'person.invite',
      subjectType: 'invitation',
      subjectId: id,
      details: { role: 'steward', organisation: null },
    });
  });
  return `${publicUrl()}/${filiere.slug}/invitation/${token}`;
}
