import { setMaxListeners } from 'node:events';
import { Logger } from '@nestjs/common';
import { Actor } from '@maillon/kernel';

const MOST_OF_A_FILIERE = 64;
const MOST_OF_AN_ORGANISATION = 8;

/** How long to wait, in milliseconds, where there is no room. */
export const NO_ROOM_MS = 1000;

/**
 * What is served beside the jobs: the job takes a receiver and ends, the requests go on here, so that a receiver which takes
 * its ten seconds keeps no job waiting. So many at a time of one filière, and of one organisation in it, that nobody is held up.
 */
export class Serving {
  private readonly logger: Logger;
  /** Served now, by filière and by organisation of one. */
  private readonly load = new Map<string, number>();
  private readonly runs = new Set<Promise<void>>();
  private readonly stop = new AbortController();

  constructor(name: string) {
    this.logger = new Logger(name);
    // every request under way listens to it
    setMaxListeners(0, this.stop.signal);
  }

  /** Throws Error once the worker was asked to stop, and what the job's own signal says. */
  throwIfStopped(job: AbortSignal): void {
    if (this.stop.signal.aborted) throw new Error('This worker was asked to stop.');
    job.throwIfAborted();
  }

  hasRoom(actor: Actor): boolean {
    const [filiere, organisation] = placesOf(actor);
    return (
      (this.load.get(filiere) ?? 0) < MOST_OF_A_FILIERE &&
      (this.load.get(organisation) ?? 0) < MOST_OF_AN_ORGANISATION
    );
  }

  /** Serves until `serve` ends; what fails is told in the log under `what`, and goes on when its lease has passed. */
  start(actor: Actor, what: string, serve: (signal: AbortSignal) => Promise<void>): void {
    this.count(actor, 1);
    const serving = serve(this.stop.signal)
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.logger.warn(`${what} goes on when its lease has passed: ${reason}`);
      })
      .finally(() => {
        this.count(actor, -1);
        this.runs.delete(serving);
      });
    this.runs.add(serving);
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    while (this.runs.size) await Promise.all(this.runs);
  }

  /** Calls back what is under way, and waits for its end. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.idle();
  }

  private count(actor: Actor, by: number): void {
    for (const place of placesOf(actor)) {
      const count = (this.load.get(place) ?? 0) + by;
      if (count) this.load.set(place, count);
      else this.load.delete(place);
    }
  }
}

const placesOf = ({ filiereId, organisationId }: Actor): [string, string] => [
  String(filiereId),
  `${filiereId}/${organisationId}`,
];
