import { Inject, Injectable } from '@nestjs/common';
import { Actor, Finding, isUuid, newId, organisationOf, requirePermission } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { membersNamed, recordAct } from '@maillon/membership';
import { CheckedRules, checkRules } from './check-rules.js';
import { dayPast, dayUnreadable, partnerUnknown } from './messages.js';
import { DEFAULT_RULES, Rules } from './rules.js';
import { rulesAt } from './rules.queries.js';

/** Rules as somebody writes them, and the first day (YYYY-MM-DD) on which they hold. */
export interface RulesCommand {
  readonly validFrom: string;
  readonly rules: unknown;
}

export type RulesSet =
  { readonly id: string; readonly validFrom: string } | { readonly findings: readonly Finding[] };

/** Adds a version of rules; the ones before it stay, and hold until its first day. */
@Injectable()
export class SetRules {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /** The committee's, for the whole filière. What is left out is as DEFAULT_RULES has it. Throws FORBIDDEN for others. */
  async ofFiliere(actor: Actor, command: RulesCommand, now = new Date()): Promise<RulesSet> {
    requirePermission(actor, 'rules:manage');
    const checked = checkRules(command.rules);
    const findings = [
      ...checkDay(command.validFrom, now),
      ...('findings' in checked ? checked.findings : []),
    ];
    if ('findings' in checked || findings.length) return { findings };
    return this.db.transaction(actor, (tx) =>
      add(tx, null, command.validFrom, { ...DEFAULT_RULES, ...checked.rules }),
    );
  }

  /**
   * What an organisation asks of what passes between it and a partner, stricter than the filière. What is left out is as
   * the filière has it, whatever that will be. Throws FORBIDDEN for others.
   */
  async ofRelation(
    actor: Actor,
    partnerId: string,
    command: RulesCommand,
    now = new Date(),
  ): Promise<RulesSet> {
    requirePermission(actor, 'organisation:manage');
    return this.db.transaction(actor, async (tx) => {
      const day = checkDay(command.validFrom, now);
      const checked = await checkRelation(
        tx,
        partnerId,
        command.rules,
        day.length ? now : dayOf(command.validFrom),
      );
      const findings = [...day, ...('findings' in checked ? checked.findings : [])];
      if ('findings' in checked || findings.length) return { findings };
      return add(tx, partnerId, command.validFrom, checked.rules);
    });
  }
}

/** Checks the rules of a relation against those that the filière has on the day, and that the partner is a member. */
export async function checkRelation(
  tx: Tx,
  partnerId: string,
  rules: unknown,
  day: Date,
): Promise<CheckedRules> {
  const { filiere = DEFAULT_RULES } = await rulesAt(tx, day);
  const checked = checkRules(rules, filiere);
  const isMember =
    isUuid(partnerId) &&
    partnerId !== organisationOf(tx.actor) &&
    (await membersNamed(tx, [{ scheme: 'organisation', value: partnerId }])).size > 0;
  if (isMember) return checked;
  return { findings: [partnerUnknown(partnerId), ...('findings' in checked ? checked.findings : [])] };
}

/** True for a day of the calendar, written YYYY-MM-DD. */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) &&
  !Number.isNaN(dayOf(day).getTime()) &&
  dayOf(day).toISOString().startsWith(day);

export const dayOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Days are those of UTC, as the engine reads them. */
function checkDay(day: string, now: Date): Finding[] {
  const today = now.toISOString().slice(0, 10);
  if (!isDay(day)) return [dayUnreadable(day, today)];
  return day < today ? [dayPast(day, today)] : [];
}

async function add(
  tx: Tx,
  partnerId: string | null,
  validFrom: string,
  rules: Partial<Rules>,
): Promise<RulesSet> {
  const id = newId();
  const { filiereId, organisationId, personId } = tx.actor;
  await tx.query(
    `insert into reconciliation_rule (filiere_id, id, organisation_id, partner_id, valid_from, rules, person_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      filiereId,
      id,
      partnerId === null ? null : organisationId,
      partnerId,
      validFrom,
      rules,
      personId ?? null,
    ],
  );
  // the trail is the committee's to read: it does not say whom a relation is with
  await recordAct(tx, {
    action: partnerId === null ? 'rules.set' : 'rules.set_relation',
    subjectType: 'reconciliation_rule',
    subjectId: id,
    details: { validFrom },
  });
  return { id, validFrom };
}
