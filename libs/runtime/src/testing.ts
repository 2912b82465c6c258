import { ChildProcess, spawn } from 'node:child_process';
import { createServer, IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it holds. Throws after `ms`. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not so within ${ms} ms: ${holds.toString()}`);
    await sleep(15);
  }
}

export type Answer<Received> = (received: Received, response: ServerResponse, count: number) => void;

/** A receiver on this machine that keeps what it gets and answers what the test says: 200 when it says nothing. */
export class HttpReceiver<Received> {
  readonly got: Received[] = [];
  connections = 0;
  private server: Server | undefined;

  constructor(
    private readonly read: (raw: string, headers: IncomingHttpHeaders) => Received,
    public answer: Answer<Received> = (_received, response) => void response.end('merci'),
    private readonly address = '127.0.0.1',
    public port = 0,
  ) {}

  /** Listens, on the port it had before if it had one; a first time on a free port below the ephemeral range. */
  async listen(): Promise<this> {
    for (let tries = 0; ; tries++) {
      const port = this.port || 12_000 + Math.floor(Math.random() * 18_000);
      const server = createServer((request, response) => void this.take(request, response));
      server.on('connection', () => this.connections++);
      try {
        await new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen(port, this.address, resolve);
        });
        [this.server, this.port] = [server, port];
        return this;
      } catch (error) {
        if (this.port || tries === 20) throw error;
      }
    }
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  /** Answers what was received. */
  protected reply(received: Received, response: ServerResponse): void {
    this.answer(received, response, this.got.length);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let raw = '';
    for await (const chunk of request) raw += String(chunk);
    const received = this.read(raw, request.headers);
    this.got.push(received);
    this.reply(received, response);
  }
}

/** Workers in processes of their own, on what was built: only such ones can be killed. */
export class KillableWorkers {
  private readonly children = new Set<ChildProcess>();

  /** `script` is a module that writes once it runs; `args` are what it finds from `process.argv[1]` on. */
  constructor(
    private readonly root: string,
    private readonly script: string,
  ) {}

  async start(...args: string[]): Promise<ChildProcess> {
    const child = spawn(
      process.execPath,
      ['--no-warnings', '--input-type=module', '-e', this.script, ...args],
      { cwd: this.root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.children.add(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve());
      child.once('exit', (code) => reject(new Error(`The worker ended with ${code}.`)));
    });
    return child;
  }

  async kill(child: ChildProcess): Promise<void> {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    this.children.delete(child);
  }

  /** Kills those that still run. */
  killAll(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }
}
