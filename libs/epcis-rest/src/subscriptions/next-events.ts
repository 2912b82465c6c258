import { EventQuery } from '@maillon/epcis';
import { ArrivalPosition, ArrivalStart, readArrivals } from '@maillon/feed';
import { Tx } from '@maillon/db';
import { matchEvents } from '@maillon/traceability';
import type { KeptEvent } from '../events/answer-events.js';

const LOOKED_AT = 1000;
/** Pages looked at in one transaction: then the position is kept, whatever was found. */
const PAGES = 20;
/** JSON of the events of one document: a larger one is cut, unless it holds one event. */
const BYTES = 2 * 1024 * 1024;

export interface Wanted extends Omit<ArrivalStart, 'position'> {
  readonly query: EventQuery;
  readonly after: ArrivalPosition;
  /** Transactions from this number on are left for later. */
  readonly until?: string;
  readonly limit: number;
}

/** What comes next behind a position. */
export interface NextEvents {
  readonly events: readonly KeptEvent[];
  /** Behind the last event, and behind all before it that the query does not ask for. */
  readonly end: ArrivalPosition;
  /** Nothing more can be read for now. */
  readonly isAll: boolean;
  /** Something has come that cannot be read yet, while an older transaction runs. */
  readonly isMoreDue: boolean;
  /** Whatever is below this transaction number is complete. */
  readonly horizon: string;
}

/**
 * The next events that a query asks for, among those that came for the actor's organisation and that it may see now: the
 * policies of the database decide, as with every read.
 */
export async function nextEvents(tx: Tx, wanted: Wanted): Promise<NextEvents> {
  const events: KeptEvent[] = [];
  let { after } = wanted;
  for (let page = 1; ; page++) {
    const part = await readArrivals(tx, { ...wanted, after, limit: LOOKED_AT });
    const ids = part.arrivals.map(({ id }) => id);
    const left = wanted.limit - events.length;
    const bytes = events.length ? BYTES - sizeOf(events) : BYTES;
    const { events: found, isCut } = await matchEvents(tx, wanted.query, ids, { limit: left, bytes });
    events.push(...found);
    const { isMoreDue, horizon } = part;
    const last = found.at(-1);
    if (isCut) {
      const end = last ? part.arrivals.find(({ id }) => id === last.id)!.end : after;
      return { events, end, isAll: false, isMoreDue, horizon };
    }
    after = part.end;
    if (!part.isFull || page === PAGES || sizeOf(events) >= BYTES)
      return { events, end: after, isAll: !part.isFull, isMoreDue, horizon };
  }
}

const sizeOf = (events: readonly KeptEvent[]): number =>
  events.reduce((size, { original }) => size + JSON.stringify(original).length, 0);
