import { notify, Tx } from '@maillon/db';
import { decodeCursor, encodeCursor, notFound, organisationOf } from '@maillon/kernel';
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

/** One query of the actor's organisation, or undefined. */
export async function namedQuery(tx: Tx, name: string): Promise<NamedQuery | undefined> {
  const [row] = await tx.prepared<NamedQuery>(
    'named-query',
    'select name, query, prefixes from named_query where filiere_id = $1 and organisation_id = $2 and name = $3',
    [tx.actor.filiereId, tx.actor.organisationId ?? null, name],
  );
  return row;
}

/** One query of the actor's organisation. Throws NOT_FOUND. */
export async function knownQuery(tx: Tx, name: string): Promise<NamedQuery> {
  const found = await namedQuery(tx, name);
  if (!found) throw notFound('queryName');
  return found;
}

/** The queries of the actor's organisation by name. Throws BAD_INPUT for a token that no page gave. */
export async function namedQueries(
  tx: Tx,
  { limit, after }: PageAsked,
): Promise<{ queries: NamedQuery[]; next?: string }> {
  const [last] = after ? decodeCursor(after, 1) : [null];
  const rows = await tx.prepared<NamedQuery>(
    'named-queries',
    `select name, query, prefixes from named_query
     where filiere_id = $1 and organisation_id = $2 and ($3::text is null or name collate "C" > $3) order by name collate "C" limit $4`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, last, limit + 1],
  );
  const queries = rows.slice(0, limit);
  return { queries, ...(rows.length > limit && { next: encodeCursor([queries.at(-1)!.name]) }) };
}

/** Takes a query out with its webhook subscriptions, and wakes the sockets that follow it; false where there was none. */
export async function deleteNamedQuery(tx: Tx, name: string): Promise<boolean> {
  const gone = await tx.query(
    'delete from named_query where filiere_id = $1 and organisation_id = $2 and name = $3 returning name',
    [tx.actor.filiereId, tx.actor.organisationId ?? null, name],
  );
  if (gone.length) await notify(tx, { organisationId: organisationOf(tx.actor), type: 'arrival', id: name });
  return gone.length > 0;
}
