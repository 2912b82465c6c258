import { MasterDataElement } from '@maillon/epcis';
import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';

const WRITE_AT_ONCE = 500;

/**
 * Keeps the master data of a document's header (EPCIS 2.0, 9.4; CBV 2.0, 9) as the actor's organisation declares it. An element
 * declared before is replaced as a whole: what was said last holds. The same again changes nothing. Expects elements as libs/epcis reads them: within MASTER_DATA_BOUNDS.
 */
export async function recordMasterData(tx: Tx, elements: readonly MasterDataElement[]): Promise<void> {
  const organisationId = organisationOf(tx.actor);
  // of an element given twice the last holds; in one order, so that two documents never wait for each other
  const last = new Map(elements.map((element) => [`${element.type}\n${element.id}`, element]));
  const sorted = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, element]) => element);
  for (let start = 0; start < sorted.length; start += WRITE_AT_ONCE) {
    const rows = sorted
      .slice(start, start + WRITE_AT_ONCE)
      .map(({ type, id, attributes, children }) => ({ type, id, attributes, children }));
    await tx.query(
      `insert into master_data (filiere_id, organisation_id, type, id, attributes, children)
       select $1, $2, e.type, e.id, e.attributes, e.children
       from jsonb_to_recordset($3) as e (type text, id text, attributes jsonb, children text[])
       on conflict (filiere_id, organisation_id, type, id) do update
       set attributes = excluded.attributes, children = excluded.children, declared_at = excluded.declared_at
       where (master_data.attributes, master_data.children) is distinct from (excluded.attributes, excluded.children)`,
      [tx.actor.filiereId, organisationId, JSON.stringify(rows)],
    );
  }
}
