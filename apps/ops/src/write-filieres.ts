import { Filiere } from '@maillon/filieres';
import { Owner } from './owner-connection.js';

/** Adds filières, or renews the definition of those that changed. Answers how many were written. */
export async function writeFilieres(owner: Owner, filieres: readonly Filiere[]): Promise<number> {
  const written = await owner.query(
    `insert into filiere as known (id, slug, name_fr, name_en, labelled_on, definition)
     select id, slug, name_fr, name_en, labelled_on, definition
     from jsonb_to_recordset($1) as f (id smallint, slug text, name_fr text, name_en text, labelled_on date, definition jsonb)
     on conflict (id) do update set slug = excluded.slug, name_fr = excluded.name_fr, name_en = excluded.name_en,
       labelled_on = excluded.labelled_on, definition = excluded.definition
     where known.definition is distinct from excluded.definition
     returning id`,
    [JSON.stringify(filieres.map(rowOf))],
  );
  return written.length;
}

const rowOf = (filiere: Filiere): Record<string, unknown> => ({
  id: filiere.id,
  slug: filiere.slug,
  name_fr: filiere.name.fr,
  name_en: filiere.name.en,
  labelled_on: filiere.labelledOn,
  definition: filiere,
});
