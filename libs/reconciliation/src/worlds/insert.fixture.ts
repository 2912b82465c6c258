import type { TestDatabase } from '@maillon/db/testing';

/** Parameters of one statement stay below what a message may weigh. */
const ROWS_AT_ONCE = 4000;

/** Runs a statement whose first parameter is the filière and whose second is rows as JSON, some thousands at a time. */
export async function insert(test: TestDatabase, sql: string, filiereId: number, rows: readonly object[]) {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    await test.superuser(sql, [filiereId, JSON.stringify(rows.slice(start, start + ROWS_AT_ONCE))]);
}
