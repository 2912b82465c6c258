import { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of EPCIS in XML, and where in its line a refused row is wrong. */
export class EpcisUpkeep1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table import_job drop constraint import_job_format_check,
        add constraint import_job_format_check check (format in ('csv', 'epcis-json', 'epcis-xml'));
      alter table import_refusal add column position_in_line integer;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table import_refusal drop column position_in_line;
      alter table import_job drop constraint import_job_format_check,
        add constraint import_job_format_check check (format in ('csv', 'epcis-json')) not valid;
    `);
  }
}
