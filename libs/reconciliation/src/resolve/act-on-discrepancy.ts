import { Inject, Injectable } from '@nestjs/common';
import { Actor, Finding, isUuid, organisationOf } from '@maillon/kernel';
import { notify, TenantDb, Tx } from '@maillon/db';
import { recordChange } from '@maillon/feed';
import { recordAct } from '@maillon/membership';
import { DiscrepancyKind, DiscrepancyState } from '../kinds.js';
import { isDay } from '../rules/set-rules.js';
import { mustAct } from '../run/must-act.js';
import {
  alreadyClosed,
  movedMeanwhile,
  notYoursToGiveUp,
  reasonUnreadable,
  receiptAwaited,
  dueDateInvalid,
  nobodyToDispute,
  notKnown,
  nothingToAccept,
  notYoursToWaive,
  personNotHere,
  reasonMissing,
  reasonTooLong,
  tooMany,
} from './messages.js';

export type DiscrepancyAct =
  'accepted' | 'disputed' | 'waived' | 'commented' | 'reassigned' | 'correction_asked';

export interface ActCommand {
  readonly act: DiscrepancyAct;
  readonly reason?: string;
  /** Day by which the other side should answer a dispute, YYYY-MM-DD. */
  readonly dueDate?: string;
  /** To whom it is assigned; absent: to nobody. */
  readonly personId?: string;
  /** The versions that the actor saw, by discrepancy: one that has moved since is left as it is. */
  readonly seen?: ReadonlyMap<string, number>;
  /** What a correction asked for, for the history. */
  readonly details?: object;
}

export interface Acted {
  readonly changed: readonly string[];
  readonly refused: readonly { readonly id: string; readonly findings: readonly Finding[] }[];
}

interface Row {
  readonly id: string;
  readonly declarant_id: string;
  readonly partner_id: string | null;
  readonly kind: DiscrepancyKind;
  readonly state: DiscrepancyState;
  readonly version: number;
}

const MOST = 500;
const LONGEST = 2000;
const NEEDS_REASON = new Set<DiscrepancyAct>(['disputed', 'waived', 'commented']);

const DEADLOCK = '40P01';
const ATTEMPTS = 3;

/** A comparison that settles the same rows the other way round may win: what was undone is done once more. */
async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Performs an act on discrepancies of the actor's organisation; each stands or is refused for itself. */
@Injectable()
export class ActOnDiscrepancy {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async run(actor: Actor, ids: readonly string[], command: ActCommand): Promise<Acted> {
    const wanted = [...new Set(ids)];
    const general = wanted.length > MOST ? tooMany : faultOf(command);
    if (general) return { changed: [], refused: wanted.map((id) => ({ id, findings: [general] })) };
    return withRetry(() => this.perform(actor, wanted, command));
  }

  private perform(actor: Actor, wanted: readonly string[], command: ActCommand): Promise<Acted> {
    return this.db.transaction(actor, async (tx) => {
      if (command.personId && !(await isHere(tx, command.personId)))
        return { changed: [], refused: wanted.map((id) => ({ id, findings: [personNotHere] })) };
      const rows = new Map((await lock(tx, wanted.filter(isUuid))).map((row) => [row.id, row]));
      const changed: string[] = [];
      const refused: { id: string; findings: Finding[] }[] = [];
      for (const id of wanted) {
        const row = rows.get(id);
        const fault = row ? refusalOf(row, command, actor) : notKnown;
        if (fault) refused.push({ id, findings: [fault] });
        else {
          await perform(tx, row!, command);
          changed.push(id);
        }
      }
      return { changed, refused };
    });
  }
}

export function faultOf({ act, reason, dueDate }: ActCommand): Finding | undefined {
  if (NEEDS_REASON.has(act) && !reason?.trim()) return reasonMissing;
  if ((reason?.trim().length ?? 0) > LONGEST) return reasonTooLong;
  if (reason?.includes('\0')) return reasonUnreadable;
  const today = new Date().toISOString().slice(0, 10);
  return dueDate !== undefined && !(isDay(dueDate) && dueDate >= today) ? dueDateInvalid(dueDate) : undefined;
}

/** A claim is dropped by whoever has it: not by the side that has to answer for what it said. */
export const mayWaive = (row: Pick<Row, 'kind' | 'declarant_id' | 'partner_id'>, me: string): boolean =>
  !row.partner_id || !isAnswerer(row, me);

const isAnswerer = (row: Pick<Row, 'kind' | 'declarant_id' | 'partner_id'>, me: string): boolean =>
  mustAct(row.kind, {
    declarantId: row.declarant_id,
    ...(row.partner_id && { partnerId: row.partner_id }),
  }) === me;

function refusalOf(row: Row, { act, seen }: ActCommand, actor: Actor): Finding | undefined {
  const me = organisationOf(actor);
  if (isClosed(row) && act !== 'commented') return alreadyClosed;
  const version = seen?.get(row.id);
  if (version !== undefined && version !== row.version) return movedMeanwhile;
  if (act === 'waived' && !mayWaive(row, me)) return notYoursToWaive;
  if (act === 'disputed' && !row.partner_id) return nobodyToDispute;
  return act === 'accepted' ? refusalToAccept(row, actor) : undefined;
}

