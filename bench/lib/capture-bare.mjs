// The bare SQL pipeline beside capture: the very rows that capture made, by COPY into staging tables, then set-based inserts into
// the same tables with the same keys and indexes, without policies. Nothing is read, checked or derived.
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { withClient } from '../../tools/lib/database.mjs';

/** What capture fills, in the order that foreign keys ask for, and the order of rows that each index likes best. */
const TABLES = {
  trace_event: 'id',
  trace_event_party: 'organisation_id, event_time, event_id',
  trace_event_item: 'item_id, event_time, event_id',
  trace_event_term: 'term, event_time, event_id',
  item: 'id',
  trace_link: 'input_id, output_id, event_id',
};

/** Empties the tables and fills them again. Answers the events a second. */
export function barePipeline({ url, folder }) {
  const files = join(folder, 'rows');
  mkdirSync(files, { recursive: true });
  // PostgreSQL writes them, as a user of its own
  chmodSync(files, 0o777);
  return withClient(url, async (client) => {
    const [{ events }] = (await client.query('select count(*)::int as events from trace_event')).rows;
    for (const table of Object.keys(TABLES)) {
      await client.query(`copy ${table} to '${join(files, `${table}-${process.pid}-${events}`)}'`);
      await client.query(`create unlogged table staging_${table} (like ${table})`);
    }
    await client.query(`truncate ${Object.keys(TABLES).join(', ')} cascade`);
    await client.query('checkpoint');
    const start = performance.now();
    for (const table of Object.keys(TABLES))
      await client.query(`copy staging_${table} from '${join(files, `${table}-${process.pid}-${events}`)}'`);
    await client.query('begin');
    for (const [table, order] of Object.entries(TABLES))
      await client.query(`insert into ${table} select * from staging_${table} order by ${order}`);
    await client.query('commit');
    const seconds = (performance.now() - start) / 1000;
    for (const table of Object.keys(TABLES)) await client.query(`drop table staging_${table}`);
    return events / seconds;
  });
}
