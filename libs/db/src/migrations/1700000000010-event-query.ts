import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the query language of EPCIS 2.0 asks of events, quickly: the members that are not in canonical spelling as declared, in
 * that spelling, and the terms that few events share. Terms are hashes: they find rows, and the rows themselves decide.
 */
export class EventQuery1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trace_event add column canonical jsonb not null default '{}';
      create index trace_event_step on trace_event (filiere_id, declarant_id, biz_step, event_time desc, id desc);
      create index trace_event_recorded on trace_event (filiere_id, declarant_id, record_time desc, id desc);
      -- Ids of events are long and compared to the letter: a hash holds four bytes of each.
      create index trace_event_own_id on trace_event using hash (event_id) where event_id is not null;

      alter table trace_event_party add column biz_step text, add column record_time timestamptz not null default now();
      create index trace_event_party_step on trace_event_party (filiere_id, organisation_id, biz_step, event_time desc, event_id desc);
      create index trace_event_party_recorded on trace_event_party (filiere_id, organisation_id, record_time desc, event_id desc);

      -- No foreign key: a term is written with its event, and neither is ever taken out.
      create table trace_event_term (
        filiere_id smallint not null,
        term bigint not null,
        event_time timestamptz not null,
        event_id uuid not null,
        primary key (filiere_id, term, event_time, event_id)
      );
    `);
    await runner.query(`
      alter table trace_event no force row level security;
      alter table trace_event_party no force row level security;
      update trace_event_party p set biz_step = e.biz_step, record_time = e.record_time
      from trace_event e where e.filiere_id = p.filiere_id and e.id = p.event_id;
      alter table trace_event force row level security;
      alter table trace_event_party force row level security;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table trace_event_term;
      alter table trace_event_party drop column biz_step, drop column record_time;
      drop index trace_event_step, trace_event_recorded, trace_event_own_id;
      alter table trace_event drop column canonical;
    `);
  }
}
