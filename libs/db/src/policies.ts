/**
 * The tenant wall and the visibility rule, for every table that names a filière: this file is their one place.
 * The expressions hold sub-selects so that PostgreSQL evaluates each setting once a query and not once a row.
 */
const FILIERE_SETTING = `(select nullif(current_setting('app.filiere_id', true), '')::smallint)`;
const ORGANISATION_SETTING = `(select nullif(current_setting('app.organisation_id', true), '')::uuid)`;
const PERSON_SETTING = `(select nullif(current_setting('app.person_id', true), '')::uuid)`;

const FILIERE = `filiere_id = ${FILIERE_SETTING}`;
/** Rows that belong to one organisation alone: its files, its imports. */
const OWN = `${FILIERE} and organisation_id = ${ORGANISATION_SETTING}`;
/** Rows that the acting organisation declares: nobody declares in another's name. */
const DECLARED = `${FILIERE} and declarant_id = ${ORGANISATION_SETTING}`;
/** The visibility rule: the declarer and the parties named; `party_ids` is null where the audience is private. */
const VISIBLE = `${FILIERE} and (declarant_id = ${ORGANISATION_SETTING} or ${ORGANISATION_SETTING} = any (party_ids))`;

export const APP_ROLE = 'maillon_app';
export const OWNER_ROLE = 'maillon_owner';
/** Owns `hidden_steps` alone: it may read that a step exists, behind the same tenant wall, and nothing else. */
export const FRONTIER_ROLE = 'maillon_frontier';

export interface TablePolicy {
  /** Which rows the app role reads. */
  readonly select: string;
  /** Which rows it may add; absent: it may add none. */
  readonly insert?: string;
  /** Which rows it may change, and in which columns; absent: none. */
  readonly update?: { readonly using: string; readonly columns: readonly string[] };
  /** Which rows it may delete; absent: none. */
  readonly delete?: string;
}

export const TABLE_POLICIES: Readonly<Record<string, TablePolicy>> = {
  membership: {
    select: FILIERE,
    insert: FILIERE,
    update: { using: FILIERE, columns: ['status', 'tier', 'activity_fr', 'activity_en'] },
  },
  // A person may list the roles it holds in every filière: that is how it chooses where to go.
  role_assignment: {
    select: `${FILIERE} or person_id = ${PERSON_SETTING}`,
    insert: FILIERE,
    update: { using: FILIERE, columns: ['role', 'mandate', 'valid_until'] },
    delete: FILIERE,
  },
  invitation: { select: FILIERE, insert: FILIERE, update: { using: FILIERE, columns: ['accepted_at'] }, delete: FILIERE },
  api_key: { select: FILIERE, insert: FILIERE, update: { using: FILIERE, columns: ['revoked_at', 'last_used_at'] } },
  audit_record: { select: FILIERE, insert: FILIERE },
  outbox: {
    select: FILIERE,
    insert: FILIERE,
    update: {
      using: FILIERE,
      columns: [
        'handed_at', 'handed_count', 'done_at', 'run_after', 'failure', 'lease_token', 'lease_until', 'attempts', 'failed_at',
      ],
    },
    delete: FILIERE,
  },
  trace_event: { select: VISIBLE, insert: DECLARED },
  trace_event_party: {
    select: `${FILIERE} and (organisation_id = ${ORGANISATION_SETTING} or declarant_id = ${ORGANISATION_SETTING})`,
    insert: DECLARED,
  },
  trace_event_item: { select: VISIBLE, insert: DECLARED },
  trace_link: { select: VISIBLE, insert: DECLARED, update: { using: VISIBLE, columns: ['valid_to'] } },
  // Derived ids and instants only, read while links are derived and never served: see ADR 0003.
  trace_unpacking: { select: FILIERE, insert: DECLARED, delete: DECLARED },
  item: {
    select: VISIBLE,
    insert: DECLARED,
    update: {
      using: DECLARED,
      columns: ['party_ids', 'granularity', 'name', 'key_data', 'certificates', 'quantity', 'unit', 'made_at'],
    },
  },
  upload: { select: OWN, insert: OWN },
  import_job: {
    select: OWN,
    insert: OWN,
    update: {
      using: OWN,
      columns: [
        'status', 'cancel_requested', 'lease_token', 'lease_until', 'plan', 'byte_offset', 'line', 'rows_read',
        'rows_accepted', 'rows_unchanged', 'rows_refused', 'started_at', 'finished_at',
        'failure_code', 'failure_fr', 'failure_en',
      ],
    },
  },
  import_refusal: { select: OWN, insert: OWN },
};

