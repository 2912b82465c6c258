import { Inject, Injectable } from '@nestjs/common';
import { definitionOf, DocumentType } from '@maillon/documents';
import { Actor, isUuid, Language } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { organisationsById, OrganisationType } from '@maillon/membership';
import {
  discrepanciesById,
  discrepancyPage,
  DiscrepancyRecord,
} from '../discrepancies/discrepancy.queries.js';
import { DiscrepancyEntryType, DiscrepancyStatementType } from '../discrepancies/discrepancy.types.js';
import { explain, Explained, sidesOf } from '../discrepancies/explain.js';
import { threadsOf } from '../discrepancies/thread.queries.js';
import { convert } from '../rules/convert.js';
import { Rules } from '../rules/rules.js';
import { rulesAt, rulesFor } from '../rules/rules.queries.js';
import { KeptStatement } from '../run/evidence-of.js';
import {
  EvidenceData,
  EvidenceFilter,
  EvidenceRow,
  EvidenceSide,
  EvidenceSource,
  EvidenceStatement,
  EvidenceStep,
} from './evidence-data.js';
import { inWords } from './side-words.js';

const PAGE = 200;

/** Discrepancies as the exports show them: what the actor sees on its pages, in one language. */
@Injectable()
export class ReadEvidence implements EvidenceSource {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async one(actor: Actor, id: string, language: Language): Promise<EvidenceData | undefined> {
    return this.db.transaction(actor, async (tx) => {
      const record = (await discrepanciesById(tx, [id])).get(id);
      return record && dataOf(tx, record, language);
    });
  }

  async *list(actor: Actor, filter: EvidenceFilter, language: Language): AsyncGenerator<EvidenceRow> {
    for (let after: string | undefined; ;) {
      const page = await this.db.transaction(actor, async (tx) => {
        const found = await discrepancyPage(tx, { filter, first: PAGE, ...(after && { after }) });
        const records = found.edges.map(({ node }) => node);
        const [names, explained] = [await namesOf(tx, records), await explain(tx, records)];
        return {
          ...found.pageInfo,
          rows: records.map((one) => rowOf(one, names, explained.get(one.id)!, language)),
        };
      });
      yield* page.rows;
      if (!page.hasNextPage) return;
      after = page.endCursor;
    }
  }
}

const namesOf = (tx: Tx, records: readonly DiscrepancyRecord[]): Promise<Map<string, OrganisationType>> =>
  organisationsById(tx, [
    ...new Set(
      records.flatMap(({ declarantId, partnerId }) => [declarantId, ...(partnerId ? [partnerId] : [])]),
    ),
  ]);

function rowOf(
  record: DiscrepancyRecord,
  names: ReadonlyMap<string, OrganisationType>,
  { sentence }: Explained,
  language: Language,
): EvidenceRow {
  const { id, isBlocking, label, product, reference, expected, found, difference, unit } = record;
  const nameOf = (organisationId: string) => names.get(organisationId)?.name ?? '';
  return {
    id,
    isBlocking,
    label,
    kind: record.kindLabel[language],
    state: record.stateLabel[language],
    shipper: nameOf(record.declarantId),
    openedAt: record.openedAt,
    what: sentence[language],
    ...(record.partnerId && { receiver: nameOf(record.partnerId) }),
    ...(product && { product }),
    ...(reference && { reference }),
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
    ...(difference !== undefined && { difference }),
    ...(unit && { unit }),
    ...(record.dueDate && { dueDate: record.dueDate }),
    ...(record.closedAt && { closedAt: record.closedAt }),
    ...(record.mustActId && { mustAct: nameOf(record.mustActId) }),
  };
}

async function dataOf(tx: Tx, record: DiscrepancyRecord, language: Language): Promise<EvidenceData> {
  const names = await namesOf(tx, [record]);
  const { sentence, rule, arithmetic, statements } = (await explain(tx, [record])).get(record.id)!;
  const thread = (await threadsOf(tx, [record.id])).get(record.id) ?? [];
  const rules = rulesFor(await rulesAt(tx, new Date()), record.declarantId, record.partnerId ?? null);
  const [filiere] = await tx.query<{ name: string }>(
    `select case $2 when 'fr' then name_fr else name_en end as name from filiere where id = $1`,
    [tx.actor.filiereId, language],
  );
  const sirens = await sirensOf(tx, [...names.keys()]);
  const nameOf = (id: string) => names.get(id)?.name ?? '';
  const [left, right] = sidesOf(record);
  const side = (kept: readonly KeptStatement[], which: 'left' | 'right'): EvidenceSide =>
    sideOf({ record, names, sirens, statements, rules, language }, kept, which);
  return {
    id: record.id,
    filiere: filiere!.name,
    kind: record.kindLabel[language],
    state: record.stateLabel[language],
    isBlocking: record.isBlocking,
    label: record.label,
    what: sentence[language],
    rule: rule[language],
    openedAt: record.openedAt,
    ...(record.dueDate && { dueDate: record.dueDate }),
    ...(record.closedAt && { closedAt: record.closedAt }),
    ...(record.mustActId && { mustAct: nameOf(record.mustActId) }),
    left: side(left, 'left'),
    right: side(right, 'right'),
    arithmetic: arithmetic.map(({ label, value }) => ({ label: label[language], value: value[language] })),
    corrections: await correctionsOf(tx, record, names, language),
    thread: thread.map((entry) => stepOf(entry, nameOf, language)),
  };
}

