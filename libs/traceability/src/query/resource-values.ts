import { SqlParameters } from './sql-parameters.js';
import type { Viewpoint } from './streams.js';

/** The top-level resources of EPCIS 2.0 REST (official OpenAPI). */
export type ResourceKind =
  'eventTypes' | 'epcs' | 'bizSteps' | 'bizLocations' | 'readPoints' | 'dispositions';

const COLUMNS: Readonly<Record<Exclude<ResourceKind, 'epcs'>, string>> = {
  eventTypes: 'type',
  bizSteps: 'biz_step',
  bizLocations: 'biz_location',
  readPoints: 'read_point',
  dispositions: 'disposition',
};

/** One page of the values of a resource, each with the key that the next page goes on behind. */
export function valuesSql(
  { filiereId, organisationId }: Viewpoint,
  resource: ResourceKind,
  limit: number,
  after: string | undefined,
): { sql: string; values: readonly unknown[] } {
  const parameters = new SqlParameters();
  const filiere = parameters.add(filiereId, 'smallint');
  const most = parameters.add(limit, 'integer');
  if (resource === 'epcs') {
    // in the order of ids, which the table is in already
    const behind = after === undefined ? '' : `and i.id > ${parameters.add(after, 'uuid')}`;
    return {
      sql: `select distinct on (i.id) i.uri as value, i.id::text as key from item i
        where i.filiere_id = ${filiere} and i.level <> 'transformation' ${behind} order by i.id limit ${most}`,
      values: parameters.values,
    };
  }
  const organisation = parameters.add(organisationId, 'uuid');
  if (resource === 'bizSteps') return stepsSql(filiere, organisation, most, after, parameters);
  const column = `e.${COLUMNS[resource]} collate "C"`;
  const wanted =
    after === undefined ? `${column} is not null` : `${column} > ${parameters.add(after, 'text')}`;
  return {
    sql: `select v as value, v as key from (
        select ${column} as v from trace_event e where e.filiere_id = ${filiere} and e.declarant_id = ${organisation} and ${wanted}
        union select ${column} from trace_event_party p join trace_event e on e.filiere_id = p.filiere_id and e.id = p.event_id
        where p.filiere_id = ${filiere} and p.organisation_id = ${organisation} and ${wanted}
      ) found order by 1 limit ${most}`,
    values: parameters.values,
  };
}

/** Business steps stand first in an index of each table: it is gone through from one value to the next. */
function stepsSql(
  filiere: string,
  organisation: string,
  most: string,
  after: string | undefined,
  parameters: SqlParameters,
): { sql: string; values: readonly unknown[] } {
  const start = parameters.add(after ?? '', 'text');
  const walk = (name: string, table: string, who: string): string => {
    const next = (behind: string) =>
      `select biz_step from ${table} where filiere_id = ${filiere} and ${who} = ${organisation} and biz_step > ${behind} order by biz_step limit 1`;
    return `${name} (v) as (select (${next(start)}) union all select (${next(`${name}.v`)}) from ${name} where ${name}.v is not null)`;
  };
  return {
    sql: `with recursive ${walk('declared', 'trace_event', 'declarant_id')}, ${walk('named', 'trace_event_party', 'organisation_id')}
      select v as value, v as key from (select v from declared union select v from named) found where v is not null order by v limit ${most}`,
    values: parameters.values,
  };
}
