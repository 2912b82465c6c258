import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Command, Refusal } from './command.js';
import { createTenant } from './commands/create-tenant.js';
import { migrateCommand } from './commands/migrate.js';
import { seed } from './commands/seed.js';

const COMMANDS: Readonly<Record<string, Command>> = { migrate: migrateCommand, seed, 'tenant:create': createTenant };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function usage(): string {
  const lines = Object.values(COMMANDS).map((command) => `  ${command.usage}`);
  return ['Usage: node apps/ops/dist/main.js COMMAND [options]', '', ...lines, ''].join('\n');
}

async function main([name, ...rest]: readonly string[]): Promise<void> {
  const command = COMMANDS[name ?? ''];
  if (!command) {
    const isHelp = !name || name === '--help' || name === 'help';
    if (!isHelp) throw new Refusal(`“${name}” is not a command.\n\n${usage()}`);
    return say(usage());
  }
  return command.run(valuesOf(command, rest), say);
}

function valuesOf(command: Command, rest: string[]): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ args: rest, options: command.options, strict: true }).values as Record<string, string | boolean | undefined>;
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n  ${command.usage}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const text = error instanceof Refusal ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
