import { DemoOrganisation, Filiere } from '@maillon/filieres';
import { newId, Role } from '@maillon/kernel';
import { Owner } from '../owner-connection.js';
import { committeeEmail, personEmail } from './demo-addresses.js';

/** A person of a demonstration and its role; no organisation: of the committee. */
export interface DemoRole {
  readonly personId: string;
  readonly organisationId?: string;
  readonly role: Role;
}

/** Who takes part in the demonstration of one filière. */
export interface Identities {
  /** Organisation key -> id. */
  readonly organisations: ReadonlyMap<string, string>;
  readonly roles: readonly DemoRole[];
  readonly stewardId: string;
}

interface Person {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: Role;
  readonly organisationId?: string;
}

/** Adds the invented firms and people of a filière, as far as they are not there: a firm of two filières is one. */
export async function addIdentities(
  owner: Owner,
  filiere: Filiere,
  passwordHash: string,
): Promise<Identities> {
  const organisations = await addOrganisations(owner, filiere.demo.organisations);
  const people = peopleOf(filiere, organisations);
  await owner.query(
    `insert into person (id, email, first_name, last_name, password_hash, is_demo)
     select p.id, p.email, p.first_name, p.last_name, $2, true
     from jsonb_to_recordset($1) as p (id uuid, email text, first_name text, last_name text)
     on conflict (email) do nothing`,
    [
      JSON.stringify(
        people.map(({ email, firstName, lastName }) => ({
          id: newId(),
          email,
          first_name: firstName,
          last_name: lastName,
        })),
      ),
      passwordHash,
    ],
  );
  const rows = await owner.query<{ id: string; email: string }>(
    'select id, email from person where email = any ($1)',
    [people.map(({ email }) => email)],
  );
  const idOf = new Map(rows.map(({ id, email }) => [email, id]));
  const roles = people.map(({ email, role, organisationId }) => ({
    personId: idOf.get(email)!,
    role,
    ...(organisationId && { organisationId }),
  }));
  return { organisations, roles, stewardId: roles.find(({ role }) => role === 'steward')!.personId };
}

function peopleOf({ slug, demo }: Filiere, organisations: ReadonlyMap<string, string>): Person[] {
  const committee = [
    { ...demo.steward, role: 'steward' as const },
    ...(demo.auditor ? [{ ...demo.auditor, role: 'auditor' as const }] : []),
  ];
  return [
    ...committee.map((person) => ({ ...person, email: committeeEmail(person, slug) })),
    ...demo.organisations.flatMap((organisation) =>
      organisation.people.map((person) => ({
        ...person,
        email: personEmail(person, organisation),
        organisationId: organisations.get(organisation.key)!,
      })),
    ),
  ];
}

async function addOrganisations(
  owner: Owner,
  organisations: readonly DemoOrganisation[],
): Promise<Map<string, string>> {
  const known = await owner.query<{ value: string; organisation_id: string }>(
    `select value, organisation_id from organisation_identifier where scheme = 'siren' and value = any ($1)`,
    [organisations.map(({ siren }) => siren)],
  );
  const knownId = new Map(known.map(({ value, organisation_id }) => [value, organisation_id]));
  const ids = new Map(organisations.map(({ key, siren }) => [key, knownId.get(siren) ?? newId()]));
  const fresh = organisations
    .filter(({ siren }) => !knownId.has(siren))
    .map((organisation) => ({ ...organisation, id: ids.get(organisation.key)!, establishment_id: newId() }));
  if (fresh.length) await insertOrganisations(owner, JSON.stringify(fresh));
  return ids;
}

async function insertOrganisations(owner: Owner, organisations: string): Promise<void> {
  await owner.query(
    `insert into organisation (id, name, city, department, naf, size, is_demo)
     select id, name, city, department, naf, size, true
     from jsonb_to_recordset($1) as o (id uuid, name text, city text, department text, naf text, size text)`,
    [organisations],
  );
  await owner.query(
    `insert into organisation_identifier (scheme, value, organisation_id)
     select i.scheme, i.value, o.id from jsonb_to_recordset($1) as o (id uuid, siren text, vat text, gln text),
       lateral (values ('siren', o.siren), ('vat', o.vat), ('gln', o.gln)) as i (scheme, value)`,
    [organisations],
  );
  await owner.query(
    `insert into establishment (id, organisation_id, siret, name, city, department)
     select establishment_id, id, siret, name, city, department
     from jsonb_to_recordset($1) as e (establishment_id uuid, id uuid, siret text, name text, city text, department text)`,
    [organisations],
  );
}
