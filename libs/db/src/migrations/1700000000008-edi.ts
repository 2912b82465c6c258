import { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that companies bring by EDI or spreadsheet, in which manner each partner wants them, and what is awaited. */
export class Edi1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table edi_interchange (
        filiere_id smallint not null,
        organisation_id uuid not null,
        sender text not null check (length(sender) <= 200),
        reference text not null check (length(reference) <= 200),
        id uuid not null,
        syntax text not null check (syntax in ('edifact', 'ubl')),
        sha256 bytea not null,
        -- Null while somebody works on the file: the first to bring it claims it, until the lease ends or the result stands.
        result jsonb,
        lease_token uuid,
        lease_until timestamptz,
        person_id uuid,
        api_key_id uuid,
        received_at timestamptz not null default now(),
        primary key (filiere_id, organisation_id, sender, reference),
        unique (filiere_id, id),
        check (result is not null or (lease_token is not null and lease_until is not null)),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
      create index edi_interchange_newest on edi_interchange (filiere_id, organisation_id, received_at desc, id desc);

      create table edi_partner (
        filiere_id smallint not null,
        organisation_id uuid not null,
        partner_id uuid not null,
        profile text not null check (profile in ('default', 'galia', 'gs1')),
        primary key (filiere_id, organisation_id, partner_id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id),
        foreign key (filiere_id, partner_id) references membership (filiere_id, organisation_id)
      );
      create index edi_partner_partner on edi_partner (filiere_id, partner_id);

      -- What a company waits for: an order by its derived id, a partner by its number. Found by whoever brings it.
      create table exchange_awaited (
        filiere_id smallint not null,
        key text not null check (length(key) between 1 and 240),
        organisation_id uuid not null,
        primary key (filiere_id, key, organisation_id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );
      create index exchange_awaited_organisation on exchange_awaited (filiere_id, organisation_id);

      -- Answers to orders that have not arrived. Where the buyer is not known either, order_id is derived from its first name.
      create table edi_waiting_response (
        filiere_id smallint not null,
        organisation_id uuid not null,
        order_id uuid not null,
        buyer_names text[],
        message jsonb not null,
        received_at timestamptz not null default now(),
        refused_at timestamptz,
        findings jsonb not null default '[]',
        primary key (filiere_id, organisation_id, order_id),
        foreign key (filiere_id, organisation_id) references membership (filiere_id, organisation_id)
      );

      -- What the rows of a spreadsheet are: traceability without it, else lines of documents of this type.
      alter table import_job add column document_type text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table import_job drop column document_type');
    await runner.query('drop table edi_waiting_response, exchange_awaited, edi_partner, edi_interchange');
  }
}
