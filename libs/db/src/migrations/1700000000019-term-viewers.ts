import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Terms say in two bits for each organisation who may see their event (libs/traceability, viewerBits): whoever sees little of what
 * many companies say passes by the rest in the index. A hint only: the policy of the event decides.
 */
export class TermViewers1700000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trace_event_term add column viewers bigint;
      alter table trace_event no force row level security;
      alter table trace_event_term no force row level security;
      update trace_event_term t set viewers = (
        select bit_or((1::bigint << get_byte(uuid_send(v), 15) % 63) | (1::bigint << get_byte(uuid_send(v), 14) % 63))
        from unnest(e.party_ids || e.declarant_id) v)
      from trace_event e where e.filiere_id = t.filiere_id and e.id = t.event_id;
      alter table trace_event force row level security;
      alter table trace_event_term force row level security;
      alter table trace_event_term alter column viewers set not null, drop constraint trace_event_term_pkey;
      alter table trace_event_term add primary key (filiere_id, term, event_time, event_id) include (viewers);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trace_event_term drop constraint trace_event_term_pkey, drop column viewers;
      alter table trace_event_term add primary key (filiere_id, term, event_time, event_id);
    `);
  }
}
