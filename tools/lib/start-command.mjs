// The steps of `npm start`, and how it ends.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureBuilt } from './built.mjs';
import { openDataFolder } from './data-folder.mjs';
import { ensureInstalled, run } from './install.mjs';
import { freePort, portObstacle } from './ports.mjs';
import { startService } from './service.mjs';
import { openDatabase } from './start-database.mjs';
import { HELP, readOptions } from './start-options.mjs';
import { fail, Refusal, step } from './steps.mjs';
import { welcome } from './welcome.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const OPS = join('apps', 'ops', 'dist', 'main.js');

/** Starts everything, waits for a signal or for a part to end by itself, and stops what was started, in reverse. */
export async function startCommand(argv) {
  const started = [];
  const stopping = stopOnSignals(started);
  try {
    const options = readOptions(argv, process.env, ROOT);
    if (options.help) return void process.stdout.write(HELP);
    const parts = await start(options, started, stopping.signal);
    const isAsked = new Promise((resolve) =>
      stopping.signal.addEventListener('abort', resolve, { once: true }),
    );
    const death = await Promise.race([
      isAsked.then(() => undefined),
      ...parts.map((part) => part.ended.then((how) => part.obituary(how))),
    ]);
    if (death && !stopping.signal.aborted) throw new Refusal(death);
  } catch (error) {
    if (!stopping.signal.aborted) fail(error);
  } finally {
    await stopAll(started, stopping);
  }
}

async function start(options, started, signal) {
  const began = performance.now();
  process.stdout.write('Starting Maillon\n');
  const data = await openDataFolder(options.dataDir);
  started.push({ stop: data.close, kill: data.close });
  await refusePort(options.port);
  await ensureInstalled(ROOT, { signal });
  await ensureBuilt(ROOT, { signal });

  signal.throwIfAborted();
  const database = await step(
    'Database',
    async () => keep(started, await openDatabase(data, options.databaseUrl)),
    ({ note }) => note,
  );
  const environment = environmentFor(options, data, database);
  await step('Schema', () => ops(['migrate'], environment, signal), lastLine);
  await step(
    'Filières',
    () => ops(options.empty ? ['seed'] : ['seed', '--demo'], environment, signal),
    lastLine,
  );

  const services = await step('Service and worker', () =>
    startServices(options, data, environment, started, signal),
  );
  process.stdout.write(
    await welcome({ root: ROOT, ...options, seconds: (performance.now() - began) / 1000 }),
  );
  return database.ended ? [...services, database] : services;
}

async function refusePort(port) {
  const obstacle = await portObstacle(port);
  if (!obstacle) return;
  if (obstacle === 'EACCES')
    throw new Refusal(`This account may not open port ${port}. Choose one above 1023 with --port.`);
  throw new Refusal(
    `Port ${port} is taken by another program. Stop it, or choose another port: npm start -- --port ${port === 8080 ? 8081 : port + 1}`,
  );
}

/** What every process is told. It also lies in the data folder, so that a command of `apps/ops` can be run by hand. */
function environmentFor({ port, queueUrl, logLevel }, data, database) {
  const settings = {
    DATABASE_URL: database.appUrl,
    OWNER_DATABASE_URL: database.ownerUrl,
    QUEUE_URL: queueUrl ?? database.appUrl,
    STORAGE_DIR: data.storage,
    PUBLIC_URL: `http://localhost:${port}`,
    LOG_LEVEL: logLevel,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(data.dir, 'ops.env'), lines.join(''), { mode: 0o600 });
  return settings;
}

const ops = (args, environment, signal) =>
  run(process.execPath, [OPS, ...args], { cwd: ROOT, env: { ...process.env, ...environment }, signal });
const lastLine = (output) => output.trim().split('\n').at(-1).replace(/\.$/, '');

async function startServices({ port }, data, environment, started, signal) {
  // The owner's address is for `apps/ops` alone; what is undefined reaches no process.
  const common = { ...environment, OWNER_DATABASE_URL: undefined };
  const begin = (name, app, own, healthPort) => {
    const env = { ...process.env, ...common, HOST: '127.0.0.1', ...own };
    const service = startService({
      name,
      main: join('apps', app, 'dist', 'main.js'),
      // large files pass through the worker in small pieces: a small heap keeps its memory flat
      flags: app === 'worker' ? ['--max-old-space-size=128', '--max-semi-space-size=8'] : [],
      cwd: ROOT,
      env,
      log: data.log(app),
      healthPort,
    });
    data.note(service.pid);
    return keep(started, service);
  };
  const workerPort = await freePort(15_600);
  const services = [
    begin('The service (api)', 'api', { PORT: String(port) }, port),
    begin('The worker', 'worker', { HEALTH_PORT: String(workerPort) }, workerPort),
  ];
  await Promise.all(services.map((service) => service.ready(signal)));
  return services;
}

function keep(started, part) {
  started.push(part);
  return part;
}

/** The first signal asks for a clean stop; the next ends everything at once. */
function stopOnSignals(started) {
  const stopping = new AbortController();
  const onSignal = () => {
    if (!stopping.signal.aborted) return stopping.abort();
    process.stdout.write('\nEnding at once.\n');
    void Promise.allSettled(started.map((part) => part.kill())).then(() => process.exit(130));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, onSignal);
  // npm passes a SIGTERM on to its shell alone, which ends and leaves us: then we are to end too.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid !== parent && stopping.abort(), 500).unref();
  // The terminal may be gone before we are: what cannot be shown any more must not keep us from stopping cleanly.
  process.stdout.on('error', () => stopping.abort());
  return stopping;
}

/** Processes first, side by side; then the database, then the mark in the data folder. */
async function stopAll(started, stopping) {
  if (!started.length) return;
  stopping.abort();
  process.stdout.write('\n');
  await step('Stop', async () => {
    const processes = started.filter((part) => part.name);
    await Promise.all(processes.map((part) => part.stop()));
    for (const part of started.filter((one) => !one.name).reverse()) await part.stop();
  });
}
