import { TABLE_POLICIES } from './policies.js';
import { FILIERE, ORGANISATION_SETTING, SEEN, TablePolicy, VISIBLE } from './wall.js';
import { APP_ROLE, FRONTIER_ROLE } from './roles.js';
import { totalsStatements } from './reconciliation-totals.js';
import { walkStatements } from './trace-walks.js';

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
    ...walkStatements({ filiere: FILIERE, visible: VISIBLE, seen: SEEN }),
    ...totalsStatements({ filiere: FILIERE, organisation: ORGANISATION_SETTING }),
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
  if (policy.insert)
    statements.push(
      `grant insert on ${table} to ${APP_ROLE}`,
      ...create('insert', `with check (${policy.insert})`),
    );
  if (policy.update) {
    const { using, check, columns } = policy.update;
    statements.push(`grant update (${columns.join(', ')}) on ${table} to ${APP_ROLE}`);
    statements.push(...create('update', `using (${using}) with check (${check ?? using})`));
  }
  if (policy.delete)
    statements.push(
      `grant delete on ${table} to ${APP_ROLE}`,
      ...create('delete', `using (${policy.delete})`),
    );
  return statements;
}
