import { notify, Tx } from '@maillon/db';
import { Change, recordChanges } from '@maillon/feed';
import { organisationOf } from '@maillon/kernel';
import { DAY_MS } from '../compare/durations.js';
import { Compared } from '../compare/compare-things.js';
import { discrepancyId, Verdict } from '../compare/verdict.js';
import { DiscrepancyState } from '../kinds.js';
import { LoadedRules, rulesFor } from '../rules/rules.queries.js';
import { evidenceOf, fingerprintOf, sourceIds } from './evidence-of.js';
import { mustAct } from './must-act.js';

export interface Stored {
  readonly id: string;
  readonly state: DiscrepancyState;
  readonly fingerprint: string;
  readonly partner_id: string | null;
}

type News = 'opened' | 'changed' | 'healed' | 'reopened';

export interface Settled {
  readonly opened: number;
  readonly closed: number;
}

/**
 * Makes what is stored say what the records say now: opens once, keeps up, closes by itself, opens again. What somebody
 * accepted or waived stays so while nothing of it has changed.
 */
export async function settle(
  tx: Tx,
  { compared, stored }: { readonly compared: Compared; readonly stored: Map<string, Stored> },
  rules: LoadedRules,
  now: Date,
): Promise<Settled> {
  const declarantId = organisationOf(tx.actor);
  const told: { id: string; news: News; partnerId: string | null }[] = [];
  const rows: object[] = [];
  for (const verdict of compared.verdicts) {
    const id = discrepancyId(verdict);
    const before = stored.get(id);
    stored.delete(id);
    const fingerprint = fingerprintOf(verdict);
    const news = newsOf(before, fingerprint);
    if (!news) continue;
    told.push({ id, news, partnerId: verdict.partnerId ?? null });
    rows.push(rowOf(verdict, { id, fingerprint, rules, now }));
  }
  const healed = [...stored.values()].filter(({ state }) => state === 'open' || state === 'disputed');
  for (const { id, partner_id } of healed) told.push({ id, news: 'healed', partnerId: partner_id });
  // sent one behind the other: each finds what the one before has written
  await Promise.all([
    rows.length && tx.prepared('write-discrepancies', WRITE, [tx.actor.filiereId, JSON.stringify(rows), now]),
    healed.length &&
      tx.prepared('heal-discrepancies', HEAL, [tx.actor.filiereId, healed.map(({ id }) => id), now]),
    rows.length && tx.prepared('discrepancy-sources', SOURCES, [tx.actor.filiereId, JSON.stringify(rows)]),
    waitFor(tx, compared),
    tell(tx, declarantId, told, now),
  ]);
  const counted = (...news: News[]) => told.filter((one) => news.includes(one.news)).length;
  return { opened: counted('opened', 'reopened'), closed: counted('healed') };
}

