import { MigrationInterface, QueryRunner } from 'typeorm';

/** Who belongs to a filière and may do what there. */
export class Membership1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table membership (
        filiere_id smallint not null references filiere (id),
        organisation_id uuid not null references organisation (id),
        status text not null default 'active' check (status in ('active', 'suspended')),
        tier smallint,
        activity_fr text,
        activity_en text,
        admitted_at timestamptz not null default now(),
        primary key (filiere_id, organisation_id)
      );
      create index membership_of on membership (organisation_id);

      create table role_assignment (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        person_id uuid not null references person (id),
        organisation_id uuid,
        role text not null check (role in ('steward', 'auditor', 'owner', 'contributor', 'reader')),
        mandate boolean not null default false,
        valid_until timestamptz,
        created_at timestamptz not null default now(),
        primary key (filiere_id, id),
        unique nulls not distinct (filiere_id, person_id, organisation_id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id),
        check ((role in ('steward', 'auditor')) = (organisation_id is null)),
        check (not mandate or valid_until is not null)
      );
      create index role_assignment_of_person on role_assignment (person_id);
      create index role_assignment_of_organisation on role_assignment (filiere_id, organisation_id);

      create table invitation (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        token_hash bytea not null,
        email text not null check (email = lower(email)),
        organisation_id uuid,
        role text not null,
        mandate_until timestamptz,
        invited_by uuid references person (id),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        accepted_at timestamptz,
        primary key (filiere_id, id),
        unique (filiere_id, token_hash),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
      create index invitation_of_organisation on invitation (filiere_id, organisation_id);
      create index invitation_by on invitation (invited_by);

      create table api_key (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        organisation_id uuid not null,
        name text not null check (length(name) between 1 and 80),
        secret_hash bytea not null,
        scopes text[] not null,
        created_by uuid references person (id),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        revoked_at timestamptz,
        last_used_at timestamptz,
        primary key (filiere_id, id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
      create index api_key_of_organisation on api_key (filiere_id, organisation_id);
      create index api_key_by on api_key (created_by);

      create table audit_record (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        at timestamptz not null default now(),
        person_id uuid,
        organisation_id uuid,
        api_key_id uuid,
        action text not null,
        subject_type text not null,
        subject_id text not null,
        details jsonb not null default '{}',
        ip_address text,
        primary key (filiere_id, id)
      );

      create table outbox (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        job text not null,
        payload jsonb not null,
        created_at timestamptz not null default now(),
        run_after timestamptz not null default now(),
        handed_at timestamptz,
        handed_count integer not null default 0,
        done_at timestamptz,
        failure text,
        primary key (filiere_id, id)
      );
      create index outbox_open on outbox (filiere_id, run_after) where done_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table outbox, audit_record, api_key, invitation, role_assignment, membership');
  }
}
