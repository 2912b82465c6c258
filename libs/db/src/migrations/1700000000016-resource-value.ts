import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The values that an organisation meets in the events it may see, each once for each company that declared it, so that the lists of
 * EPCIS REST need not go through the events. What an organisation may see of an event never changes, so neither does this.
 */
export class ResourceValue1700000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a value is found and put in order by: itself, or its beginning and its hash where an index cannot hold it.
      create function resource_key(value text) returns text immutable strict parallel safe language sql
        return case when octet_length(value) <= 2000 then value else left(value, 300) || ' ' || md5(value) end;

      create table resource_value (
        filiere_id smallint not null references filiere (id),
        -- Who may see it.
        organisation_id uuid not null,
        resource text not null check (resource in ('eventTypes', 'bizSteps', 'dispositions', 'readPoints', 'bizLocations')),
        value text not null,
        key text collate "C" not null generated always as (resource_key(value)) stored,
        declarant_id uuid not null,
        -- An event that says it; with its time where the organisation is named in it and did not declare it itself.
        event_id uuid not null,
        named_at timestamptz,
        -- The event is part of the key so that two transactions that meet the same new value never wait for each other.
        primary key (filiere_id, organisation_id, resource, key, declarant_id, event_id),
        check ((organisation_id = declarant_id) = (named_at is null)),
        -- Nobody puts a value before an organisation that no event names.
        foreign key (filiere_id, organisation_id, named_at, event_id)
          references trace_event_party (filiere_id, organisation_id, event_time, event_id)
      );
    `);
    // events recorded before, which the wall hides from their owner too: by what they say first, then by value
    await runner.query(`
      alter table trace_event no force row level security;
      alter table trace_event_party no force row level security;
      insert into resource_value (filiere_id, organisation_id, resource, value, declarant_id, event_id, named_at)
      with seen as (
        select filiere_id, declarant_id as organisation_id, declarant_id, type, biz_step, disposition, read_point, biz_location,
          min(id::text) as event_id
        from trace_event group by 1, 2, 3, 4, 5, 6, 7, 8
        union all
        select p.filiere_id, p.organisation_id, e.declarant_id, e.type, e.biz_step, e.disposition, e.read_point, e.biz_location,
          min(e.id::text)
        from trace_event_party p join trace_event e on e.filiere_id = p.filiere_id and e.id = p.event_id
        where p.organisation_id <> e.declarant_id group by 1, 2, 3, 4, 5, 6, 7, 8),
      said as (
        select s.filiere_id, s.organisation_id, r.resource, r.value, s.declarant_id, min(s.event_id)::uuid as event_id
        from seen s cross join lateral (values ('eventTypes', s.type), ('bizSteps', s.biz_step), ('dispositions', s.disposition),
          ('readPoints', s.read_point), ('bizLocations', s.biz_location)) as r (resource, value)
        where r.value is not null group by 1, 2, 3, 4, 5)
      select s.filiere_id, s.organisation_id, s.resource, s.value, s.declarant_id, s.event_id, p.event_time
      from said s left join trace_event_party p
        on p.filiere_id = s.filiere_id and p.event_id = s.event_id and p.organisation_id = s.organisation_id and s.organisation_id <> s.declarant_id
      order by 1, 2, 3, 4;
      alter table trace_event force row level security;
      alter table trace_event_party force row level security;
      analyze resource_value;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table resource_value; drop function resource_key');
  }
}