/** What is stored of these things, by id; nobody else changes it before this transaction ends. */
export async function storedDiscrepancies(tx: Tx, things: readonly string[]): Promise<Map<string, Stored>> {
  const rows = await tx.prepared<Stored>(
    'stored-discrepancies',
    `select id, state, fingerprint, partner_id from discrepancy where filiere_id = $1 and declarant_id = $2 and thing_id = any ($3) order by id for update`,
    [tx.actor.filiereId, organisationOf(tx.actor), things],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function newsOf(before: Stored | undefined, fingerprint: string): News | undefined {
  if (!before) return 'opened';
  if (before.state === 'healed') return 'reopened';
  if (before.fingerprint === fingerprint) return undefined;
  return before.state === 'open' || before.state === 'disputed' ? 'changed' : 'reopened';
}

function rowOf(
  verdict: Verdict,
  { id, fingerprint, rules, now }: { id: string; fingerprint: string; rules: LoadedRules; now: Date },
): object {
  const pair = rulesFor(rules, verdict.declarantId, verdict.partnerId ?? null);
  const [first] = verdict.statements;
  const about = verdict.statements.find(({ thingId }) => thingId === verdict.thingId) ?? first;
  const facts = about && 'side' in about ? about : undefined;
  return {
    id,
    kind: verdict.kind,
    declarant_id: verdict.declarantId,
    partner_id: verdict.partnerId ?? null,
    thing_id: verdict.thingId,
    item_id: facts
      ? (facts.itemId ?? null)
      : about && verdict.kind !== 'mass_balance'
        ? verdict.thingId
        : null,
    other_thing_id: verdict.otherThingId ?? null,
    label: labelOf(verdict),
    product: about?.product ?? null,
    reference: facts?.reference ?? null,
    must_act_id: mustAct(verdict.kind, verdict),
    due_date: new Date(now.getTime() + pair.replyDays * DAY_MS).toISOString().slice(0, 10),
    is_blocking: pair.blocking.includes(verdict.kind),
    expected: verdict.expected ?? null,
    found: verdict.found ?? null,
    difference: verdict.difference ?? null,
    unit: verdict.unit ?? null,
    source_ids: sourceIds(verdict),
    evidence: evidenceOf(verdict),
    fingerprint,
  };
}

/** What people call the thing, by whoever says so; of a transformation, what came out. */
function labelOf({ kind, thingId, statements }: Verdict): string {
  const of = (wanted: (one: Verdict['statements'][number]) => boolean) =>
    statements.find((one) => one.label !== '' && wanted(one))?.label;
  if (kind === 'mass_balance') return of((one) => 'move' in one && one.move === 'made') ?? thingId;
  return of((one) => one.thingId === thingId) ?? of(() => true) ?? thingId;
}

const COLUMNS = `kind, declarant_id, partner_id, thing_id, item_id, other_thing_id, label, product, reference, must_act_id, due_date,
  is_blocking, expected, found, difference, unit, source_ids, evidence, fingerprint`;

/** One that is under discussion stays so; whoever must act then was named by a person. */
const WRITE = `
  insert into discrepancy as d (filiere_id, id, ${COLUMNS}, state, opened_at, changed_at)
  select $1, v.id, ${COLUMNS.split(', ')
    .map((column) => `v.${column.trim()}`)
    .join(', ')}, 'open', $3, $3
  from jsonb_to_recordset($2::jsonb) as v (id uuid, kind text, declarant_id uuid, partner_id uuid, thing_id uuid, item_id uuid,
    other_thing_id uuid, label text, product text, reference text, must_act_id uuid, due_date date, is_blocking boolean, expected numeric,
    found numeric, difference numeric, unit text, source_ids uuid[], evidence jsonb, fingerprint text)
  on conflict (filiere_id, id) do update set item_id = excluded.item_id, other_thing_id = excluded.other_thing_id, label = excluded.label,
    product = excluded.product, reference = excluded.reference, is_blocking = excluded.is_blocking, expected = excluded.expected,
    found = excluded.found, difference = excluded.difference, unit = excluded.unit, source_ids = excluded.source_ids,
    evidence = excluded.evidence, fingerprint = excluded.fingerprint, changed_at = excluded.changed_at, version = d.version + 1,
    state = case when d.state = 'disputed' then d.state else 'open' end,
    must_act_id = case when d.closed_at is null then d.must_act_id else excluded.must_act_id end,
    due_date = case when d.closed_at is null then d.due_date else excluded.due_date end,
    opened_at = case when d.closed_at is null then d.opened_at else excluded.opened_at end, closed_at = null, reminded_at = null`;

/** The discrepancies of a record, kept as `source_ids` has it. */
const SOURCES = `
  with said as (
    select v.id, s.id as source_id, v.declarant_id, v.partner_id
    from jsonb_to_recordset($2::jsonb) as v (id uuid, declarant_id uuid, partner_id uuid, source_ids uuid[])
    cross join lateral unnest(v.source_ids) as s (id)),
  gone as (
    delete from discrepancy_source d where d.filiere_id = $1 and d.discrepancy_id = any (array(select id from said))
      and not exists (select from said where said.id = d.discrepancy_id and said.source_id = d.source_id))
  insert into discrepancy_source (filiere_id, source_id, discrepancy_id, declarant_id, partner_id)
  select $1, source_id, id, declarant_id, partner_id from said on conflict do nothing`;

const HEAL = `
  update discrepancy set state = 'healed', must_act_id = null, closed_at = $3, changed_at = $3, version = version + 1
  where filiere_id = $1 and id = any ($2)`;

/** Forgets what was awaited of these things, and notes what is awaited now. */
async function waitFor(tx: Tx, { things, lookAt }: Compared): Promise<void> {
  const key = [tx.actor.filiereId, organisationOf(tx.actor)];
  await Promise.all([
    tx.prepared(
      'forget-pending',
      `delete from reconciliation_pending where filiere_id = $1 and declarant_id = $2 and thing_id = any ($3)`,
      [...key, things],
    ),
    lookAt.size &&
      tx.prepared(
        'note-pending',
        `insert into reconciliation_pending (filiere_id, declarant_id, thing_id, look_at)
         select $1, $2, p.thing_id, p.look_at from unnest($3::uuid[], $4::timestamptz[]) as p (thing_id, look_at)`,
        [...key, [...lookAt.keys()], [...lookAt.values()]],
      ),
  ]);
}

/** Puts each change into the history of its discrepancy, and tells both companies. */
async function tell(
  tx: Tx,
  declarantId: string,
  told: readonly { id: string; news: News; partnerId: string | null }[],
  now: Date,
): Promise<void> {
  if (!told.length) return;
  const changes = told.map(({ id, news, partnerId }): Change => ({
    topic: `discrepancy.${news}`,
    type: 'discrepancy',
    id,
    organisationIds: partnerId ? [declarantId, partnerId] : [declarantId],
  }));
  // one notice a company: its page asks anew, whatever the number
  const heard = new Set(changes.flatMap(({ organisationIds }) => organisationIds));
  await Promise.all([
    tx.prepared('discrepancy-news', NEWS, [
      tx.actor.filiereId,
      told.map(({ id }) => id),
      told.map(({ news }) => news),
      now,
    ]),
    recordChanges(tx, changes),
    ...[...heard].map((organisationId) =>
      notify(tx, { organisationId, type: 'discrepancy', id: told[0]!.id }),
    ),
  ]);
}

const NEWS = `
  insert into discrepancy_act (filiere_id, discrepancy_id, seq, declarant_id, partner_id, act, at, details)
  select $1, d.id, coalesce((select max(a.seq) from discrepancy_act a where a.filiere_id = $1 and a.discrepancy_id = d.id), 0) + 1,
    d.declarant_id, d.partner_id, n.act, $4,
    jsonb_strip_nulls(jsonb_build_object('expected', d.expected, 'found', d.found, 'difference', d.difference, 'unit', d.unit))
  from unnest($2::uuid[], $3::text[]) as n (id, act) join discrepancy d on d.filiere_id = $1 and d.id = n.id`;
