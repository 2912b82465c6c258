import { organisationOf, pageSize } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { Connection } from '@maillon/graphql';
import { ChangeType } from './change.types.js';
import { cursorOf, FEED_START, FeedPosition, laterOf, positionOf, refuseBeyond } from './feed-position.js';
import { checkTopics, topicFilter } from './topics.js';

export interface FeedRow extends FeedPosition {
  readonly id: string;
  readonly topic: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly at: Date;
}

export interface FeedPart {
  readonly rows: readonly FeedRow[];
  /** Where to read on: behind the last row, or behind all that can be known to be complete. */
  readonly end: FeedPosition;
  readonly isFull: boolean;
}

interface Wanted {
  readonly after: FeedPosition;
  readonly since?: string;
  readonly topics?: readonly string[];
  readonly limit: number;
}

/**
 * What the actor's organisation may see of the feed behind a position. Rows are ordered by the number of their transaction
 * and read only below the oldest one still running: so no row can appear later before one that was read, however long its
 * transaction takes to commit. A change shows up once every transaction older than its own has ended.
 */
export async function readFeed(tx: Tx, { after, since, topics, limit }: Wanted): Promise<FeedPart> {
  const { names, beginnings } = topicFilter(topics);
  const answer = await tx.prepared<FeedRow & { horizon: string; xmax: string }>('read-feed', READ, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    after.xid,
    after.seq,
    names,
    beginnings,
    since ?? null,
    limit,
  ]);
  const [{ horizon, xmax } = { horizon: '0', xmax: '0' }] = answer;
  refuseBeyond(after, xmax);
  const rows = answer.filter((row) => row.id !== null);
  const isFull = rows.length === limit;
  const end = isFull ? rows.at(-1)! : laterOf(after, { xid: horizon, seq: '0' });
  return { rows, end: { xid: end.xid, seq: end.seq }, isFull };
}

const READ = `
  with part as (
    select xid, seq, id, topic, subject_type, subject_id, at from change
    where filiere_id = $1 and organisation_id = $2 and (xid, seq) > ($3::xid8, $4::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
      and ($5::text[] is null or topic = any ($5) or topic like any ($6::text[]))
      and ($7::timestamptz is null or at >= $7)
    order by xid, seq limit $8)
  select pg_snapshot_xmin(pg_current_snapshot()) as horizon, pg_snapshot_xmax(pg_current_snapshot()) as xmax, part.*
  from (values (1)) as always left join part on true order by part.xid, part.seq`;

/** A page of the feed. `endCursor` is there even for an empty page, so that nothing is looked at twice. */
export async function changePage(
  tx: Tx,
  input: { first?: number; after?: string; since?: string; topics?: readonly string[] },
): Promise<Connection<ChangeType>> {
  const { rows, end, isFull } = await readFeed(tx, {
    after: input.after ? positionOf(input.after) : FEED_START,
    since: input.since,
    topics: input.topics && checkTopics(input.topics),
    limit: pageSize(input.first),
  });
  return {
    edges: rows.map((row) => ({ node: changeOf(row), cursor: cursorOf(row) })),
    pageInfo: { hasNextPage: isFull, endCursor: cursorOf(end) },
  };
}

const changeOf = (row: FeedRow): ChangeType => ({
  id: row.id,
  topic: row.topic,
  type: row.subject_type,
  subjectId: row.subject_id,
  at: row.at.toISOString(),
});
