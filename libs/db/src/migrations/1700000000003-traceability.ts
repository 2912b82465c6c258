import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events as declared, and what is derived from them.
 * `declarant_id` and `party_ids` stand in every row that the visibility rule protects, so that the rule never joins.
 */
export class Traceability1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table trace_event (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        declarant_id uuid not null,
        party_ids uuid[],
        audience text not null check (audience in ('private', 'parties')),
        event_id text,
        type text not null,
        action text,
        biz_step text,
        disposition text,
        event_time timestamptz not null,
        event_time_zone_offset text not null,
        record_time timestamptz not null default now(),
        read_point text,
        biz_location text,
        fingerprint bytea not null,
        corrects_id uuid,
        person_id uuid,
        api_key_id uuid,
        import_job_id uuid,
        document jsonb not null,
        primary key (filiere_id, id),
        foreign key (filiere_id, declarant_id) references membership (filiere_id, organisation_id),
        check (audience <> 'private' or party_ids is null)
      );
      create index trace_event_declared on trace_event (filiere_id, declarant_id, event_time desc, id desc);
      create index trace_event_import on trace_event (filiere_id, import_job_id) where import_job_id is not null and party_ids is not null;
      -- No foreign key: the id of the corrected event is derived, and its correction may arrive first.
      create index trace_event_correction on trace_event (filiere_id, corrects_id) where corrects_id is not null;

      create table trace_event_party (
        filiere_id smallint not null,
        organisation_id uuid not null,
        event_time timestamptz not null,
        event_id uuid not null,
        declarant_id uuid not null,
        relation text not null check (relation in ('destination', 'source', 'shared')),
        primary key (filiere_id, organisation_id, event_time, event_id),
        foreign key (filiere_id, event_id) references trace_event (filiere_id, id)
      );
      create index trace_event_party_event on trace_event_party (filiere_id, event_id);

      create table trace_event_item (
        filiere_id smallint not null,
        item_id uuid not null,
        event_time timestamptz not null,
        event_id uuid not null,
        role text not null check (role in ('epc', 'parent', 'child', 'input', 'output')),
        quantity numeric,
        unit text,
        declarant_id uuid not null,
        party_ids uuid[],
        primary key (filiere_id, item_id, event_time, event_id, role),
        foreign key (filiere_id, event_id) references trace_event (filiere_id, id)
      );
      create index trace_event_item_event on trace_event_item (filiere_id, event_id);

      create table trace_link (
        filiere_id smallint not null,
        input_id uuid not null,
        output_id uuid not null,
        event_id uuid not null,
        kind "char" not null check (kind in ('t', 'p', 'a', 's')),
        valid_from timestamptz not null,
        valid_to timestamptz not null default 'infinity',
        declarant_id uuid not null,
        party_ids uuid[],
        foreign key (filiere_id, event_id) references trace_event (filiere_id, id),
        primary key (filiere_id, input_id, output_id, event_id)
          include (kind, valid_from, valid_to, declarant_id, party_ids)
      );
      create index trace_link_up on trace_link (filiere_id, output_id, input_id, event_id)
        include (kind, valid_from, valid_to, declarant_id, party_ids);
      create index trace_link_event on trace_link (filiere_id, event_id);

      create table trace_unpacking (
        filiere_id smallint not null,
        parent_id uuid not null,
        child_id uuid,
        event_time timestamptz not null,
        event_id uuid not null,
        kind "char" not null check (kind in ('p', 'a')),
        declarant_id uuid not null,
        unique nulls not distinct (filiere_id, parent_id, child_id, event_time, event_id),
        foreign key (filiere_id, event_id) references trace_event (filiere_id, id)
      );
      create index trace_unpacking_event on trace_unpacking (filiere_id, event_id);

      create table item (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        declarant_id uuid not null,
        is_private boolean not null,
        party_ids uuid[],
        uri text not null,
        level text not null,
        label text not null,
        granularity text,
        name text,
        key_data jsonb not null default '{}',
        certificates jsonb not null default '[]',
        quantity numeric,
        unit text,
        made_at timestamptz,
        record_time timestamptz not null default now(),
        primary key (filiere_id, id, declarant_id, is_private),
        foreign key (filiere_id, declarant_id) references membership (filiere_id, organisation_id),
        check (not is_private or party_ids is null)
      );
      create index item_made on item (filiere_id, declarant_id, made_at desc, id desc) where made_at is not null;
      create index item_label on item (filiere_id, declarant_id, lower(label) text_pattern_ops) where made_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table item, trace_unpacking, trace_link, trace_event_item, trace_event_party, trace_event',
    );
  }
}
