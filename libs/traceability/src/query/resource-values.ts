import { SqlParameters } from './sql-parameters.js';
import type { Viewpoint } from './streams.js';

/** Resources whose values are kept, apart from the events, for each organisation that may see them. */
export type ListedResource = 'eventTypes' | 'bizSteps' | 'bizLocations' | 'readPoints' | 'dispositions';

/** The top-level resources of EPCIS 2.0 REST (official OpenAPI). */
export type ResourceKind = ListedResource | 'epcs';

interface ListSql {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** One page of the values of a resource, each with the key that the next page goes on behind. */
export function valuesSql(
  viewpoint: Viewpoint,
  resource: ResourceKind,
  limit: number,
  after: string | undefined,
): ListSql {
  return resource === 'epcs' ? itemsSql(viewpoint, limit, after) : keptSql(viewpoint, resource, limit, after);
}

/** One look at the index for each value, however many companies declared it. */
function keptSql(
  { filiereId, organisationId }: Viewpoint,
  resource: ListedResource,
  limit: number,
  after = '',
): ListSql {
  const parameters = new SqlParameters();
  const filiere = parameters.add(filiereId, 'smallint');
  const organisation = parameters.add(organisationId, 'uuid');
  const name = parameters.add(resource, 'text');
  const start = parameters.add(after, 'text');
  const most = parameters.add(limit, 'integer');
  const next = (behind: string) => `select value, key from resource_value
    where filiere_id = ${filiere} and organisation_id = ${organisation} and resource = ${name} and key > ${behind} order by key limit 1`;
  return {
    sql: `with recursive found (value, key, place) as (
        select value, key, 1 from (${next(start)}) first
        union all select n.value, n.key, f.place + 1 from found f cross join lateral (${next('f.key')}) n where f.place < ${most})
      select value, key from found order by place limit ${most}`,
    values: parameters.values,
  };
}

/** Things are looked for in at most so many events. */
const FEW_EVENTS = 5000;
/** With fewer things in a thousandth of all, most would have to be passed over. */
const FEW_THINGS = 4;

/**
 * Things, in the order of their ids, which the items of the filière are in already: whoever sees many finds a page in the next
 * thousandth of them, or goes on. Whoever finds hardly any there, and sees few events, has its things taken from these.
 */
function itemsSql({ filiereId, organisationId }: Viewpoint, limit: number, after = FIRST_ID): ListSql {
  const parameters = new SqlParameters();
  const filiere = parameters.add(filiereId, 'smallint');
  const organisation = parameters.add(organisationId, 'uuid');
  const few = parameters.add(FEW_EVENTS, 'integer');
  const hardlyAny = parameters.add(Math.min(FEW_THINGS, limit), 'integer');
  const most = parameters.add(limit, 'integer');
  const start = parameters.add(after, 'uuid');
  const end = parameters.add(thousandthBehind(after), 'uuid');
  const isThing = `i.filiere_id = ${filiere} and i.level <> 'transformation'`;
  const things = (where: string) =>
    `(select distinct on (i.id) i.uri as value, i.id from item i where ${isThing} and i.id > ${start} and ${where} order by i.id limit ${most})`;
  const seen = (id: string, table: string, who: string) =>
    `select e.id from page cross join lateral (select ${id} as id from ${table}
      where page.is_bare and filiere_id = ${filiere} and ${who} = ${organisation} limit ${few} + 1) e`;
  return {
    sql: `with near as materialized ${things(`i.id <= ${end}`)},
      page as materialized (select count(*) = ${most} as is_full, count(*) < ${hardlyAny} as is_bare from near),
      seen as materialized (${seen('id', 'trace_event', 'declarant_id')} union all ${seen('event_id', 'trace_event_party', 'organisation_id')}),
      way as materialized (select is_full, is_bare and (select count(*) from seen) <= ${few} as by_events from page)
      select value, id::text as key from (
        select value, id from near where (select is_full from way)
        union all
        ${things('not (select is_full or by_events from way)')}
        union all
        (select i.uri, n.item_id from (
            select distinct t.item_id from seen s cross join lateral (
              select item_id from trace_event_item where filiere_id = ${filiere} and event_id = s.id offset 0) t
            where (select by_events from way) and t.item_id > ${start}) n
          cross join lateral (select uri from item i where ${isThing} and i.id = n.item_id limit 1) i
          order by n.item_id limit ${most})) found order by id`,
    values: parameters.values,
  };
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Ids are derived, and so spread evenly: the one a 1,024th of all behind this one. */
function thousandthBehind(id: string): string {
  const head = parseInt(id.slice(0, 4), 16) + 64;
  return head > 0xffff ? LAST_ID : head.toString(16).padStart(4, '0') + id.slice(4);
}
