import { TenantDb } from '@maillon/db';
import { FiliereDirectory } from '@maillon/membership';
import { Command } from '../command.js';
import { appUrl, ownerUrl } from '../env.js';
import { indexAllEvents } from '../index-all-events.js';
import { withUseCases } from '../ops.module.js';
import { asOwner } from '../owner-connection.js';

const TELL_EVERY_MS = 2000;

/** Lets queries find the events that were recorded before the version which keeps what queries look up. */
export const indexEventsCommand: Command = {
  usage:
    'events:index    lets EPCIS queries find events that were recorded before there were queries; broken off, run it again (OWNER_DATABASE_URL, DATABASE_URL)',
  options: {},
  async run(_values, say) {
    const owner = ownerUrl();
    await withUseCases(appUrl(), async (app) => {
      const services = {
        db: app.get(TenantDb),
        asOwner: <T>(work: Parameters<typeof asOwner<T>>[1]) => asOwner(owner, work),
      };
      for (const { id, slug } of await app.get(FiliereDirectory).all()) {
        let toldAt = Date.now();
        const done = await indexAllEvents(services, id, ({ events, terms }) => {
          if (Date.now() - toldAt < TELL_EVERY_MS) return;
          toldAt = Date.now();
          say(`${slug}: ${events} events gone through, ${terms} terms added…`);
        });
        if (!done.events) continue;
        say(
          `${slug}: ${done.events} events, ${done.terms} terms and ${done.canonical} canonical forms added.`,
        );
        if (done.unreadable.length)
          say(
            `${slug}: ${done.unreadable.length} events cannot be read any more and stay as they are: ${done.unreadable.slice(0, 20).join(', ')}`,
          );
      }
    });
    say('Every event can be found by queries.');
  },
};
