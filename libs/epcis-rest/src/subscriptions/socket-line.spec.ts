import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { SOCKET_TIMES } from './follow-query.js';
import { SocketLine, TooSlow } from './socket-line.js';

const LARGE = 'x'.repeat(4 * 1024 * 1024);

describe('the line of a socket', () => {
  let server: Server;
  let sockets: WebSocketServer;
  let port: number;
  beforeAll(async () => {
    server = createServer();
    sockets = new WebSocketServer({ server });
    for (let tries = 0; ; tries++) {
      try {
        const free = 12_000 + Math.floor(Math.random() * 18_000);
        await new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen(free, '127.0.0.1', resolve);
        });
        break;
      } catch (error) {
        if (tries === 20) throw error;
      }
    }
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    for (const client of sockets.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  async function connected(autoPong = true): Promise<{ here: WebSocket; there: WebSocket }> {
    const arriving = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve));
    const there = new WebSocket(`ws://127.0.0.1:${port}`, { autoPong });
    there.on('error', () => there.terminate());
    return { here: await arriving, there };
  }

  it('hands over one text after the other', async () => {
    const { here, there } = await connected();
    const got: string[] = [];
    there.on('message', (data: Buffer) => got.push(data.toString()));
    const line = new SocketLine(here, SOCKET_TIMES);
    await line.send('one');
    await line.send('two');
    while (got.length < 2) await line.wait(10);
    expect(got).toEqual(['one', 'two']);
    there.terminate();
  });

  it('gives up on a reader that takes nothing, and holds no more than one text for it', async () => {
    const { here, there } = await connected();
    there.on('open', () => there.pause());
    await new Promise((resolve) => setTimeout(resolve, 50));
    there.pause();
    const line = new SocketLine(here, { ...SOCKET_TIMES, sendMs: 300 });
    const sending = async () => {
      for (let texts = 0; texts < 50; texts++) await line.send(LARGE);
    };
    await expect(sending()).rejects.toBeInstanceOf(TooSlow);
    expect(here.bufferedAmount).toBeLessThan(2 * LARGE.length);
    there.terminate();
  });

  it('ends for one that answers no ping', async () => {
    const { here, there } = await connected(false);
    const line = new SocketLine(here, { ...SOCKET_TIMES, pingMs: 50 });
    const began = Date.now();
    while (line.isOpen && Date.now() - began < 3000) await line.wait(1000);
    expect(line.isOpen).toBe(false);
    expect(Date.now() - began).toBeLessThan(1000);
    there.terminate();
  });

  it('stays for one that does', async () => {
    const { here, there } = await connected();
    const line = new SocketLine(here, { ...SOCKET_TIMES, pingMs: 20 });
    await line.wait(300);
    expect(line.isOpen).toBe(true);
    there.terminate();
  });

  it('waits until it is woken, and remembers a wake-up that came before', async () => {
    const { here, there } = await connected();
    const line = new SocketLine(here, SOCKET_TIMES);
    const began = Date.now();
    setTimeout(() => line.wake(), 30);
    await line.wait(5000);
    line.wake();
    await line.wait(5000);
    expect(Date.now() - began).toBeLessThan(2000);
    there.terminate();
  });
});
