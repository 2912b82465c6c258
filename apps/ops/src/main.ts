import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Command, Refusal } from './command.js';

/** Loaded when asked for: `migrate` needs nothing of what `seed` works with. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  migrate: async () => (await import('./commands/migrate.js')).migrateCommand,
  seed: async () => (await import('./commands/seed.js')).seed,
  'tenant:create': async () => (await import('./commands/create-tenant.js')).createTenant,
  'events:index': async () => (await import('./commands/index-events.js')).indexEventsCommand,
  'steward:invite': async () => (await import('./commands/invite-steward.js')).inviteStewardCommand,
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function usage(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map((command) => `  ${command.usage}`);
  return ['Usage: node apps/ops/dist/main.js COMMAND [options]', '', ...lines, ''].join('\n');
}

async function main([name, ...rest]: readonly string[]): Promise<void> {
  const load = COMMANDS[name ?? ''];
  if (!load) {
    const isHelp = !name || name === '--help' || name === 'help';
    if (!isHelp) throw new Refusal(`“${name}” is not a command.\n\n${await usage()}`);
    return say(await usage());
  }
  const command = await load();
  return command.run(valuesOf(command, rest), say);
}

function valuesOf(command: Command, rest: string[]): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ args: rest, options: command.options, strict: true }).values as Record<
      string,
      string | boolean | undefined
    >;
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n  ${command.usage}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const text =
    error instanceof Refusal
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
