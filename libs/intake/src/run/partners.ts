import { Tx } from '@maillon/db';
import { partiesOf } from '@maillon/traceability';

export interface Partner {
  readonly id: string;
  readonly party: string;
  readonly authority: string;
}

/** Members by every name a cell may give them: numbers without spaces, or the registered name. Read once a job. */
export async function partnerDirectory(tx: Tx): Promise<(written: string) => Partner | undefined> {
  const rows = await tx.query<{ id: string; name: string; numbers: string[] }>(
    `select o.id, o.name,
       array(select value from organisation_identifier i where i.organisation_id = o.id)
       || array(select unnest(array[siret, gln]) from establishment e where e.organisation_id = o.id) as numbers
     from membership m join organisation o on o.id = m.organisation_id
     where m.filiere_id = $1 and m.status = 'active'`,
    [tx.actor.filiereId],
  );
  const parties = await partiesOf(
    tx,
    rows.map(({ id }) => id),
  );
  const byName = new Map<string, Partner>();
  for (const { id, name, numbers } of rows) {
    const named = parties.get(id);
    if (!named) continue;
    const partner = { id, ...named };
    byName.set(normalised(name), partner);
    for (const number of numbers) if (number) byName.set(normalised(number), partner);
  }
  return (written) => {
    const name = normalised(written);
    // an establishment not listed here still tells its firm: the first nine digits of a SIRET
    return byName.get(name) ?? (/^\d{14}$/.test(name) ? byName.get(name.slice(0, 9)) : undefined);
  };
}

const normalised = (text: string): string =>
  text
    .toUpperCase()
    .normalize('NFD')
    .replace(/[\s.\u00a0\u202f-]|\p{M}/gu, '');
