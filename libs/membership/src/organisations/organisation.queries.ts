import { decodeCursor, encodeCursor, isUuid, pageSize } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { Connection, pageOf } from '@maillon/graphql';
import { OrganisationType } from './organisation.types.js';

interface Row {
  id: string;
  name: string;
  city: string | null;
  department: string | null;
  country: string;
  tier: number | null;
  activity_fr: string | null;
  activity_en: string | null;
  status: string;
  admitted_at: Date;
  identifiers: { scheme: string; value: string }[];
}

const COLUMNS = `o.id, o.name, o.city, o.department, o.country, m.tier, m.activity_fr, m.activity_en, m.status, m.admitted_at,
  (select coalesce(json_agg(json_build_object('scheme', i.scheme, 'value', i.value) order by i.scheme), '[]')
   from organisation_identifier i where i.organisation_id = o.id) as identifiers`;

export interface PageInput {
  readonly search?: string;
  readonly first?: number;
  readonly after?: string;
}

/** Members of the filière by name; `search` looks for a beginning of name or a whole identifier. */
export async function organisationPage(
  tx: Tx,
  input: PageInput,
): Promise<Connection<OrganisationType & { admittedAt: Date }>> {
  const first = pageSize(input.first);
  const [afterName, afterId] = input.after ? decodeCursor(input.after, 2) : [null, null];
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from membership m join organisation o on o.id = m.organisation_id
     where m.filiere_id = $1
       and ($2::text is null or o.name ilike '%' || $2 || '%'
            or exists (select from organisation_identifier i where i.organisation_id = o.id and i.value = upper(replace($3, ' ', ''))))
       and ($4::text is null or (o.name, o.id) > ($4, $5::uuid))
     order by o.name, o.id limit $6`,
    [tx.actor.filiereId, likeText(input.search), input.search ?? '', afterName, afterId, first + 1],
  );
  return pageOf(
    rows,
    first,
    (row) => ({ ...organisationOf(row), admittedAt: row.admitted_at }),
    (row) => encodeCursor([row.name, row.id]),
  );
}

/** Members of the filière among these ids. */
export async function organisationsById(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, OrganisationType>> {
  const rows = await tx.prepared<Row>(
    'organisations-by-id',
    `select ${COLUMNS} from membership m join organisation o on o.id = m.organisation_id
     where m.filiere_id = $1 and m.organisation_id = any ($2)`,
    [tx.actor.filiereId, ids.filter(isUuid)],
  );
  return new Map(rows.map((row) => [row.id, organisationOf(row)]));
}

const likeText = (text: string | undefined): string | null => text?.trim().replace(/[\\%_]/g, '\\$&') || null;

function organisationOf(row: Row): OrganisationType {
  return {
    id: row.id,
    name: row.name,
    country: row.country,
    status: row.status,
    identifiers: row.identifiers,
    ...(row.city && { city: row.city }),
    ...(row.department && { department: row.department }),
    ...(row.tier !== null && { tier: row.tier }),
    ...(row.activity_fr && row.activity_en && { activity: { fr: row.activity_fr, en: row.activity_en } }),
  };
}
