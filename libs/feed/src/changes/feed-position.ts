import { decodeCursor, DomainError, encodeCursor } from '@maillon/kernel';
import { badCursor, staleCursor } from '../messages.js';

/** A place in the feed: transaction number, then number of the row; whole numbers in text, for they outgrow a double. */
export interface FeedPosition {
  readonly xid: string;
  readonly seq: string;
}

export const FEED_START: FeedPosition = { xid: '0', seq: '0' };

const NUMBER = /^\d{1,18}$/;

export const cursorOf = ({ xid, seq }: FeedPosition): string => encodeCursor([xid, seq]);

/** The position of a cursor. Throws BAD_INPUT for anything that `cursorOf` did not make. */
export function positionOf(cursor: string): FeedPosition {
  const [xid, seq] = decodeCursor(cursor, 2) as [string, string];
  if (NUMBER.test(xid) && NUMBER.test(seq)) return { xid, seq };
  throw new DomainError('BAD_INPUT', badCursor, 'after');
}

/** The later of two positions. */
export function laterOf(one: FeedPosition, other: FeedPosition): FeedPosition {
  const byXid = BigInt(one.xid) - BigInt(other.xid);
  const isOneLater = byXid === 0n ? BigInt(one.seq) >= BigInt(other.seq) : byXid > 0n;
  return isOneLater ? one : other;
}

/**
 * Throws GONE for a position beyond the newest transaction (`xmax`): the database was restored from a copy since it was
 * given, its transaction numbers began again lower, and reading on from there would miss what came since. Whoever restores
 * from a dump puts the old rows first: `update change set xid = '3'`, and every webhook behind them:
 * `update webhook set position_xid = '3', position_seq = (select max(seq) from change)`. An upgrade in place needs neither.
 */
export function refuseBeyond(position: FeedPosition, xmax: string): void {
  if (BigInt(position.xid) > BigInt(xmax)) throw new DomainError('GONE', staleCursor, 'after');
}
