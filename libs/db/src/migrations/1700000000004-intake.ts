import { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that organisations send and the jobs that read them. */
export class Intake1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table upload (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        organisation_id uuid not null,
        person_id uuid,
        api_key_id uuid,
        file_name text not null check (length(file_name) between 1 and 255),
        size bigint not null,
        sha256 bytea not null,
        storage_key text not null,
        created_at timestamptz not null default now(),
        primary key (filiere_id, id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
      create index upload_of on upload (filiere_id, organisation_id, id);

      create table import_job (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        organisation_id uuid not null,
        person_id uuid,
        api_key_id uuid,
        upload_id uuid not null,
        format text not null check (format in ('csv', 'epcis-json')),
        audience text not null check (audience in ('private', 'parties')),
        status text not null default 'queued'
          check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
        cancel_requested boolean not null default false,
        lease_token uuid,
        lease_until timestamptz,
        plan jsonb,
        byte_offset bigint not null default 0,
        line integer not null default 1,
        rows_read integer not null default 0,
        rows_accepted integer not null default 0,
        rows_unchanged integer not null default 0,
        rows_refused integer not null default 0,
        bytes_total bigint not null,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz,
        failure_code text,
        failure_fr text,
        failure_en text,
        primary key (filiere_id, id),
        foreign key (filiere_id, upload_id) references upload (filiere_id, id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id),
        check (rows_read = rows_accepted + rows_unchanged + rows_refused)
      );
      create index import_job_of on import_job (filiere_id, organisation_id, id);
      create index import_job_upload on import_job (filiere_id, upload_id);
      create index import_job_open on import_job (filiere_id, lease_until) where status in ('queued', 'running');

      create table import_refusal (
        filiere_id smallint not null,
        import_job_id uuid not null,
        record integer not null,
        seq smallint not null,
        organisation_id uuid not null,
        line integer,
        field text,
        path text,
        value text,
        code text not null,
        severity text not null check (severity in ('error', 'warning')),
        message_fr text not null,
        message_en text not null,
        remedy_fr text not null,
        remedy_en text not null,
        raw text,
        primary key (filiere_id, import_job_id, record, seq),
        foreign key (filiere_id, import_job_id) references import_job (filiere_id, id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table import_refusal, import_job, upload');
  }
}
