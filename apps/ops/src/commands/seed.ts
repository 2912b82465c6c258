import { ActOnDocument, SaveDocument } from '@maillon/exchange';
import { FILIERES } from '@maillon/filieres';
import { TenantDb } from '@maillon/db';
import { Passwords } from '@maillon/membership';
import { CaptureEvents } from '@maillon/traceability';
import { Command } from '../command.js';
import { DEMO_PASSWORD } from '../demo/demo-addresses.js';
import { SeededDemo, seedDemo } from '../demo/seed-demo.js';
import { appUrl, ownerUrl } from '../env.js';
import { withUseCases } from '../ops.module.js';
import { asOwner } from '../owner-connection.js';
import { writeFilieres } from '../write-filieres.js';

/** Writes the sixteen filières and, when asked, plays their demonstrations. Run again, it changes nothing. */
export const seed: Command = {
  usage:
    'seed [--demo]    writes the sixteen filières; --demo: with invented firms, people and chains (OWNER_DATABASE_URL, DATABASE_URL)',
  options: { demo: { type: 'boolean' } },
  async run(values, say) {
    const owner = ownerUrl();
    const written = await asOwner(owner, (connection) => writeFilieres(connection, FILIERES));
    say(`Filières written: ${written} of ${FILIERES.length}.`);
    if (!values['demo']) return;
    const { played, events } = await playAll(owner);
    say(
      played.length
        ? `Demonstrations played: ${played.length}, ${events} events.`
        : 'The demonstrations are complete.',
    );
  },
};

function playAll(owner: string): Promise<SeededDemo> {
  return withUseCases(appUrl(), (app) => {
    const passwords = app.get(Passwords);
    let hash: Promise<string> | undefined;
    return seedDemo(
      {
        db: app.get(TenantDb),
        capture: app.get(CaptureEvents),
        documents: { save: app.get(SaveDocument), act: app.get(ActOnDocument) },
        asOwner: (work) => asOwner(owner, work),
        passwordHash: () => (hash ??= passwords.hash(DEMO_PASSWORD)),
      },
      FILIERES,
    );
  });
}
