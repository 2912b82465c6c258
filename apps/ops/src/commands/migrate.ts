import { migrate } from '@maillon/db';
import { Command } from '../command.js';
import { ownerUrl } from '../env.js';

/** Brings the schema up to date, then puts policies and privileges in place. */
export const migrateCommand: Command = {
  usage: 'migrate    brings the database to the newest schema (OWNER_DATABASE_URL)',
  options: {},
  async run(_values, say) {
    const { applied } = await migrate(ownerUrl());
    for (const name of applied) say(name);
    say(applied.length ? `Migrations applied: ${applied.length}.` : 'The schema is up to date.');
  },
};
