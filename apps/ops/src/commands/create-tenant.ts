import { randomBytes } from 'node:crypto';
import { Filiere, FILIERES } from '@maillon/filieres';
import { newId, platformActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { recordAct, sha256 } from '@maillon/membership';
import { Command, Refusal, required, Values } from '../command.js';
import { parisDate } from '../demo/paris-time.js';
import { appUrl, ownerUrl, publicUrl } from '../env.js';
import { newFiliere } from '../new-filiere.js';
import { withUseCases } from '../ops.module.js';
import { asOwner, Owner } from '../owner-connection.js';
import { writeFilieres } from '../write-filieres.js';

const INVITATION_DAYS = 7;
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;

/** Adds a filière with the vocabulary of another, and invites its first steward. */
export const createTenant: Command = {
  usage:
    'tenant:create --slug SLUG --name-fr TEXT --name-en TEXT --like SLUG --steward-email ADDRESS    adds a filière and prints the invitation of its first steward (OWNER_DATABASE_URL, DATABASE_URL, PUBLIC_URL)',
  options: {
    slug: { type: 'string' },
    'name-fr': { type: 'string' },
    'name-en': { type: 'string' },
    like: { type: 'string' },
    'steward-email': { type: 'string' },
  },
  async run(values, say) {
    const email = stewardEmail(values);
    const filiere = await asOwner(ownerUrl(), (owner) => addFiliere(owner, values));
    const token = await withUseCases(appUrl(), (app) => inviteSteward(app.get(TenantDb), filiere, email));
    say(`Filière ${filiere.slug} is ready, with the vocabulary of ${required(values, 'like')}.`);
    say(`Invitation of its first steward, ${email}, valid for ${INVITATION_DAYS} days and for one use:`);
    say(`${publicUrl()}/${filiere.slug}/invitation/${token}`);
  },
};

function stewardEmail(values: Values): string {
  const email = required(values, 'steward-email').toLowerCase();
  if (EMAIL.test(email)) return email;
  throw new Refusal(`“${email}” is not a complete e-mail address.`);
}

async function addFiliere(owner: Owner, values: Values): Promise<Filiere> {
  const rows = await owner.query<{ id: number; slug: string; definition: Filiere }>('select id, slug, definition from filiere');
  const [slug, like] = [required(values, 'slug'), required(values, 'like')];
  const model = rows.find((row) => row.slug === like)?.definition ?? FILIERES.find((filiere) => filiere.slug === like);
  if (!model) throw new Refusal(`There is no filière “${like}” to take the vocabulary of. Choose one of: ${rows.map((row) => row.slug).join(', ')}.`);
  if (rows.some((row) => row.slug === slug)) throw new Refusal(`The filière “${slug}” exists already. Choose another --slug.`);
  const name = { fr: required(values, 'name-fr'), en: required(values, 'name-en') };
  const filiere = newFiliere(model, { slug, name, labelledOn: parisDate(Date.now()) }, rows.map(({ id }) => id));
  await writeFilieres(owner, [filiere]);
  return filiere;
}

/** The first invitation has nobody who could make it: the platform does, and the audit trail says so. */
async function inviteSteward(db: TenantDb, filiere: Filiere, email: string): Promise<string> {
  const [id, token] = [newId(), randomBytes(32).toString('base64url')];
  await db.transaction(platformActor(filiere.id), async (tx) => {
    await tx.query(
      `insert into invitation (filiere_id, id, token_hash, email, role, expires_at)
       values ($1, $2, $3, $4, 'steward', now() + make_interval(days => $5))`,
      [filiere.id, id, sha256(token), email, INVITATION_DAYS],
    );
    await recordAct(tx, { action: 'person.invite', subjectType: 'invitation', subjectId: id, details: { role: 'steward', organisation: null } });
  });
  return token;
}
