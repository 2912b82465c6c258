import { MigrationInterface, QueryRunner } from 'typeorm';

/** What the EPCIS 2.0 REST interface keeps besides events: documents on their way in, and queries by name. */
export class EpcisRest1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table capture_job (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        organisation_id uuid not null,
        person_id uuid,
        api_key_id uuid,
        format text not null check (format in ('json', 'xml')),
        behaviour text not null check (behaviour in ('rollback', 'proceed')),
        storage_key text not null,
        size bigint not null,
        sha256 bytea not null,
        lease_token uuid,
        -- Events that were read and recorded, or refused, for good: where a job that is taken over goes on.
        position integer not null default 0,
        recorded integer not null default 0,
        unchanged integer not null default 0,
        -- Findings in all; the first of them are kept.
        error_count integer not null default 0,
        errors jsonb not null default '[]',
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz,
        primary key (filiere_id, id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
      create index capture_job_of on capture_job (filiere_id, organisation_id, id);

      create table named_query (
        filiere_id smallint not null references filiere (id),
        organisation_id uuid not null,
        name text not null check (name ~ '^[A-Za-z0-9._~-]{1,100}$'),
        person_id uuid,
        api_key_id uuid,
        -- The parameters as they were given, read again by each answer, and the prefixes of their names.
        query jsonb not null,
        prefixes jsonb not null default '{}',
        created_at timestamptz not null default now(),
        primary key (filiere_id, organisation_id, name),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table named_query, capture_job');
  }
}
