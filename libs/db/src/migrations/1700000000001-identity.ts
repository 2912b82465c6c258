import { MigrationInterface, QueryRunner } from 'typeorm';

/** Filières, organisations and people: one identity across every filière, so none of these tables names a filière. */
export class Identity1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table filiere (
        id smallint primary key,
        slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,40}$'),
        name_fr text not null,
        name_en text not null,
        definition jsonb not null,
        labelled_on date,
        retired_on date,
        created_at timestamptz not null default now()
      );

      create table organisation (
        id uuid primary key,
        name text not null check (length(name) between 1 and 200),
        country char(2) not null default 'FR',
        city text,
        department text,
        naf text,
        size text,
        is_demo boolean not null default false,
        created_at timestamptz not null default now()
      );

      create table organisation_identifier (
        scheme text not null check (scheme in ('siren', 'vat', 'lei', 'gln', 'duns', 'private')),
        value text not null,
        organisation_id uuid not null references organisation (id),
        primary key (scheme, value)
      );
      create index organisation_identifier_of on organisation_identifier (organisation_id);

      create table establishment (
        id uuid primary key,
        organisation_id uuid not null references organisation (id),
        siret text unique,
        gln text unique,
        name text not null,
        city text,
        department text,
        closed_on date
      );
      create index establishment_of on establishment (organisation_id);

      create table person (
        id uuid primary key,
        email text not null unique check (email = lower(email)),
        first_name text not null,
        last_name text not null,
        language text not null default 'fr' check (language in ('fr', 'en')),
        password_hash text,
        is_demo boolean not null default false,
        created_at timestamptz not null default now()
      );

      create table person_session (
        token_hash bytea primary key,
        person_id uuid not null references person (id),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        ip_address text,
        user_agent text
      );
      create index person_session_of on person_session (person_id);

      create table sign_in_throttle (
        bucket text primary key,
        failures integer not null,
        window_ends_at timestamptz not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table sign_in_throttle, person_session, person, establishment, organisation_identifier, organisation, filiere',
    );
  }
}
