import { setTimeout as sleep } from 'node:timers/promises';
import { Actor, Finding } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { ExchangeRefused } from '../follow/exchange-refused.js';

/** PostgreSQL: deadlock detected, serialization failure. Nothing was done, and the same may go well a moment later. */
const IN_EACH_OTHERS_WAY = new Set(['40P01', '40001']);
const TRIES = 4;

/**
 * Runs a use case of documents in one transaction. Two acts that meet crosswise on the same documents are told apart by the
 * database, which ends one of them: that one is run again. What follows and is refused undoes all of it.
 */
export async function inTransaction<Answer>(
  db: TenantDb,
  actor: Actor,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer | { readonly findings: readonly Finding[] }> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(actor, work);
    } catch (error) {
      if (error instanceof ExchangeRefused) return { findings: error.findings };
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!IN_EACH_OTHERS_WAY.has(code) || tries === TRIES) throw error;
      await sleep(20 * tries + Math.random() * 50);
    }
  }
}
