import { TenantDb } from '@maillon/db';
import { FiliereDirectory } from '@maillon/membership';
import { Command, Refusal, required } from '../command.js';
import { appUrl } from '../env.js';
import { emailOf, INVITATION_DAYS, inviteSteward } from '../invite-steward.js';
import { withUseCases } from '../ops.module.js';

/** Invites a steward of a filière that has none yet, as after a start without demonstrations. */
export const inviteStewardCommand: Command = {
  usage:
    'steward:invite --filiere SLUG --email ADDRESS    prints the invitation of a first steward (DATABASE_URL, PUBLIC_URL)',
  options: { filiere: { type: 'string' }, email: { type: 'string' } },
  async run(values, say) {
    const [slug, email] = [required(values, 'filiere'), emailOf(required(values, 'email'))];
    const link = await withUseCases(appUrl(), async (app) => {
      const directory = app.get(FiliereDirectory);
      const filiere = await directory.find(slug);
      if (filiere) return inviteSteward(app.get(TenantDb), filiere, email);
      const slugs = (await directory.all()).map((known) => known.slug);
      throw new Refusal(`There is no filière “${slug}”. Choose one of: ${slugs.join(', ')}.`);
    });
    say(`Invitation of a steward, ${email}, valid for ${INVITATION_DAYS} days and for one use:`);
    say(link);
  },
};
