import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is running an outbox row and until when, how often its handler failed, and when it was given up.
 * The partial indexes hold open rows only, so that a sweep costs what is open and not what was ever done.
 */
export class OutboxLease1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outbox
        add column lease_token uuid,
        add column lease_until timestamptz,
        add column attempts integer not null default 0,
        add column failed_at timestamptz,
        add constraint outbox_one_end check (done_at is null or failed_at is null);

      drop index outbox_open;
      create index outbox_waiting on outbox (filiere_id, run_after, id)
        where handed_at is null and done_at is null and failed_at is null;
      create index outbox_in_hand on outbox (filiere_id, handed_at)
        where handed_at is not null and done_at is null and failed_at is null;
      create index outbox_done on outbox (filiere_id, done_at) where done_at is not null;
      create index outbox_failed on outbox (filiere_id, failed_at) where failed_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index outbox_waiting, outbox_in_hand, outbox_done, outbox_failed;
      create index outbox_open on outbox (filiere_id, run_after) where done_at is null;
      alter table outbox
        drop constraint outbox_one_end,
        drop column lease_token, drop column lease_until, drop column attempts, drop column failed_at;
    `);
  }
}
