import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What changed, for whom; and who is told of it by webhook. `xid` and `seq` together order changes so that a reader who
 * stops below the oldest running transaction never misses one that commits late.
 */
export class Feed1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table change (
        filiere_id smallint not null references filiere (id),
        organisation_id uuid not null,
        xid xid8 not null default pg_current_xact_id(),
        seq bigint not null generated always as identity,
        id uuid not null,
        topic text not null check (topic ~ '^[a-z][a-z0-9-]*([.][a-z][a-z0-9-]*)+$' and length(topic) <= 80),
        subject_type text not null check (length(subject_type) between 1 and 40),
        subject_id uuid not null,
        recorded_by uuid,
        at timestamptz not null default now(),
        primary key (filiere_id, organisation_id, xid, seq),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
      create index change_at on change (filiere_id, organisation_id, at);

      create table webhook_listener (
        filiere_id smallint not null references filiere (id),
        organisation_id uuid not null,
        wake_at timestamptz,
        primary key (filiere_id, organisation_id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );

      create table webhook (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        organisation_id uuid not null,
        name text not null check (length(name) between 1 and 80),
        url text not null check (length(url) between 1 and 2000),
        topics text[] not null check (cardinality(topics) between 1 and 50),
        secret bytea not null,
        previous_secret bytea,
        previous_until timestamptz,
        state text not null default 'active' check (state in ('active', 'paused', 'disabled')),
        disabled_reason text,
        state_since timestamptz not null default now(),
        failures integer not null default 0,
        resume_at timestamptz,
        delivered_at timestamptz,
        position_xid xid8 not null,
        position_seq bigint not null,
        run_token uuid,
        run_until timestamptz,
        wake_at timestamptz,
        created_by uuid references person (id),
        created_at timestamptz not null default now(),
        primary key (filiere_id, id),
        unique (filiere_id, organisation_id, id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id),
        check ((state = 'disabled') = (disabled_reason is not null))
      );
      create index webhook_by on webhook (created_by);

      create table webhook_delivery (
        filiere_id smallint not null,
        id uuid not null,
        webhook_id uuid not null,
        organisation_id uuid not null,
        seq bigint not null generated always as identity,
        cause text not null default 'change' check (cause in ('change', 'replay', 'test')),
        change_id uuid not null,
        topic text not null,
        subject_type text not null,
        subject_id uuid not null,
        changed_at timestamptz not null,
        state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
        attempts integer not null default 0,
        next_attempt_at timestamptz default now(),
        attempted_at timestamptz,
        status integer,
        failure text,
        duration_ms integer,
        response_excerpt text check (length(response_excerpt) <= 1000),
        created_at timestamptz not null default now(),
        primary key (filiere_id, id),
        foreign key (filiere_id, organisation_id, webhook_id) references webhook (filiere_id, organisation_id, id) on delete cascade,
        check ((state = 'waiting') = (next_attempt_at is not null))
      );
      create index webhook_delivery_of on webhook_delivery (filiere_id, organisation_id, webhook_id, seq);
      create index webhook_delivery_due on webhook_delivery (filiere_id, webhook_id, next_attempt_at, seq)
        where state = 'waiting';
      create index webhook_delivery_before on webhook_delivery (filiere_id, webhook_id, subject_id, seq)
        where state = 'waiting';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table webhook_delivery, webhook, webhook_listener, change');
  }
}
