// The database of `npm start`: an embedded PostgreSQL, or the server that DATABASE_URL names.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDatabase } from './database.mjs';
import { freePort } from './ports.mjs';
import { serverAccount, startPostgres } from './postgres.mjs';
import { Refusal } from './steps.mjs';

const NAME = 'maillon';
const FIRST_PORT = 15_432;

/** Starts or reaches the server and makes roles and database. Answers {ownerUrl, appUrl, ended?, stop(), kill(), note?}. */
export async function openDatabase(data, databaseUrl) {
  return databaseUrl ? givenDatabase(data, databaseUrl) : embeddedDatabase(data);
}

async function embeddedDatabase(data) {
  const { dataDir, note } = clusterFolder(data.dir);
  const postgres = await startPostgres({ dataDir, port: await freePort(FIRST_PORT) });
  try {
    await prepareDatabase(postgres.superuserUrl, NAME, data.passwords);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const urlOf = (role) => postgres.urlOf(role, NAME, data.passwords[role]);
  return {
    ownerUrl: urlOf('maillon_owner'),
    appUrl: urlOf('maillon_app'),
    ended: postgres.ended,
    obituary: postgres.obituary,
    stop: postgres.stop,
    kill: postgres.kill,
    note,
  };
}

/**
 * Where the cluster lies: in the data folder, unless we are root and the account that PostgreSQL then runs as cannot get
 * there (a private home); then in a folder of the system, noted in the data folder.
 */
function clusterFolder(dir) {
  const noted = join(dir, 'database-folder');
  if (existsSync(noted)) {
    const elsewhere = readFileSync(noted, 'utf8').trim();
    return { dataDir: join(elsewhere, 'postgresql'), note: `database in ${elsewhere}` };
  }
  const dataDir = join(dir, 'postgresql');
  const account = serverAccount(dataDir);
  if (account.uid === undefined || canEnter(account, dir)) return { dataDir };
  const elsewhere = join('/var/lib/maillon', randomBytes(6).toString('hex'));
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  chownSync(elsewhere, account.uid, account.gid);
  if (!canEnter(account, elsewhere)) {
    throw new Refusal(
      `PostgreSQL does not run as root, and its account can enter neither ${dir} nor ${elsewhere}. Choose a folder that every account can enter with --data DIR.`,
    );
  }
  writeFileSync(noted, `${elsewhere}\n`);
  return {
    dataDir: join(elsewhere, 'postgresql'),
    note: `${dir} is private to root: database in ${elsewhere}`,
  };
}

const canEnter = (account, dir) =>
  spawnSync('/bin/sh', ['-c', 'cd "$0"', dir], { ...account, cwd: '/', stdio: 'ignore' }).status === 0 &&
  statSync(dir).isDirectory();

async function givenDatabase(data, databaseUrl) {
  const given = new URL(databaseUrl);
  const named = decodeURIComponent(given.pathname.slice(1));
  const name = named && named !== 'postgres' ? named : NAME;
  const at = (database, role) => {
    const url = new URL(given);
    url.pathname = `/${encodeURIComponent(database)}`;
    if (role) [url.username, url.password] = [role, data.passwords[role]];
    return url.toString();
  };
  try {
    await prepareDatabase((database) => at(database), name, data.passwords);
  } catch (error) {
    throw new Refusal(
      `${sentenceFor(error, given)} (DATABASE_URL is the address of an administrator; see npm start -- --help)`,
    );
  }
  const nothing = async () => undefined;
  return {
    ownerUrl: at(name, 'maillon_owner'),
    appUrl: at(name, 'maillon_app'),
    stop: nothing,
    kill: nothing,
    note: `${given.host}, database ${name}`,
  };
}

function sentenceFor(error, { host, username }) {
  switch (error.code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EHOSTUNREACH':
    case 'ETIMEDOUT':
      return `No PostgreSQL answers at ${host} (${error.code}).`;
    case '28P01':
    case '28000':
      return `The PostgreSQL at ${host} refuses the role "${username}" or its password.`;
    case '42501':
      return `At ${host} the role "${username}" may not do what the first set-up needs: ${error.message}.`;
    default:
      return `The PostgreSQL at ${host} could not be set up: ${error.message}.`;
  }
}