/** What the app role may do on the tables of identity, which span filières. */
export const IDENTITY_GRANTS: Readonly<Record<string, string>> = {
  filiere: 'select',
  organisation: 'select, insert',
  organisation_identifier: 'select, insert',
  establishment: 'select, insert',
  person: 'select, insert, update (first_name, last_name, language, password_hash)',
  person_session: 'select, insert, delete',
  sign_in_throttle: 'select, insert, update, delete',
};

/** Statements that put wall, rule and privileges in place; running them again changes nothing. */
export function policyStatements(): string[] {
  return [
    `revoke all on all tables in schema public from ${APP_ROLE}, ${FRONTIER_ROLE}`,
    ...Object.entries(IDENTITY_GRANTS).map(([table, grants]) => `grant ${grants} on ${table} to ${APP_ROLE}`),
    ...Object.entries(TABLE_POLICIES).flatMap(([table, policy]) => tableStatements(table, policy)),
    ...frontierStatements(),
  ];
}

function tableStatements(table: string, policy: TablePolicy): string[] {
  const create = (command: string, clause: string) => [
    `drop policy if exists ${table}_${command} on ${table}`,
    `create policy ${table}_${command} on ${table} for ${command} to ${APP_ROLE} ${clause}`,
  ];
  const statements = [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `grant select on ${table} to ${APP_ROLE}`,
    ...create('select', `using (${policy.select})`),
  ];
  if (policy.insert) statements.push(`grant insert on ${table} to ${APP_ROLE}`, ...create('insert', `with check (${policy.insert})`));
  if (policy.update) {
    const { using, columns } = policy.update;
    statements.push(`grant update (${columns.join(', ')}) on ${table} to ${APP_ROLE}`);
    statements.push(...create('update', `using (${using}) with check (${using})`));
  }
  if (policy.delete) statements.push(`grant delete on ${table} to ${APP_ROLE}`, ...create('delete', `using (${policy.delete})`));
  return statements;
}

/** `hidden_steps`: of the items given, those with a step in that direction which the actor may not see. */
function frontierStatements(): string[] {
  const seen = `(l.declarant_id = ${ORGANISATION_SETTING} or coalesce(${ORGANISATION_SETTING} = any (l.party_ids), false))`;
  const exists = (near: string) => `exists (
      select 1 from trace_link l
      where l.filiere_id = ${FILIERE_SETTING} and l.${near} = n.item_id
        and l.valid_from <= n.until and l.valid_to > n.since and l.valid_to >= l.valid_from and not ${seen})`;
  return [
    `grant select on trace_link to ${FRONTIER_ROLE}`,
    `drop policy if exists trace_link_frontier on trace_link`,
    `create policy trace_link_frontier on trace_link for select to ${FRONTIER_ROLE} using (${FILIERE})`,
    `create or replace function hidden_steps(upwards boolean, item_ids uuid[], since timestamptz[], until timestamptz[])
     returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
       select distinct n.item_id from unnest(item_ids, since, until) as n (item_id, since, until)
       where case when upwards then ${exists('output_id')} else ${exists('input_id')} end
     $$`,
    `grant create on schema public to ${FRONTIER_ROLE}`,
    `alter function hidden_steps(boolean, uuid[], timestamptz[], timestamptz[]) owner to ${FRONTIER_ROLE}`,
    `revoke create on schema public from ${FRONTIER_ROLE}`,
    `revoke all on function hidden_steps(boolean, uuid[], timestamptz[], timestamptz[]) from public`,
    `grant execute on function hidden_steps(boolean, uuid[], timestamptz[], timestamptz[]) to ${APP_ROLE}`,
  ];
}
