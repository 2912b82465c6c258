import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Discrepancies by the records that they rest on. An index over the array served nobody: row-level security keeps `&&` and
 * `@>` out of indexes, for such an operator might tell of hidden rows.
 */
export class DiscrepancySource1700000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index discrepancy_source;
      create table discrepancy_source (
        filiere_id smallint not null references filiere (id),
        source_id uuid not null,
        discrepancy_id uuid not null,
        declarant_id uuid not null,
        partner_id uuid,
        primary key (filiere_id, source_id, discrepancy_id),
        foreign key (filiere_id, discrepancy_id) references discrepancy (filiere_id, id)
      );
      create index discrepancy_source_of on discrepancy_source (filiere_id, discrepancy_id);
      -- The wall hides rows from their owner too.
      alter table discrepancy no force row level security;
      insert into discrepancy_source
        select distinct d.filiere_id, s.id, d.id, d.declarant_id, d.partner_id from discrepancy d cross join lateral unnest(d.source_ids) as s (id);
      alter table discrepancy force row level security;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table discrepancy_source;
      create index discrepancy_source on discrepancy using gin (source_ids) where closed_at is null;
    `);
  }
}
