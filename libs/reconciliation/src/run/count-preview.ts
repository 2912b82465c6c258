import { Inject, Injectable } from '@nestjs/common';
import { Actor, organisationActor, organisationOf } from '@maillon/kernel';
import { FEWEST_COMPANIES, TenantDb, Tx } from '@maillon/db';
import { activeMembers } from './active-members.js';
import { flowsOf, judgeFlows } from '../compare/compare-things.js';
import { flowStatementsOf } from '../compare/flow-statements.queries.js';
import { Role } from '../compare/flow-statements-sql.js';
import { relatedThings } from '../compare/related-things.js';
import { suspects } from '../compare/suspects.queries.js';
import { discrepancyId } from '../compare/verdict.js';
import { RulePreview, RulePreviewCounts } from '../rules/preview-rules.js';
import { Rules } from '../rules/rules.js';
import { LoadedRules, relationKey, rulesAt } from '../rules/rules.queries.js';

/** Judges all flows of the organisation with other rules, and counts what would open or close. Writes nothing. */
@Injectable()
export class CountPreview implements RulePreview {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async count(actor: Actor, partnerId: string | undefined, rules: Rules): Promise<RulePreviewCounts> {
    return this.db.transaction(actor, (tx) => counted(tx, ['shipper', 'receiver'], partnerId, rules));
  }

  /** Each pair is counted once, with its shipper. */
  async countAll({ filiereId }: Actor, rules: Rules): Promise<RulePreviewCounts> {
    const members = await activeMembers(this.db, filiereId);
    const all: RulePreviewCounts[] = [];
    for (const organisationId of members)
      all.push(
        await this.db.transaction(organisationActor(filiereId, organisationId), (tx) =>
          counted(tx, ['shipper'], undefined, rules),
        ),
      );
    const sum = (figure: keyof RulePreviewCounts) => {
      const told = all.flatMap((one) => one[figure] || []);
      // of one or two companies alone, a number would be theirs
      if (told.length > 0 && told.length < FEWEST_COMPANIES) return null;
      return told.reduce((total, count) => total + count, 0);
    };
    return { wouldOpen: sum('wouldOpen'), wouldClose: sum('wouldClose') };
  }
}

async function counted(
  tx: Tx,
  roles: readonly Role[],
  partnerId: string | undefined,
  rules: Rules,
): Promise<RulePreviewCounts> {
  const now = new Date();
  const wanted = withRules(await rulesAt(tx, now), organisationOf(tx.actor), partnerId, rules);
  const found = new Set<string>();
  for (const role of roles)
    for await (const id of verdictIds(tx, role, partnerId, wanted, now)) found.add(id);
  const known = await between(tx, roles, partnerId);
  return {
    wouldOpen: [...found].filter((id) => !known.all.has(id)).length,
    wouldClose: [...known.open].filter((id) => !found.has(id)).length,
  };
}

function withRules(
  loaded: LoadedRules,
  organisationId: string,
  partnerId: string | undefined,
  rules: Rules,
): LoadedRules {
  if (partnerId === undefined) return { ...loaded, filiere: rules };
  const key = relationKey(organisationId, partnerId);
  return { ...loaded, relations: new Map([...loaded.relations, [key, rules]]) };
}

async function* verdictIds(
  tx: Tx,
  role: Role,
  partnerId: string | undefined,
  rules: LoadedRules,
  now: Date,
): AsyncGenerator<string> {
  for await (const things of suspects(tx, role === 'shipper' ? 'flows' : 'incoming')) {
    const flows = flowsOf(await flowStatementsOf(tx, role, await relatedThings(tx, things)));
    const between = flows.filter(
      (flow) => !partnerId || flow.shipperId === partnerId || flow.receiverId === partnerId,
    );
    for (const { judgement } of judgeFlows(between, rules, now)) yield* judgement.verdicts.map(discrepancyId);
  }
}

/**
 * What stands between the two now. What somebody accepted or waived is neither opened nor closed by a rule; what has healed
 * would be opened again.
 */
async function between(
  tx: Tx,
  roles: readonly Role[],
  partnerId: string | undefined,
): Promise<{ all: Set<string>; open: Set<string> }> {
  const rows = await tx.query<{ id: string; is_open: boolean }>(
    `select id, closed_at is null as is_open from discrepancy
     where filiere_id = $1 and partner_id is not null and state <> 'healed' and ($2::uuid is null or partner_id = $2 or declarant_id = $2)
       and (declarant_id = $3 or $4)`,
    [tx.actor.filiereId, partnerId ?? null, organisationOf(tx.actor), roles.includes('receiver')],
  );
  return {
    all: new Set(rows.map((row) => row.id)),
    open: new Set(rows.filter((row) => row.is_open).map((row) => row.id)),
  };
}
