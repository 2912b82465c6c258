import { Controller, Get, HttpCode, Inject, Injectable, Res } from '@nestjs/common';
import { Public } from './allow.js';

export type ReadinessCheck = () => Promise<void>;

/** What must answer before this process takes work; parts add their check at start. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  /** Runs every check, each within two seconds: the names of those that failed. */
  async failures(): Promise<string[]> {
    const results = await Promise.allSettled(
      [...this.checks.values()].map((check) => withinTwoSeconds(check())),
    );
    return [...this.checks.keys()].filter((_, index) => results[index]!.status === 'rejected');
  }
}

function withinTwoSeconds<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer within 2 s')), 2000);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

interface Reply {
  status(code: number): unknown;
}

@Controller()
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  @Get('healthz')
  @Public()
  @HttpCode(200)
  alive(): { status: string } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Public()
  async ready(@Res({ passthrough: true }) reply: Reply): Promise<{ status: string; failing: string[] }> {
    const failing = await this.readiness.failures();
    reply.status(failing.length ? 503 : 200);
    return { status: failing.length ? 'unavailable' : 'ok', failing };
  }
}
