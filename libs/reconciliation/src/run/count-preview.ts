import { Inject, Injectable } from '@nestjs/common';
import { Actor, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { flowsOf, judgeFlows } from '../compare/compare-things.js';
import { flowStatements } from '../compare/flow-statements.queries.js';
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
    return this.db.transaction(actor, async (tx) => {
      const now = new Date();
      const loaded = await rulesAt(tx, now);
      const wanted = withRules(loaded, organisationOf(actor), partnerId, rules);
      const found = new Set<string>();
      for (const role of ['shipper', 'receiver'] as const)
        for await (const id of verdictIds(tx, role, partnerId, wanted, now)) found.add(id);
      const open = await openBetween(tx, partnerId);
      return {
        wouldOpen: [...found].filter((id) => !open.has(id)).length,
        wouldClose: [...open].filter((id) => !found.has(id)).length,
      };
    });
  }
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
    const flows = flowsOf(await flowStatements(tx, role, await relatedThings(tx, things)));
    const between = flows.filter(
      (flow) => !partnerId || flow.shipperId === partnerId || flow.receiverId === partnerId,
    );
    for (const { judgement } of judgeFlows(between, rules, now)) yield* judgement.verdicts.map(discrepancyId);
  }
}

/** What is open between the two now; what somebody accepted or waived is neither opened nor closed by a rule. */
async function openBetween(tx: Tx, partnerId: string | undefined): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `select id from discrepancy where filiere_id = $1 and closed_at is null and partner_id is not null
       and ($2::uuid is null or partner_id = $2 or declarant_id = $2)`,
    [tx.actor.filiereId, partnerId ?? null],
  );
  return new Set(rows.map((row) => row.id));
}
