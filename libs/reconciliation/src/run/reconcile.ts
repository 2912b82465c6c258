import { Inject, Injectable } from '@nestjs/common';
import { Actor, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { compareThings, Subjects, transformationId } from '../compare/compare-things.js';
import { relatedThings } from '../compare/related-things.js';
import { Sieve, suspects } from '../compare/suspects.queries.js';
import { LoadedRules, rulesAt, rulesFor } from '../rules/rules.queries.js';
import { settle, storedDiscrepancies } from './settle.js';
import { touchedSubjects } from './touched-subjects.js';

/** What a run did. */
export interface Reconciled {
  readonly lookedAt: number;
  readonly opened: number;
  readonly closed: number;
}

export const NOTHING: Reconciled = { lookedAt: 0, opened: 0, closed: 0 };
export const together = (one: Reconciled, other: Reconciled): Reconciled => ({
  lookedAt: one.lookedAt + other.lookedAt,
  opened: one.opened + other.opened,
  closed: one.closed + other.closed,
});

/** Steps of a full comparison; each is a transaction. */
export const FULL_STEPS: readonly Sieve[] = ['known', 'flows', 'ledger', 'transformations'];

const NOTES_AT_ONCE = 50;
const THINGS_AT_ONCE = 2000;
const FEW = 100;

/** Compares the records of one organisation, in whose name it acts: what it shipped, and what it says of its own things. */
@Injectable()
export class Reconcile {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /** What was written since the last time, some notes a transaction: a killed run has done all or nothing of each. */
  async touched(actor: Actor, now: Date, signal?: AbortSignal): Promise<Reconciled> {
    let done = NOTHING;
    for (;;) {
      signal?.throwIfAborted();
      const step = await this.db.transaction(actor, (tx) => nextTouched(tx, now));
      done = together(done, step.done);
      // what is noted from here on wakes a job of its own
      if (step.notes < NOTES_AT_ONCE) return done;
    }
  }

  /** What time alone may have changed. */
  async due(actor: Actor, now: Date, signal?: AbortSignal): Promise<Reconciled> {
    let done = NOTHING;
    for (;;) {
      signal?.throwIfAborted();
      const step = await this.db.transaction(actor, (tx) => nextDue(tx, now));
      if (!step) return done;
      done = together(done, step);
    }
  }

  /** Everything, step by step. */
  async full(actor: Actor, now: Date): Promise<Reconciled> {
    let done = NOTHING;
    for (const sieve of FULL_STEPS)
      done = together(done, await this.db.transaction(actor, (tx) => fullStep(tx, sieve, now)));
    return done;
  }
}

/** One comparison of an organisation at a time: two would each miss what the other writes. */
async function alone(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, $2))`, [
    `reconcile:${organisationOf(tx.actor)}`,
    tx.actor.filiereId,
  ]);
}

/**
 * How the statements about so many records are planned. A few among many: each looked up, by a plan made once a connection.
 * Many: anew, for what the tables hold by now; a list that stands in the plan is hashed, one that is handed over is gone through.
 */
async function planFor(tx: Tx, count: number): Promise<void> {
  await tx.query(`set local plan_cache_mode = '${count > FEW ? 'force_custom_plan' : 'force_generic_plan'}'`);
}

async function nextTouched(tx: Tx, now: Date): Promise<{ notes: number; done: Reconciled }> {
  // sent one behind the other: the database has the lock before it looks for notes
  const [, notes, rules] = await Promise.all([
    alone(tx),
    tx.prepared<{ subject_type: 'event' | 'document'; subject_ids: string[] }>(
      'take-touched',
      `delete from touched_record where filiere_id = $1 and organisation_id = $2 and id = any (array(
         select id from touched_record where filiere_id = $1 and organisation_id = $2 order by id limit ${NOTES_AT_ONCE}))
       returning subject_type, subject_ids`,
      [tx.actor.filiereId, organisationOf(tx.actor)],
    ),
    rulesAt(tx, now),
  ]);
  if (!notes.length) return { notes: 0, done: NOTHING };
  const ids = (type: string) => [
    ...new Set(notes.filter((note) => note.subject_type === type).flatMap((note) => note.subject_ids)),
  ];
  const [documents, events] = [ids('document'), ids('event')];
  const [, subjects] = await Promise.all([
    planFor(tx, documents.length + events.length),
    touchedSubjects(tx, documents, events),
  ]);
  return { notes: notes.length, done: await compareAll(tx, subjects, rules, now) };
}

async function nextDue(tx: Tx, now: Date): Promise<Reconciled | undefined> {
  await alone(tx);
  const due = await tx.prepared<{ thing_id: string }>(
    'due-pending',
    `select thing_id from reconciliation_pending where filiere_id = $1 and declarant_id = $2 and look_at <= $3
     order by look_at, thing_id limit ${THINGS_AT_ONCE}`,
    [tx.actor.filiereId, organisationOf(tx.actor), now],
  );
  if (!due.length) return undefined;
  const things = due.map((row) => row.thing_id);
  return compareAll(tx, { things, transformations: [] }, await rulesAt(tx, now), now);
}

/** One step of a full comparison, in the transaction given. */
export async function fullStep(tx: Tx, sieve: Sieve, now: Date): Promise<Reconciled> {
  await alone(tx);
  // all records of a large firm take longer than anything that somebody waits for
  await tx.query(`set local statement_timeout = '20min'`);
  const rules = await rulesAt(tx, now);
  // whatever the product: the sieve lets through more than the judge will find
  const losses = rulesFor(rules, organisationOf(tx.actor), null).lossFactors.map(({ least }) => least);
  let done = NOTHING;
  for await (const found of suspects(tx, sieve, 1 - Math.max(0, ...losses))) {
    const subjects =
      sieve === 'transformations'
        ? { things: [], transformations: found }
        : { things: found, transformations: [] };
    done = together(done, await compareSome(tx, subjects, rules, now));
  }
  return done;
}

async function compareAll(
  tx: Tx,
  { things, transformations }: Subjects,
  rules: LoadedRules,
  now: Date,
): Promise<Reconciled> {
  let done = NOTHING;
  for (let start = 0; start < Math.max(things.length, transformations.length); start += THINGS_AT_ONCE) {
    const some = {
      things: things.slice(start, start + THINGS_AT_ONCE),
      transformations: transformations.slice(start, start + THINGS_AT_ONCE),
    };
    done = together(done, await compareSome(tx, some, rules, now));
  }
  return done;
}

async function compareSome(tx: Tx, subjects: Subjects, rules: LoadedRules, now: Date): Promise<Reconciled> {
  const [, things] = await Promise.all([
    planFor(tx, subjects.things.length + subjects.transformations.length),
    relatedThings(tx, subjects.things),
  ]);
  // sent with what is compared: the answer is waited for once
  const [compared, stored] = await Promise.all([
    compareThings(tx, { ...subjects, things }, rules, now),
    storedDiscrepancies(tx, [...things, ...subjects.transformations.map(transformationId)]),
  ]);
  const { opened, closed } = await settle(tx, { compared, stored }, rules, now);
  return { lookedAt: compared.things.length, opened, closed };
}
