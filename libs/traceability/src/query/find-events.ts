import { Inject, Injectable } from '@nestjs/common';
import { EventQuery } from '@maillon/epcis';
import { Actor, decodeCursor, DomainError, encodeCursor, isUuid } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { queryTooLarge, tokenUnknown } from './messages.js';
import { collectEvents, FoundRow } from './collect-events.js';
import { expandQuery } from './expand-query.js';
import { ResourceKind, valuesSql } from './resource-values.js';
import { orderOf } from './round-sql.js';

/** One event that a query found. */
export interface FoundEvent {
  /** The platform's own id of the record. */
  readonly id: string;
  /** The event's own id, where its declarer gave one. */
  readonly eventId?: string;
  /** UTC, ISO 8601 with milliseconds and Z. */
  readonly recordTime: string;
  /** The event as declared, to give back. */
  readonly original: Readonly<Record<string, unknown>>;
  /** The same in canonical spelling: Digital Links, bare words, full names of extensions, no `@context`. */
  readonly canonical: Readonly<Record<string, unknown>>;
}

export interface EventPage {
  readonly events: FoundEvent[];
  /** Where the next page begins: never expires; absent on the last page. */
  readonly next?: string;
}

/** A query with maxEventCount that finds more (EPCIS 2.0 section 8.2.3: QueryTooLargeException). */
export class QueryTooLarge extends DomainError {
  constructor(readonly maxEventCount: number) {
    super('TOO_LARGE', queryTooLarge(maxEventCount), 'maxEventCount');
    this.name = 'QueryTooLarge';
  }
}

export interface PageRequest {
  /** Events or values on a page, at least 1. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/**
 * Answers the query language of EPCIS 2.0 (section 8.2.7.1) with the events that the actor may see: the policies of the
 * database decide, and what they hide is neither counted nor told of. An actor without organisation sees none.
 */
@Injectable()
export class FindEvents {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /**
   * One page of the events that a query asks for, in its order; without one, the newest first. Throws QueryTooLarge where
   * more than maxEventCount match, QueryTooComplex where too many events would have to be gone through, BAD_INPUT for a token that no page of such a query gave.
   */
  async page(actor: Actor, asked: EventQuery, { limit, after }: PageRequest): Promise<EventPage> {
    const { filiereId, organisationId } = actor;
    if (!organisationId) return { events: [] };
    const viewpoint = { filiereId, organisationId };
    const { keys, given } = after ? readToken(asked, after) : { keys: undefined, given: 0 };
    const left = asked.eventCountLimit === undefined ? Infinity : asked.eventCountLimit - given;
    if (left <= 0) return { events: [] };
    const size = Math.min(limit, left);
    return this.db.transaction(actor, async (tx) => {
      const query = await expandQuery(tx, asked);
      const rows = await collectEvents(tx, {
        viewpoint,
        query,
        limit: size + 1,
        ...(keys && { after: keys }),
      });
      const most = query.maxEventCount;
      if (most !== undefined && !after && rows.length > Math.min(size, most)) {
        const limit = Math.min(most + 1, LARGEST_LIMIT);
        const all = await collectEvents(tx, { viewpoint, query, limit, idsOnly: true });
        if (all.length > most) throw new QueryTooLarge(most);
      }
      const events = rows.slice(0, size).map(foundEvent);
      const last = rows.length > size && left > size ? rows[size - 1] : undefined;
      return { events, ...(last && { next: writeToken(query, last, given + size) }) };
    });
  }

  /**
   * Distinct values that stand in the events the actor may see, in an order that stays: canonical URIs of EPCs (classes and lots among
   * them) and places, words of business steps and dispositions, event types. Throws BAD_INPUT for a token of another list.
   */
  async values(
    actor: Actor,
    resource: ResourceKind,
    { limit, after }: PageRequest,
  ): Promise<{ values: string[]; next?: string }> {
    const { filiereId, organisationId } = actor;
    if (!organisationId) return { values: [] };
    const key = after === undefined ? undefined : decodeCursor(after, 2);
    if (key && (key[0] !== resource || (resource === 'epcs' && !isUuid(key[1]))))
      throw new DomainError('BAD_INPUT', tokenUnknown(), 'nextPageToken');
    const { sql, values } = valuesSql({ filiereId, organisationId }, resource, limit + 1, key?.[1]);
    return this.db.transaction(actor, async (tx) => {
      const rows = await tx.query<{ value: string; key: string }>(sql, values);
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        values: page.map(({ value }) => value),
        ...(last && { next: encodeCursor([resource, last.key]) }),
      };
    });
  }
}

function foundEvent(row: FoundRow): FoundEvent {
  const canonical: Record<string, unknown> = { ...row.document, ...row.canonical };
  delete canonical['@context'];
  for (const name of Object.keys(row.canonical)) if (row.canonical[name] === null) delete canonical[name];
  return {
    id: row.id,
    ...(row.event_id !== null && { eventId: row.event_id }),
    recordTime: row.record_time.toISOString(),
    original: row.document,
    canonical,
  };
}

const INSTANT = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::?\d\d){0,2}$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** No query finds so many events. */
const LARGEST_LIMIT = 2_147_483_647;

/** What a query's tokens are of: an order and a direction. */
function orderName(query: EventQuery): string {
  const order = orderOf(query);
  return `${typeof order === 'string' ? order : order.names.join(' ')} ${query.direction}`;
}

function writeToken(query: EventQuery, row: FoundRow, given: number): string {
  const keys: string[] = [];
  for (let index = 0; row[`k${index}`] !== undefined; index++) keys.push(row[`k${index}`]!);
  return encodeCursor([orderName(query), String(given), ...keys]);
}

function readToken(query: EventQuery, token: string): { keys: string[]; given: number } {
  const checks = typeof orderOf(query) === 'string' ? [INSTANT] : [/^[01]$/, NUMBER, /^/];
  const [name, given, ...keys] = decodeCursor(token, 3 + checks.length);
  const isKnown =
    name === orderName(query) &&
    /^\d{1,9}$/.test(given!) &&
    isUuid(keys.at(-1)) &&
    checks.every((check, index) => check.test(keys[index]!));
  if (!isKnown) throw new DomainError('BAD_INPUT', tokenUnknown(), 'nextPageToken');
  return { keys, given: Number(given) };
}
