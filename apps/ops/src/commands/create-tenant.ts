import { Filiere, FILIERES } from '@maillon/filieres';
import { TenantDb } from '@maillon/db';
import { Command, Refusal, required, Values } from '../command.js';
import { parisDate } from '../demo/paris-time.js';
import { appUrl, ownerUrl } from '../env.js';
import { emailOf, INVITATION_DAYS, inviteSteward } from '../invite-steward.js';
import { newFiliere } from '../new-filiere.js';
import { withUseCases } from '../ops.module.js';
import { asOwner, Owner } from '../owner-connection.js';
import { writeFilieres } from '../write-filieres.js';

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
    const email = emailOf(required(values, 'steward-email'));
    const filiere = await asOwner(ownerUrl(), (owner) => addFiliere(owner, values));
    const link = await withUseCases(appUrl(), (app) => inviteSteward(app.get(TenantDb), filiere, email));
    say(`Filière ${filiere.slug} is ready, with the vocabulary of ${required(values, 'like')}.`);
    say(`Invitation of its first steward, ${email}, valid for ${INVITATION_DAYS} days and for one use:`);
    say(link);
  },
};

async function addFiliere(owner: Owner, values: Values): Promise<Filiere> {
  const rows = await owner.query<{ id: number; slug: string; definition: Filiere }>(
    'select id, slug, definition from filiere',
  );
  const [slug, like] = [required(values, 'slug'), required(values, 'like')];
  const model =
    rows.find((row) => row.slug === like)?.definition ?? FILIERES.find((filiere) => filiere.slug === like);
  if (!model)
    throw new Refusal(
      `There is no filière “${like}” to take the vocabulary of. Choose one of: ${rows.map((row) => row.slug).join(', ')}.`,
    );
  if (rows.some((row) => row.slug === slug))
    throw new Refusal(`The filière “${slug}” exists already. Choose another --slug.`);
  const name = { fr: required(values, 'name-fr'), en: required(values, 'name-en') };
  const filiere = newFiliere(
    model,
    { slug, name, labelledOn: parisDate(Date.now()) },
    rows.map(({ id }) => id),
  );
  await writeFilieres(owner, [filiere]);
  return filiere;
}
