// What `npm start` is told: options, environment, help.
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from './steps.mjs';

export const HELP = `Starts Maillon on this machine: database, service, worker and portal.

  npm start                         http://localhost:8080, data in .maillon/, with demonstration chains
  npm start -- --port 9000          another port
  npm start -- --data DIR           another data folder
  npm start -- --empty              the sixteen filières without demonstration firms and people
  npm start -- --help               this page

Environment:
  DATABASE_URL   postgres://... of a server to use in place of the embedded one: the address of an administrator (a
                 superuser, or a role that may create roles and databases). From it the roles maillon_owner, maillon_app
                 and maillon_frontier and the database are made (infra/roles.sql, infra/database.sql); the database is
                 the one that the address names, "maillon" where it names none. The services connect as maillon_app,
                 with a password of its own that is made once and kept in the data folder.
  QUEUE_URL      redis://... or postgres://... of the job queue. Without it the queue is in the database.
  LOG_LEVEL      fatal, error, warn, info or debug; info without it. Logs are in the data folder, under logs/.

Ctrl-C stops everything. The next start goes on where this one ended.
`;

/** Reads options and environment. Throws Refusal with one sentence for what cannot be. */
export function readOptions(argv, environment, root) {
  const { port, data, empty, help } = parsed(argv);
  return {
    help,
    empty,
    port: checkedPort(port),
    dataDir: dataFolder(data, environment, root),
    databaseUrl: checkedUrl('DATABASE_URL', environment.DATABASE_URL, ['postgres:', 'postgresql:']),
    queueUrl: checkedUrl('QUEUE_URL', environment.QUEUE_URL, [
      'postgres:',
      'postgresql:',
      'redis:',
      'rediss:',
    ]),
    logLevel: environment.LOG_LEVEL || 'info',
  };
}

function parsed(argv) {
  try {
    const options = {
      port: { type: 'string', default: '8080' },
      data: { type: 'string', default: '.maillon' },
      empty: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    };
    return parseArgs({ args: argv, options, strict: true }).values;
  } catch (error) {
    throw new Refusal(`${error.message} See: npm start -- --help`);
  }
}

function checkedPort(written) {
  const port = Number(written);
  if (/^\d+$/.test(written) && port >= 1 && port <= 65_535) return port;
  throw new Refusal(`--port is a number from 1 to 65535, not "${written}".`);
}

/** npm runs scripts in the project's folder: a relative path is meant from where the command was typed. */
function dataFolder(written, environment, root) {
  if (isAbsolute(written)) return written;
  return written === '.maillon'
    ? join(root, written)
    : resolve(environment.INIT_CWD ?? process.cwd(), written);
}

function checkedUrl(name, written, protocols) {
  if (!written) return undefined;
  const isKnown = URL.canParse(written) && protocols.includes(new URL(written).protocol);
  if (isKnown) return written;
  throw new Refusal(
    `${name} is an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  );
}