/** « SIREN 552 100 554 », by company; none for a foreign one. */
async function sirensOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ organisation_id: string; value: string }>(
    `select i.organisation_id, i.value from organisation_identifier i join membership m on m.filiere_id = $1 and m.organisation_id = i.organisation_id
     where i.scheme = 'siren' and i.organisation_id = any ($2)`,
    [tx.actor.filiereId, ids],
  );
  return new Map(rows.map((row) => [row.organisation_id, [`SIREN ${row.value}`]]));
}

interface Known {
  readonly record: DiscrepancyRecord;
  readonly sirens: ReadonlyMap<string, readonly string[]>;
  readonly names: ReadonlyMap<string, OrganisationType>;
  readonly statements: readonly DiscrepancyStatementType[];
  readonly rules: Rules;
  readonly language: Language;
}

function sideOf(known: Known, kept: readonly KeptStatement[], which: 'left' | 'right'): EvidenceSide {
  const { record, names, sirens, language } = known;
  const words = inWords(language);
  const id = which === 'left' ? record.declarantId : record.partnerId;
  const firm = record.partnerId && id ? names.get(id) : undefined;
  return {
    name: firm?.name ?? (which === 'left' ? words.cameIn : words.wentOut),
    details: sirens.get(id ?? record.declarantId) ?? [],
    statements: kept.map((one) => statementOf(known, one)),
    omitted: which === 'left' ? 0 : record.evidence.count - record.evidence.statements.length,
  };
}

function statementOf({ record, statements, rules, language }: Known, kept: KeptStatement): EvidenceStatement {
  const words = inWords(language);
  const shown = statements[record.evidence.statements.indexOf(kept)]!;
  const { unit, product } = record;
  const converted =
    kept.quantity !== undefined && unit !== undefined && unit !== kept.unit
      ? convert(rules, product, kept.quantity, kept.unit, unit)
      : undefined;
  return {
    verb: shown.verb[language],
    at: shown.at,
    label: shown.label,
    source: shown.documentNumber
      ? words.documentLine(shown.documentLabel![language], shown.documentNumber, shown.lineNumber)
      : words.event(shown.at),
    ...(kept.quantity !== undefined && { amount: { quantity: kept.quantity, unit: kept.unit } }),
    ...(converted !== undefined && { converted: { quantity: converted, unit: unit! } }),
    ...(kept.rejected !== undefined && { rejected: kept.rejected }),
    ...(kept.short !== undefined && { short: kept.short }),
    ...(kept.product && { product: kept.product }),
    ...(shown.revisions > 0 && { revisions: shown.revisions }),
  };
}

/** The chain of corrections of the documents it rests on, oldest first. */
async function correctionsOf(
  tx: Tx,
  { evidence }: DiscrepancyRecord,
  names: ReadonlyMap<string, OrganisationType>,
  language: Language,
): Promise<EvidenceStep[]> {
  const ids = [...new Set(evidence.statements.map(({ documentId }) => documentId))].filter(isUuid);
  const rows = await tx.query<{
    type: DocumentType;
    version: number;
    number: string;
    requested_by: string;
    requested_at: Date;
    reason: string;
    state: string;
  }>(
    `select d.type, d.version, d.number, r.requested_by, r.requested_at, r.reason, r.state from exchange_revision r
     join exchange_document d on d.filiere_id = $1 and d.id = r.document_id
     where r.filiere_id = $1 and r.document_id = any ($2) order by r.requested_at, r.id`,
    [tx.actor.filiereId, ids],
  );
  return rows.map((row) => ({
    at: row.requested_at.toISOString(),
    who: names.get(row.requested_by)?.name ?? '',
    what: inWords(language).revision(
      definitionOf(row.type, row.version).label[language],
      row.number,
      row.state,
    ),
    reason: row.reason,
  }));
}

const stepOf = (
  { at, label, organisationId, person, reason }: DiscrepancyEntryType,
  nameOf: (id: string) => string,
  language: Language,
): EvidenceStep => ({
  at,
  who: organisationId
    ? [person, nameOf(organisationId)].filter(Boolean).join(', ')
    : inWords(language).platform,
  what: label[language],
  ...(reason && { reason }),
});
