import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which events came for whom, in an order that a reader can follow without missing any, and the subscriptions of EPCIS 2.0
 * that follow it. Like `change`, `xid` and `seq` together order arrivals so that a reader who stops below the oldest running
 * transaction never misses one that commits late.
 */
export class EpcisSubscription1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table event_arrival (
        filiere_id smallint not null references filiere (id),
        organisation_id uuid not null,
        xid xid8 not null default pg_current_xact_id(),
        seq bigint not null generated always as identity,
        -- Ids of up to 1,000 events of one transaction: 16 bytes an event and organisation, and no index entry each.
        event_ids uuid[] not null,
        size integer not null,
        recorded_by uuid,
        -- The record time of these events.
        at timestamptz not null default now(),
        primary key (filiere_id, organisation_id, xid, seq),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
      -- Hashes do not compress.
      alter table event_arrival alter column event_ids set storage external;
      create index event_arrival_at on event_arrival (filiere_id, organisation_id, at);

      create table arrival_listener (
        filiere_id smallint not null references filiere (id),
        organisation_id uuid not null,
        has_streams boolean not null default false,
        sockets_until timestamptz,
        primary key (filiere_id, organisation_id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );

      create table epcis_subscription (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        organisation_id uuid not null,
        query_name text not null,
        dest text not null check (length(dest) between 1 and 2000),
        secret bytea,
        epc_format text not null,
        language text not null check (language in ('fr', 'en')),
        -- The fields as they were given; null: a stream.
        schedule jsonb,
        report_if_empty boolean not null default false,
        initial_record_time timestamptz not null,
        -- What was there already at the beginning counts from initial_record_time on alone.
        start_snapshot pg_snapshot,
        position_xid xid8 not null,
        position_seq bigint not null,
        position_place integer not null,
        min_record_time timestamptz not null,
        -- When the schedule comes round; once it has, the transactions to report: those below window_end.
        run_at timestamptz,
        window_end xid8,
        window_sent boolean not null default false,
        -- Events in one document at most: halved by each answer 413.
        batch_size integer not null check (batch_size > 0),
        state text not null default 'active' check (state in ('active', 'suspended')),
        failures integer not null default 0,
        resume_at timestamptz,
        last_failure jsonb,
        notified_at timestamptz,
        run_token uuid,
        run_until timestamptz,
        wake_at timestamptz,
        person_id uuid,
        api_key_id uuid,
        created_at timestamptz not null default now(),
        primary key (filiere_id, id),
        foreign key (filiere_id, organisation_id, query_name)
          references named_query (filiere_id, organisation_id, name) on delete cascade,
        check ((schedule is null) = (run_at is null)),
        check (schedule is not null or window_end is null)
      );
      create index epcis_subscription_of on epcis_subscription (filiere_id, organisation_id, query_name, id);
    `);
    // events recorded before: a reader may ask for them by record time
    await runner.query(`
      alter table trace_event no force row level security;
      alter table trace_event_party no force row level security;
      insert into event_arrival (filiere_id, organisation_id, event_ids, size, at)
      select filiere_id, organisation_id, array_agg(id order by id), count(*), record_time
      from (
        select filiere_id, organisation_id, record_time, id,
          (row_number() over (partition by filiere_id, organisation_id, record_time order by id) - 1) / 1000 as part
        from (
          select filiere_id, declarant_id as organisation_id, record_time, id from trace_event
          union select filiere_id, organisation_id, record_time, event_id from trace_event_party) seen) parts
      group by filiere_id, organisation_id, record_time, part
      order by filiere_id, organisation_id, record_time, part;
      alter table trace_event force row level security;
      alter table trace_event_party force row level security;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table epcis_subscription, arrival_listener, event_arrival');
  }
}
