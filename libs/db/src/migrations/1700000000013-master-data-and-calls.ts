import { MigrationInterface, QueryRunner } from 'typeorm';

/** Master data that EPCIS documents bring in their header, and a log of the last calls of the interfaces. */
export class MasterDataAndCalls1700000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table master_data (
        filiere_id smallint not null references filiere (id),
        -- Who declared it: the same id may mean something else to another.
        organisation_id uuid not null,
        -- Vocabulary, e.g. urn:epcglobal:epcis:vtype:Location.
        type text not null,
        -- Canonical: Digital Link or private URI.
        id text not null,
        attributes jsonb not null,
        -- Canonical ids of what lies in it.
        children text[] not null,
        declared_at timestamptz not null default now(),
        primary key (filiere_id, organisation_id, type, id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );

      create table interface_call (
        filiere_id smallint not null references filiere (id),
        organisation_id uuid not null,
        -- In order of time.
        id uuid not null,
        at timestamptz not null,
        api_key_id uuid,
        person_id uuid,
        method text not null,
        -- The address as it is documented, and as it was called: without what follows the question mark.
        route text not null,
        path text not null,
        status smallint not null,
        -- Type of the problem answered, e.g. ValidationException; the codes of what was found, each once, and how many in all.
        problem text,
        finding_codes text[] not null default '{}',
        finding_count integer not null default 0,
        -- The capture job that it began.
        capture_id uuid,
        duration_ms integer not null,
        bytes_in bigint,
        bytes_out bigint,
        primary key (filiere_id, organisation_id, id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table interface_call, master_data');
  }
}
