import { definitionOf, DocumentType } from '@maillon/documents';
import { isUuid, Text, text } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { organisationsById } from '@maillon/membership';
import { onlyUnit, plainSum } from '../compare/quantities.js';
import { sentencesOf } from '../evidence/sentences.js';
import { Told } from '../evidence/told.js';
import { typeset, wordsOf } from '../evidence/words.js';
import { KeptStatement } from '../run/evidence-of.js';
import { convert } from '../rules/convert.js';
import { Rules } from '../rules/rules.js';
import { leastLossOf } from '../rules/tolerance-of.js';
import { rulesAt, rulesFor } from '../rules/rules.queries.js';
import { DiscrepancyRecord } from './discrepancy.queries.js';
import { ArithmeticStepType, DiscrepancyStatementType } from './discrepancy.types.js';

/** A discrepancy in the words of people: what, by which rule, what to do, the sums, and both sides' records. */
export interface Explained {
  readonly sentence: Text;
  readonly rule: Text;
  readonly advice: Text;
  readonly arithmetic: ArithmeticStepType[];
  readonly statements: DiscrepancyStatementType[];
}

/** Explains discrepancies to the acting organisation; documents are read with its eyes. */
export async function explain(
  tx: Tx,
  records: readonly DiscrepancyRecord[],
): Promise<Map<string, Explained>> {
  const names = await organisationsById(tx, [
    ...new Set(
      records.flatMap(({ declarantId, partnerId }) => [declarantId, ...(partnerId ? [partnerId] : [])]),
    ),
  ]);
  const rules = await rulesAt(tx, new Date());
  const documents = await documentsOf(tx, records);
  return new Map(
    records.map((record) => {
      const pair = rulesFor(rules, record.declarantId, record.partnerId ?? null);
      const told = toldOf(record, pair, (id) => names.get(id)?.name ?? '');
      const { what, rule, toDo } = sentencesOf(told);
      const mine = record.mySide === 'receiver' ? toDo?.receiver : toDo?.shipper;
      return [
        record.id,
        {
          sentence: what,
          rule,
          advice: mine ?? text('Il n’y a plus rien à faire.', 'Nothing remains to be done.'),
          arithmetic: arithmeticOf(record, pair),
          statements: statementsOf(record, documents, tx.actor.organisationId),
        },
      ];
    }),
  );
}

const CAME = new Set<KeptStatement['says']>(['received', 'made', 'unpacked']);

/** Which statements stand on the side of `expected`: shipped between two, come in where one contradicts itself. */
export function sidesOf({
  partnerId,
  kind,
  evidence,
}: DiscrepancyRecord): [KeptStatement[], KeptStatement[]] {
  const isExpected = ({ says }: KeptStatement) => {
    if (partnerId) return says === 'shipped';
    return kind === 'mass_balance' ? says === 'used' : CAME.has(says);
  };
  return [evidence.statements.filter(isExpected), evidence.statements.filter((one) => !isExpected(one))];
}

export function toldOf(record: DiscrepancyRecord, rules: Rules, nameOf: (id: string) => string): Told {
  const { kind, evidence, partnerId, mustActId } = record;
  const [left, right] = sidesOf(record);
  const amount = (side: readonly KeptStatement[]) => {
    const unit = onlyUnit(side);
    return unit && side.every(({ quantity }) => quantity !== undefined)
      ? { quantity: plainSum(side), unit }
      : undefined;
  };
  const [out, come] = partnerId ? [left, right] : [right, left];
  const first = (side: readonly KeptStatement[]) => side.map(({ at }) => at).sort()[0];
  const [shippedAs, receivedAs, leftAt, enteredAt] = [amount(left), amount(right), first(out), first(come)];
  return {
    kind,
    shipper: nameOf(record.declarantId),
    label: record.label,
    rules,
    ...(partnerId && { receiver: nameOf(partnerId) }),
    ...(record.product && { product: record.product }),
    ...(record.otherLabel && { otherLabel: record.otherLabel }),
    ...(record.reference && { reference: record.reference }),
    ...(record.expected !== undefined && { expected: record.expected }),
    ...(record.found !== undefined && { found: record.found }),
    ...(record.difference !== undefined && { difference: record.difference }),
    ...(record.unit && { unit: record.unit }),
    ...(evidence.tolerance !== undefined && { tolerance: evidence.tolerance }),
    ...(shippedAs && { shippedAs }),
    ...(receivedAs && { receivedAs }),
    ...(leftAt && { leftAt }),
    ...(enteredAt && { enteredAt }),
    ...(kind === 'mass_balance' && {
      leastLoss: leastLossOf(rules, right.find(({ product }) => product)?.product),
    }),
    ...(mustActId && {
      turn: mustActId === record.declarantId ? ('shipper' as const) : ('receiver' as const),
    }),
  };
}

