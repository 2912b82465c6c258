import { Tx } from '@maillon/db';

/** A party as a document names it: one of the schemes of organisation identifiers, and SIRET for an establishment. */
export interface PartyName {
  readonly scheme: string;
  readonly value: string;
}

/**
 * Which active members of this filière the names stand for, by `scheme:value`.
 * A name that no member has is left out: the record keeps its text and gives nobody sight of it.
 */
export async function membersNamed(tx: Tx, names: readonly PartyName[]): Promise<Map<string, string>> {
  if (!names.length) return new Map();
  const rows = await tx.prepared<{ scheme: string; value: string; organisation_id: string }>(
    'members-named',
    `with named as (select distinct scheme, value from unnest($2::text[], $3::text[]) as n (scheme, value)),
     found as (
       select n.scheme, n.value, i.organisation_id from named n
       join organisation_identifier i on i.scheme = n.scheme and i.value = n.value
       union
       select n.scheme, n.value, e.organisation_id from named n
       join establishment e on (n.scheme = 'siret' and e.siret = n.value) or (n.scheme = 'gln' and e.gln = n.value)
       union
       select n.scheme, n.value, i.organisation_id from named n
       join organisation_identifier i on n.scheme = 'siret' and i.scheme = 'siren' and i.value = left(n.value, 9)
       union
       select n.scheme, n.value, n.value::uuid from named n where n.scheme = 'organisation'
     )
     select f.scheme, f.value, f.organisation_id from found f
     join membership m on m.filiere_id = $1 and m.organisation_id = f.organisation_id and m.status = 'active'`,
    [tx.actor.filiereId, names.map(({ scheme }) => scheme), names.map(({ value }) => value)],
  );
  return new Map(rows.map((row) => [`${row.scheme}:${row.value}`, row.organisation_id]));
}
