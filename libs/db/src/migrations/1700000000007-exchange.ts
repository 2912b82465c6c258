import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Documents that two companies exchange, their lines, their history and revisions.
 * `shown_to` is the recipient once the document is sent: with `issuer_id` it is what the visibility rule reads, in every row.
 * A document's id is derived from issuer, type and number, so that a document can be referred to before it arrives (ADR 0011).
 */
export class Exchange1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table exchange_document (
        filiere_id smallint not null references filiere (id),
        id uuid not null,
        type text not null,
        version smallint not null,
        number text not null check (length(number) between 1 and 200),
        issuer_id uuid not null,
        recipient_id uuid,
        recipient_name text check (length(recipient_name) between 1 and 200),
        shown_to uuid,
        state text not null,
        must_act_id uuid,
        due_date date,
        revision integer not null default 0,
        line_count integer not null default 0,
        header jsonb not null,
        channel text not null check (channel in ('form', 'csv', 'edifact', 'ubl')),
        import_job_id uuid,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        sent_at timestamptz,
        primary key (filiere_id, id),
        foreign key (filiere_id, issuer_id) references membership (filiere_id, organisation_id),
        foreign key (filiere_id, recipient_id) references membership (filiere_id, organisation_id),
        check (shown_to is null or shown_to = recipient_id),
        check (recipient_id is not null or recipient_name is not null),
        check (recipient_id <> issuer_id)
      );
      create index exchange_document_inbox on exchange_document (filiere_id, must_act_id, coalesce(due_date, 'infinity'::date), id)
        where must_act_id is not null;
      create index exchange_document_issued on exchange_document (filiere_id, issuer_id, updated_at desc, id desc);
      create index exchange_document_shown on exchange_document (filiere_id, shown_to, updated_at desc, id desc)
        where shown_to is not null;
      create index exchange_document_import on exchange_document (filiere_id, import_job_id, id) where import_job_id is not null;
      -- The lists by kind, partner and number, of either side.
      create index exchange_document_issued_type on exchange_document (filiere_id, issuer_id, type, updated_at desc, id desc);
      create index exchange_document_shown_type on exchange_document (filiere_id, shown_to, type, updated_at desc, id desc)
        where shown_to is not null;
      create index exchange_document_issued_to on exchange_document (filiere_id, issuer_id, recipient_id, updated_at desc, id desc);
      create index exchange_document_shown_by on exchange_document (filiere_id, shown_to, issuer_id, updated_at desc, id desc)
        where shown_to is not null;
      create index exchange_document_number on exchange_document (filiere_id, issuer_id, lower(number) text_pattern_ops);
      create index exchange_document_shown_number on exchange_document (filiere_id, shown_to, lower(number) text_pattern_ops)
        where shown_to is not null;
      create index exchange_document_replaces on exchange_document (filiere_id, issuer_id, type, (header ->> 'replacesNumber'))
        where header ? 'replacesNumber';
      create index exchange_document_recipient on exchange_document (filiere_id, recipient_id);

      create table exchange_line (
        filiere_id smallint not null,
        document_id uuid not null,
        line_number integer not null check (line_number between 1 and 999999),
        issuer_id uuid not null,
        shown_to uuid,
        fields jsonb not null,
        order_id uuid,
        call_off_id uuid,
        despatch_advice_id uuid,
        item_id uuid,
        primary key (filiere_id, document_id, line_number),
        foreign key (filiere_id, document_id) references exchange_document (filiere_id, id)
      );
      -- No foreign keys on what a line refers to: the other document may arrive later.
      create index exchange_line_order on exchange_line (filiere_id, order_id) where order_id is not null;
      create index exchange_line_call_off on exchange_line (filiere_id, call_off_id) where call_off_id is not null;
      create index exchange_line_despatch_advice on exchange_line (filiere_id, despatch_advice_id) where despatch_advice_id is not null;
      create index exchange_line_item on exchange_line (filiere_id, item_id) where item_id is not null;

      create table exchange_act (
        filiere_id smallint not null,
        document_id uuid not null,
        seq integer not null,
        issuer_id uuid not null,
        shown_to uuid,
        act text not null,
        side text not null check (side in ('issuer', 'recipient', 'chain', 'both')),
        from_state text not null,
        to_state text not null,
        reason text,
        changes jsonb not null,
        organisation_id uuid not null,
        person_id uuid,
        api_key_id uuid,
        at timestamptz not null default now(),
        primary key (filiere_id, document_id, seq),
        foreign key (filiere_id, document_id) references exchange_document (filiere_id, id)
      );

      create table exchange_event (
        filiere_id smallint not null,
        document_id uuid not null,
        event_id uuid not null,
        issuer_id uuid not null,
        shown_to uuid,
        is_void boolean not null default false,
        recorded_at timestamptz not null default now(),
        primary key (filiere_id, document_id, event_id),
        foreign key (filiere_id, document_id) references exchange_document (filiere_id, id),
        foreign key (filiere_id, event_id) references trace_event (filiere_id, id)
      );
      create index exchange_event_event on exchange_event (filiere_id, event_id);

      create table exchange_revision (
        filiere_id smallint not null,
        id uuid not null,
        document_id uuid not null,
        issuer_id uuid not null,
        shown_to uuid not null,
        requested_by uuid not null,
        person_id uuid,
        requested_at timestamptz not null default now(),
        reason text not null check (length(reason) between 1 and 2000),
        changes jsonb not null,
        old_values jsonb not null,
        state text not null default 'pending' check (state in ('pending', 'accepted', 'refused', 'cancelled')),
        answered_at timestamptz,
        answered_by_person_id uuid,
        answer_reason text check (length(answer_reason) <= 2000),
        primary key (filiere_id, id),
        foreign key (filiere_id, document_id) references exchange_document (filiere_id, id),
        check (requested_by in (issuer_id, shown_to))
      );
      create index exchange_revision_document on exchange_revision (filiere_id, document_id, requested_at);
      create unique index exchange_revision_pending on exchange_revision (filiere_id, document_id) where state = 'pending';
      create index exchange_revision_pending_issuer on exchange_revision (filiere_id, issuer_id, requested_at) where state = 'pending';
      create index exchange_revision_pending_shown on exchange_revision (filiere_id, shown_to, requested_at) where state = 'pending';

      create table item_cross_reference (
        filiere_id smallint not null,
        buyer_id uuid not null,
        seller_id uuid not null,
        buyer_item text not null check (length(buyer_item) between 1 and 200),
        seller_item text check (length(seller_item) between 1 and 200),
        gtin text check (gtin ~ '^[0-9]{14}$'),
        description text check (length(description) <= 200),
        updated_at timestamptz not null default now(),
        primary key (filiere_id, buyer_id, seller_id, buyer_item),
        foreign key (filiere_id, buyer_id) references membership (filiere_id, organisation_id),
        foreign key (filiere_id, seller_id) references membership (filiere_id, organisation_id)
      );
      create index item_cross_reference_seller on item_cross_reference (filiere_id, seller_id, buyer_id, seller_item);

      create table planning_visit (
        filiere_id smallint not null,
        organisation_id uuid not null,
        person_id uuid not null,
        partner_id uuid not null,
        visited_at timestamptz not null,
        before_that timestamptz,
        primary key (filiere_id, organisation_id, person_id, partner_id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table planning_visit, item_cross_reference, exchange_revision, exchange_event, exchange_act, exchange_line, exchange_document',
    );
  }
}
