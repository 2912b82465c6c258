import { EpcFormat, EventQuery } from '@maillon/epcis';
import { ArrivalPosition, arrivalsFrom, ArrivalStart, listenForSockets, snapshotEnd } from '@maillon/feed';
import { Actor, DomainError, Language } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { queryOfBody } from '../events/ask-events.js';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { problemOf } from '../problems/problem-of.js';
import { namedQuery } from '../queries/named-query.queries.js';
import { Controls, keptSchedule } from './controls.js';
import { NextEvents, nextEvents } from './next-events.js';
import { nextTime } from './schedule.js';
import { BATCH } from './subscribe.js';
import { writeParcel } from './write-parcel.js';

/** Why a socket is closed: codes of RFC 6455 below 4000, our own from there. */
export const CLOSES = {
  stopping: [1001, 'The server stops: connect again.'],
  failed: [1011, 'Something went wrong on our side: connect again with initialRecordTime.'],
  refused: [4400, 'The query cannot be run: see the problem sent before.'],
  ended: [4401, 'Your access has ended: the key or session is no longer valid.'],
  deleted: [4404, 'The query was deleted.'],
  slow: [4408, 'You read too slowly: connect again with initialRecordTime.'],
} as const;
export type CloseReason = keyof typeof CLOSES;

/** How patient a socket is, in milliseconds. */
export interface SocketTimes {
  /** How often it looks without being told. */
  readonly sweepMs: number;
  /** How soon it looks again for what came while an older transaction runs. */
  readonly lateMs: number;
  /** How long its reader may take for one document. */
  readonly sendMs: number;
  readonly pingMs: number;
}

export const SOCKET_TIMES: SocketTimes = { sweepMs: 5000, lateMs: 250, sendMs: 30_000, pingMs: 30_000 };

/** What a socket follows, and by whose leave. */
export interface Followed {
  readonly queryName: string;
  readonly controls: Controls;
  readonly epcFormat: EpcFormat;
  readonly language: Language;
  readonly organisationId: string;
  /** Who holds the socket now; undefined once they may no longer read. */
  readonly who: () => Promise<Actor | undefined>;
  readonly start: ArrivalStart;
}

/** The socket as the follower sees it. */
export interface Line {
  /** Resolves when the other side has been handed all of it; rejects where it takes too long or is gone. */
  send(text: string): Promise<void>;
  /** Resolves when something may have come, or after `ms`. */
  wait(ms: number): Promise<void>;
  readonly isOpen: boolean;
}

/** Where a socket begins: from its initialRecordTime, or from now. The listener goes first, so that nothing falls between. */
export async function startOf(db: TenantDb, actor: Actor, controls: Controls): Promise<ArrivalStart> {
  await db.transaction(actor, listenForSockets);
  return db.transaction(actor, (tx) => arrivalsFrom(tx, controls.initialRecordTime));
}

type Look = CloseReason | { readonly next: NextEvents; readonly query: EventQuery };

/**
 * Follows a query for one socket until it closes, and answers why. Nothing is kept: one document at a time is read, written and
 * taken, so a slow reader slows nobody but itself. Each look asks anew who reads, and whether the query stands.
 */
export class FollowQuery {
  private position: ArrivalPosition;

  constructor(
    private readonly db: TenantDb,
    private readonly followed: Followed,
    private readonly line: Line,
    private readonly times: SocketTimes,
  ) {
    this.position = followed.start.position;
  }

  async run(): Promise<CloseReason | undefined> {
    const { schedule } = this.followed.controls;
    while (this.line.isOpen) {
      const reason = schedule ? await this.report() : await this.stream();
      if (reason) return reason;
    }
    return undefined;
  }

  private async stream(): Promise<CloseReason | undefined> {
    const look = await this.look((query) => Math.min(BATCH, Math.max(1, query.maxEventCount ?? Infinity)));
    if (typeof look === 'string') return look;
    const { events, isAll, isMoreDue, end } = look.next;
    if (events.length) await this.send({ events });
    this.position = end;
    if (isAll) await this.line.wait(isMoreDue ? this.times.lateMs : this.times.sweepMs);
    return undefined;
  }

  /** Waits for the next time of the schedule, then sends all that had come by then. */
  private async report(): Promise<CloseReason | undefined> {
    const { schedule, reportIfEmpty } = this.followed.controls;
    const due = nextTime(keptSchedule(schedule!), new Date())!.getTime();
    while (this.line.isOpen && Date.now() < due) {
      await this.line.wait(Math.min(due - Date.now(), this.times.sweepMs));
      const reason = await this.whyNot();
      if (reason) return reason;
    }
    let until: string | undefined;
    for (let sent = 0; this.line.isOpen;) {
      const actor = await this.mayRead();
      if (!actor) return 'ended';
      until ??= await this.db.transaction(actor, snapshotEnd);
      const look = await this.look(() => BATCH, until);
      if (typeof look === 'string') return look;
      const { events, isAll, end, horizon } = look.next;
      if (BigInt(horizon) < BigInt(until)) {
        await this.line.wait(this.times.lateMs);
        continue;
      }
      sent += events.length;
      if (events.length || (isAll && !sent && reportIfEmpty)) await this.send({ events });
      this.position = end;
      if (isAll) return undefined;
    }
    return undefined;
  }

  private async look(limitOf: (query: EventQuery) => number, until?: string): Promise<Look> {
    const actor = await this.mayRead();
    if (!actor) return 'ended';
    const { queryName, start } = this.followed;
    try {
      return await this.db.transaction(actor, async (tx: Tx): Promise<Look> => {
        const kept = await namedQuery(tx, queryName);
        if (!kept) return 'deleted';
        await listenForSockets(tx);
        const query = queryOfBody(kept.query, new Map(Object.entries(kept.prefixes)));
        const wanted = { ...start, query, after: this.position, limit: limitOf(query) };
        return { query, next: await nextEvents(tx, { ...wanted, ...(until !== undefined && { until }) }) };
      });
    } catch (error) {
      if (!(error instanceof EpcisProblem) && !(error instanceof DomainError)) throw error;
      await this.send({ events: [], problem: problemOf(error) });
      return 'refused';
    }
  }

  /** Why the socket must close although nothing is to be sent. */
  private async whyNot(): Promise<CloseReason | undefined> {
    const actor = await this.mayRead();
    if (!actor) return 'ended';
    const kept = await this.db.transaction(actor, (tx) => namedQuery(tx, this.followed.queryName));
    return kept ? undefined : 'deleted';
  }

  private async mayRead(): Promise<Actor | undefined> {
    const actor = await this.followed.who();
    const isSame = actor?.organisationId === this.followed.organisationId;
    return actor && isSame && actor.permissions.has('item:read') ? actor : undefined;
  }

  private async send(parcel: Parameters<typeof writeParcel>[0]): Promise<void> {
    await this.line.send(writeParcel(parcel, this.followed).body);
  }
}
