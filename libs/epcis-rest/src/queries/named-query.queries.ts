import { notify, Tx } from '@maillon/db';
import { decodeCursor, encodeCursor, notFound, organisationOf } from '@maillon/kernel';
import { recordAct } from '@maillon/membership';
import { PageAsked } from '../headers/paging.js';

/** A query kept by name: its parameters as they were given, and the prefixes that their names use. */
export interface NamedQuery {
  readonly name: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly prefixes: Readonly<Record<string, string>>;
}

/** Keeps a query under its name; false where the organisation has one of that name already. */
export async function insertNamedQuery(tx: Tx, { name, query, prefixes }: NamedQuery): Promise<boolean> {
  const { filiereId, organisationId, personId, keyId } = tx.actor;
  const added = await tx.query(
    `insert into named_query (filiere_id, organisation_id, name, person_id, api_key_id, query, prefixes)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning name`,
    [filiereId, organisationId, name, personId, keyId, JSON.stringify(query), JSON.stringify(prefixes)],
  );
  return added.length > 0;
}

/** A query with when it was stored. */
export interface KeptQuery extends NamedQuery {
  readonly createdAt: Date;
}

const SELECT = `select name, query, prefixes, created_at as "createdAt" from named_query
  where filiere_id = $1 and organisation_id = $2`;

/** One query of the actor's organisation, or undefined. */
export async function namedQuery(tx: Tx, name: string): Promise<KeptQuery | undefined> {
  const [row] = await tx.prepared<KeptQuery>('named-query', `${SELECT} and name = $3`, [
    tx.actor.filiereId,
    tx.actor.organisationId ?? null,
    name,
  ]);
  return row;
}

/** One query of the actor's organisation. Throws NOT_FOUND. */
export async function knownQuery(tx: Tx, name: string): Promise<KeptQuery> {
  const found = await namedQuery(tx, name);
  if (!found) throw notFound('queryName');
  return found;
}

/** The next `count` queries of the actor's organisation by name. Throws BAD_INPUT for a cursor that no page gave. */
export function queriesAfter(tx: Tx, after: string | undefined, count: number): Promise<KeptQuery[]> {
  const [last] = after ? decodeCursor(after, 1) : [null];
  return tx.prepared<KeptQuery>(
    'named-queries',
    `${SELECT} and ($3::text is null or name collate "C" > $3) order by name collate "C" limit $4`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, last, count],
  );
}

/** The queries of the actor's organisation by name. Throws BAD_INPUT for a token that no page gave. */
export async function namedQueries(
  tx: Tx,
  { limit, after }: PageAsked,
): Promise<{ queries: NamedQuery[]; next?: string }> {
  const rows = await queriesAfter(tx, after, limit + 1);
  const queries = rows.slice(0, limit);
  return { queries, ...(rows.length > limit && { next: queryCursor(queries.at(-1)!) }) };
}

/** Where the list of queries goes on behind this one. */
export const queryCursor = ({ name }: NamedQuery): string => encodeCursor([name]);

/**
 * Whether the actor's organisation has this query. Who subscribes, and who deletes a query because nobody follows it, ask this
 * first: they come one after the other, over all queries of the organisation.
 */
export async function lockNamedQuery(tx: Tx, name: string): Promise<boolean> {
  const key = [tx.actor.filiereId, organisationOf(tx.actor)];
  await tx.query(
    'select 1 from membership where filiere_id = $1 and organisation_id = $2 for no key update',
    key,
  );
  const found = await tx.query(
    'select 1 from named_query where filiere_id = $1 and organisation_id = $2 and name = $3',
    [...key, name],
  );
  return found.length > 0;
}

/** Takes a query out with its webhook subscriptions, and wakes the sockets that follow it; false where there was none. */
export async function deleteNamedQuery(tx: Tx, name: string): Promise<boolean> {
  const gone = await tx.query(
    'delete from named_query where filiere_id = $1 and organisation_id = $2 and name = $3 returning name',
    [tx.actor.filiereId, tx.actor.organisationId ?? null, name],
  );
  if (!gone.length) return false;
  await notify(tx, { organisationId: organisationOf(tx.actor), type: 'arrival', id: name });
  await recordAct(tx, { action: 'epcis-query.delete', subjectType: 'epcis-query', subjectId: name });
  return true;
}
