import { WebSocket } from 'ws';
import { Line, SocketTimes } from './follow-query.js';

/** The reader did not take a document in time. */
export class TooSlow extends Error {
  constructor() {
    super('a reader was too slow');
  }
}

/** One open socket: sends one text after the other, each handed over before the next, and notes whether anybody is there. */
export class SocketLine implements Line {
  private wakeUp: (() => void) | undefined;
  /** Something may have come since the last wait. */
  private isWoken = false;
  private isAlive = true;

  constructor(
    private readonly client: WebSocket,
    private readonly times: SocketTimes,
  ) {
    const pings = setInterval(() => this.ping(), times.pingMs);
    client.on('pong', () => (this.isAlive = true));
    client.on('close', () => {
      clearInterval(pings);
      this.wake();
    });
  }

  get isOpen(): boolean {
    return this.client.readyState === WebSocket.OPEN;
  }

  send(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new TooSlow()), this.times.sendMs);
      this.client.send(text, (error) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  async wait(ms: number): Promise<void> {
    if (this.isOpen && !this.isWoken)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.isWoken = false;
    this.wakeUp = undefined;
  }

  wake(): void {
    this.isWoken = true;
    this.wakeUp?.();
  }

  private ping(): void {
    if (!this.isAlive) return this.client.terminate();
    this.isAlive = false;
    this.client.ping();
  }
}
