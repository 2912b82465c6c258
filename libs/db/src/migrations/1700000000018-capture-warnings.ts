import { MigrationInterface, QueryRunner } from 'typeorm';

/** What a capture found worth a look in events that it took: a wrong check digit, an empty list, a deprecated word. */
export class CaptureWarnings1700000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table capture_job add column warning_count integer not null default 0,
        add column warnings jsonb not null default '[]';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table capture_job drop column warning_count, drop column warnings');
  }
}