const SUMS: Readonly<Record<'between' | 'alone', readonly [Text, Text]>> = {
  between: [text('Expédié en tout', 'Shipped in all'), text('Reçu en tout', 'Received in all')],
  alone: [text('Entré en tout', 'Come in, in all'), text('Sorti en tout', 'Gone out, in all')],
};

/** Each quantity, converted where it was written in another unit, then sums, difference and what is allowed. */
export function arithmeticOf(record: DiscrepancyRecord, rules: Rules): ArithmeticStepType[] {
  const { expected, found, difference, unit, evidence, product, partnerId } = record;
  if (unit === undefined || expected === undefined || found === undefined || difference === undefined)
    return [];
  const step = (label: Text, ...amounts: { quantity: number; unit: string }[]): ArithmeticStepType => {
    const written = (language: 'fr' | 'en') => amounts.map(wordsOf(language).amount).join(' = ');
    return { label, value: text(typeset(written('fr')), written('en')) };
  };
  const [left, right] = sidesOf(record);
  const lines = [...left, ...right].flatMap((one) => {
    if (one.quantity === undefined || one.unit === unit) return [];
    const converted = convert(rules, product, one.quantity, one.unit, unit);
    const amounts = [{ quantity: one.quantity, unit: one.unit }];
    return [
      step(VERBS[one.says], ...amounts, ...(converted === undefined ? [] : [{ quantity: converted, unit }])),
    ];
  });
  const [came, went] = SUMS[partnerId ? 'between' : 'alone'];
  return [
    ...lines.slice(0, 20),
    step(came, { quantity: expected, unit }),
    step(went, { quantity: found, unit }),
    step(text('Différence', 'Difference'), { quantity: difference, unit }),
    ...(evidence.tolerance === undefined
      ? []
      : [step(text('Différence admise', 'Difference allowed'), { quantity: evidence.tolerance, unit })]),
  ];
}

export const VERBS: Readonly<Record<KeptStatement['says'], Text>> = {
  shipped: text('Expédié', 'Shipped'),
  received: text('Reçu', 'Received'),
  made: text('Fabriqué', 'Made'),
  unpacked: text('Déballé', 'Unpacked'),
  used: text('Utilisé', 'Used'),
  scrapped: text('Mis au rebut', 'Scrapped'),
};

interface DocumentFacts {
  readonly id: string;
  readonly type: DocumentType;
  readonly version: number;
  readonly number: string;
  readonly revisions: number;
}

async function documentsOf(
  tx: Tx,
  records: readonly DiscrepancyRecord[],
): Promise<Map<string, DocumentFacts>> {
  const ids = new Set(
    records.flatMap(({ evidence }) => evidence.statements.map(({ documentId }) => documentId)),
  );
  const rows = await tx.query<DocumentFacts>(
    `select d.id, d.type, d.version, d.number, (select count(*)::int from exchange_revision r
       where r.filiere_id = $1 and r.document_id = d.id and r.state = 'accepted') as revisions
     from exchange_document d where d.filiere_id = $1 and d.id = any ($2)`,
    [tx.actor.filiereId, [...ids].filter(isUuid)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function statementsOf(
  record: DiscrepancyRecord,
  documents: ReadonlyMap<string, DocumentFacts>,
  me: string | undefined,
): DiscrepancyStatementType[] {
  return record.evidence.statements.map((one) => {
    const document = one.documentId ? documents.get(one.documentId) : undefined;
    const isOpen = record.closedAt === undefined;
    return {
      byId: one.by,
      thingId: one.thingId,
      says: one.says,
      verb: VERBS[one.says],
      at: one.at,
      label: one.label || record.label,
      unit: one.unit,
      revisions: document?.revisions ?? 0,
      isCorrectable: isOpen && (document !== undefined || (one.eventId !== undefined && one.by === me)),
      ...(one.product && { product: one.product }),
      ...(one.quantity !== undefined && { quantity: one.quantity }),
      ...(one.rejected !== undefined && { rejected: one.rejected }),
      ...(one.short !== undefined && { short: one.short }),
      ...(one.reference && { reference: one.reference }),
      ...(one.lineNumber !== undefined && { lineNumber: one.lineNumber }),
      ...(one.eventId && { eventId: one.eventId }),
      ...(document && {
        documentId: document.id,
        documentNumber: document.number,
        documentLabel: definitionOf(document.type, document.version).label,
      }),
    };
  });
}