/**
 * Whoever has to answer accepts what the other says, where the other says something; whoever has the claim gives it up by
 * accepting, and needs what it takes to waive it.
 */
export function refusalToAccept(
  row: Pick<Row, 'kind' | 'declarant_id' | 'partner_id'>,
  actor: Actor,
): Finding | undefined {
  if (!row.partner_id) return nothingToAccept;
  if (isAnswerer(row, organisationOf(actor))) return UNANSWERED.has(row.kind) ? receiptAwaited : undefined;
  return actor.permissions.has('discrepancy:waive') ? undefined : notYoursToGiveUp;
}

/** The other side awaits a receipt: there is nothing yet to agree to. */
const UNANSWERED = new Set<DiscrepancyKind>(['shipped_not_received', 'overdue']);

const lock = (tx: Tx, ids: readonly string[]): Promise<Row[]> =>
  tx.query<Row>(
    `select id, kind, declarant_id, partner_id, state, version from discrepancy where filiere_id = $1 and id = any ($2) order by id for update`,
    [tx.actor.filiereId, ids],
  );

async function isHere(tx: Tx, personId: string): Promise<boolean> {
  if (!isUuid(personId)) return false;
  const rows = await tx.query(
    `select from role_assignment where filiere_id = $1 and organisation_id = $2 and person_id = $3
       and (valid_until is null or valid_until >= current_date) limit 1`,
    [tx.actor.filiereId, organisationOf(tx.actor), personId],
  );
  return rows.length > 0;
}

const CLOSING: Partial<Record<DiscrepancyAct, DiscrepancyState>> = { accepted: 'accepted', waived: 'waived' };

async function perform(
  tx: Tx,
  row: Row,
  { act, reason, dueDate, personId, details }: ActCommand,
): Promise<void> {
  const me = organisationOf(tx.actor);
  const other = row.declarant_id === me ? row.partner_id : row.declarant_id;
  const closing = CLOSING[act];
  if (closing) await update(tx, row.id, `state = $3, must_act_id = null, closed_at = now()`, [closing]);
  else if (act === 'disputed')
    await update(
      tx,
      row.id,
      `state = 'disputed', must_act_id = $3, due_date = coalesce($4::date, due_date), reminded_at = null`,
      [other, dueDate ?? null],
    );
  else if (act === 'reassigned') {
    const column = row.declarant_id === me ? 'declarant_assignee_id' : 'partner_assignee_id';
    // the other side is told nothing of it, not even that something moved
    await tx.query(`update discrepancy set ${column} = $3 where filiere_id = $1 and id = $2`, [
      tx.actor.filiereId,
      row.id,
      personId ?? null,
    ]);
  }
  // a correction asked for, or an answer in a discussion, hands the turn over; a mere word does not
  else if (other && (act === 'correction_asked' || row.state === 'disputed'))
    await update(tx, row.id, 'must_act_id = $3, reminded_at = null', [other]);
  await remember(tx, row, act, reason?.trim() || undefined, { ...details, ...(dueDate && { dueDate }) });
  await recordAct(tx, {
    action: `discrepancy.${act.replaceAll('_', '-')}`,
    subjectType: 'discrepancy',
    subjectId: row.id,
  });
  const organisationIds = other && act !== 'reassigned' ? [me, other] : [me];
  await recordChange(tx, {
    topic: `discrepancy.${act.replaceAll('_', '-')}`,
    type: 'discrepancy',
    id: row.id,
    organisationIds,
  });
  for (const organisationId of organisationIds)
    await notify(tx, { organisationId, type: 'discrepancy', id: row.id });
}

const isClosed = ({ state }: Row): boolean => state !== 'open' && state !== 'disputed';

const update = (tx: Tx, id: string, assignments: string, values: readonly unknown[]): Promise<unknown[]> =>
  tx.query(
    `update discrepancy set ${assignments}, changed_at = now(), version = version + 1 where filiere_id = $1 and id = $2`,
    [tx.actor.filiereId, id, ...values],
  );

async function remember(
  tx: Tx,
  row: Row,
  act: DiscrepancyAct,
  reason: string | undefined,
  details: object,
): Promise<void> {
  const { filiereId, personId, keyId } = tx.actor;
  await tx.query(
    `insert into discrepancy_act (filiere_id, discrepancy_id, seq, declarant_id, partner_id, act, organisation_id, person_id, api_key_id, reason, details, at)
     select $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, now()
     from discrepancy_act where filiere_id = $1 and discrepancy_id = $2`,
    [
      filiereId,
      row.id,
      row.declarant_id,
      row.partner_id,
      act,
      organisationOf(tx.actor),
      personId ?? null,
      keyId ?? null,
      reason ?? null,
      JSON.stringify(details),
    ],
  );
}
