import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What one side says set against what the other says. `declarant_id` is the company that shipped, or the only one where it
 * contradicts itself; `partner_id` the one that received. Both stand in every row, for the visibility rule (ADR 0013).
 */
export class Reconciliation1700000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a line is about: its lot, serial number or package; otherwise its product within an order or a despatch.
      alter table exchange_line
        add column package_id uuid,
        add column thing_id uuid not null generated always as (coalesce(item_id, md5(
          coalesce(order_id, despatch_advice_id, document_id)::text || ':'
          || coalesce(fields ->> 'buyerItem', fields ->> 'sellerItem', fields ->> 'gtin', ''))::uuid)) stored;
      -- The same id as derived for the SSCC by RFC 9562, version 8, over SHA-256 of its URI; the wall hides rows from their owner too.
      alter table exchange_line no force row level security;
      update exchange_line l set package_id = (overlay(overlay(substr(h.hex, 1, 32)
          placing '8' from 13) placing to_hex(('x' || substr(h.hex, 17, 1))::bit(4)::int & 3 | 8) from 17))::uuid
        from exchange_line s cross join lateral (select 'https://id.gs1.org/00/' || (s.fields ->> 'sscc') as uri) u
          cross join lateral (select encode(sha256(convert_to('4:item' || octet_length(u.uri) || ':' || u.uri, 'UTF8')), 'hex') as hex) h
        where s.fields ? 'sscc' and l.filiere_id = s.filiere_id and l.document_id = s.document_id and l.line_number = s.line_number;
      alter table exchange_line force row level security;
      create index exchange_line_thing on exchange_line (filiere_id, thing_id);
      create index exchange_line_package on exchange_line (filiere_id, package_id) where package_id is not null;

      -- What was written since the organisation was last reconciled: ids only, taken out by the run that looks at them.
      create table touched_record (
        filiere_id smallint not null references filiere (id),
        organisation_id uuid not null,
        id uuid not null,
        subject_type text not null check (subject_type in ('event', 'document')),
        subject_ids uuid[] not null check (cardinality(subject_ids) between 1 and 10000),
        recorded_by uuid,
        recorded_at timestamptz not null default now(),
        primary key (filiere_id, organisation_id, id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );

      create table reconciliation_rule (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        -- Null: the rules of the filière, set by its committee.
        organisation_id uuid,
        partner_id uuid,
        valid_from date not null,
        rules jsonb not null,
        person_id uuid,
        created_at timestamptz not null default now(),
        primary key (filiere_id, id),
        check ((organisation_id is null) = (partner_id is null)),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id),
        foreign key (filiere_id, partner_id) references membership (filiere_id, organisation_id)
      );
      create index reconciliation_rule_of on reconciliation_rule (filiere_id, organisation_id, partner_id, valid_from desc, id desc);
      create index reconciliation_rule_partner on reconciliation_rule (filiere_id, partner_id);

      create table discrepancy (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        kind text not null check (kind ~ '^[a-z_]{3,40}$'),
        declarant_id uuid not null,
        partner_id uuid,
        thing_id uuid not null,
        item_id uuid,
        other_thing_id uuid,
        label text not null,
        product text,
        reference text,
        state text not null check (state in ('open', 'disputed', 'accepted', 'waived', 'healed')),
        must_act_id uuid,
        -- Each side assigns it to one of its own people.
        declarant_assignee_id uuid,
        partner_assignee_id uuid,
        due_date date,
        is_blocking boolean not null,
        expected numeric,
        found numeric,
        difference numeric,
        unit text,
        source_ids uuid[] not null,
        evidence jsonb not null,
        fingerprint text not null,
        opened_at timestamptz not null,
        changed_at timestamptz not null,
        closed_at timestamptz,
        reminded_at timestamptz,
        version integer not null default 1,
        primary key (filiere_id, id),
        foreign key (filiere_id, declarant_id) references membership (filiere_id, organisation_id),
        foreign key (filiere_id, partner_id) references membership (filiere_id, organisation_id),
        check (partner_id <> declarant_id),
        check ((must_act_id is not null) = (state in ('open', 'disputed'))),
        check ((closed_at is null) = (state in ('open', 'disputed')))
      );
      create index discrepancy_thing on discrepancy (filiere_id, declarant_id, thing_id);
      create index discrepancy_item on discrepancy (filiere_id, item_id) where closed_at is null;
      create index discrepancy_source on discrepancy using gin (source_ids) where closed_at is null;
      create index discrepancy_declarant on discrepancy (filiere_id, declarant_id, changed_at desc, id desc);
      create index discrepancy_partner on discrepancy (filiere_id, partner_id, changed_at desc, id desc);
      create index discrepancy_turn on discrepancy (filiere_id, must_act_id, due_date, id) where must_act_id is not null;

      create table discrepancy_act (
        filiere_id smallint not null,
        discrepancy_id uuid not null,
        seq integer not null,
        declarant_id uuid not null,
        partner_id uuid,
        act text not null check (act in ('opened', 'changed', 'healed', 'reopened', 'correction_asked', 'accepted', 'disputed',
          'waived', 'commented', 'reassigned', 'reminded')),
        -- Null: the platform, which compared.
        organisation_id uuid,
        person_id uuid,
        api_key_id uuid,
        reason text check (length(reason) <= 2000),
        details jsonb not null default '{}',
        at timestamptz not null,
        primary key (filiere_id, discrepancy_id, seq),
        foreign key (filiere_id, discrepancy_id) references discrepancy (filiere_id, id)
      );

      -- Ids and a time only: what is not yet a discrepancy, and when to look again.
      create table reconciliation_pending (
        filiere_id smallint not null references filiere (id),
        declarant_id uuid not null,
        thing_id uuid not null,
        look_at timestamptz not null,
        primary key (filiere_id, declarant_id, thing_id),
        foreign key (filiere_id, declarant_id) references membership (filiere_id, organisation_id)
      );
      create index reconciliation_pending_due on reconciliation_pending (filiere_id, look_at);

      create table reconciliation_run (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        organisation_id uuid not null,
        state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
        -- Partners looked at, of so many; the organisation's own records are the last step.
        position integer not null default 0,
        total integer,
        looked_at integer not null default 0,
        opened integer not null default 0,
        closed integer not null default 0,
        person_id uuid,
        lease_token uuid,
        lease_until timestamptz,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz,
        primary key (filiere_id, id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
      create index reconciliation_run_of on reconciliation_run (filiere_id, organisation_id, created_at desc, id desc);

      -- One figure of one company and month, for its own page and, summed without names, for the committee.
      create table reconciliation_figure (
        filiere_id smallint not null references filiere (id),
        organisation_id uuid not null,
        month date not null,
        figure text not null check (figure ~ '^[a-z_]{3,40}$'),
        part numeric not null,
        whole numeric not null check (whole >= 0),
        computed_at timestamptz not null default now(),
        primary key (filiere_id, organisation_id, month, figure),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function if exists reconciliation_totals (date, date, text[]);
      drop table reconciliation_figure, reconciliation_run, reconciliation_pending, discrepancy_act, discrepancy, reconciliation_rule, touched_record;
      alter table exchange_line drop column thing_id, drop column package_id;
    `);
  }
}
