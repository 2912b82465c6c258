import { Inject, Injectable } from '@nestjs/common';
import {
  Changes,
  checkReason,
  definitionOf,
  DocumentContent,
  FieldValue,
  Patch,
  performRevision,
} from '@maillon/documents';
import { Actor, Finding, isUuid, newId, notFound, organisationOf } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { contentOf, DocumentRow, lockDocument } from '../documents/document-store.js';
import { announceRevision } from './announce-revision.js';
import {
  nothingRevised,
  notRevisable,
  numberStays,
  revisionPending,
  revisionReasonMissing,
} from './messages.js';

/** Where nothing was agreed, or what was agreed is void: there is nothing to revise. */
const NOT_REVISABLE = new Set(['draft', 'discarded', 'cancelled', 'withdrawn', 'rejected', 'superseded']);

/** Whether a document holds something that both companies can change by agreement. */
export const isRevisable = ({ shown_to, state }: Pick<DocumentRow, 'shown_to' | 'state'>): boolean =>
  shown_to !== null && !NOT_REVISABLE.has(state);

export interface FieldChangeRequest {
  readonly lineNumber?: number;
  readonly field: string;
  /** null empties the field. */
  readonly value: string | null;
}

export type RevisionAnswer = { readonly documentId: string } | { readonly findings: readonly Finding[] };

/**
 * Asks the partner to agree that something sealed was wrong. Whoever asks approves by asking; the change is made when the
 * other side accepts, and everything is kept: old values, new values, both companies, the reasons.
 */
@Injectable()
export class RequestRevision {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async run(
    actor: Actor,
    documentId: string,
    reason: string,
    requested: readonly FieldChangeRequest[],
  ): Promise<RevisionAnswer> {
    if (!isUuid(documentId)) throw notFound('id');
    const organisationId = organisationOf(actor);
    const checked = checkReason(reason);
    if ('finding' in checked) return { findings: [checked.finding] };
    const why = checked.reason;
    if (!why) return { findings: [revisionReasonMissing] };
    if (requested.some(({ field, lineNumber }) => field === 'number' && lineNumber === undefined))
      return { findings: [numberStays] };
    return this.db.transaction(actor, async (tx) => {
      const row = await lockDocument(tx, documentId);
      if (!row) throw notFound('id');
      if (!isRevisable(row)) return { findings: [notRevisable] };
      const pending = await tx.query(
        `select from exchange_revision where filiere_id = $1 and document_id = $2 and state = 'pending'`,
        [actor.filiereId, documentId],
      );
      if (pending.length) return { findings: [revisionPending] };
      const content = await contentOf(tx, row);
      const performed = performRevision(definitionOf(row.type, row.version), content, changesOf(requested));
      if ('findings' in performed) return { findings: performed.findings };
      const changes = withoutSame(performed.entry.changes, content);
      if (!Object.keys(changes.header).length && !changes.lines.length) return { findings: [nothingRevised] };
      await tx.query(
        `insert into exchange_revision (filiere_id, id, document_id, issuer_id, shown_to, requested_by, person_id, reason, changes, old_values)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          actor.filiereId,
          newId(),
          documentId,
          row.issuer_id,
          row.shown_to,
          organisationId,
          actor.personId ?? null,
          why,
          JSON.stringify(changes),
          JSON.stringify(valuesAt(changes, content)),
        ],
      );
      await announceRevision(tx, row, 'revision-requested');
      return { documentId };
    });
  }
}

function changesOf(requested: readonly FieldChangeRequest[]): Changes {
  const header: Record<string, string | null> = {};
  const lines = new Map<number, Record<string, string | null>>();
  for (const { lineNumber, field, value } of requested) {
    if (lineNumber === undefined || lineNumber === null) header[field] = value;
    else lines.set(lineNumber, { ...lines.get(lineNumber), [field]: value });
  }
  return { header, lines: [...lines].map(([lineNumber, values]) => ({ lineNumber, values })) };
}

/** The values that stand where a patch would write. */
export function valuesAt(patch: Patch, { header, lines }: DocumentContent): Patch {
  const byNumber = new Map(lines.map(({ lineNumber, values }) => [lineNumber, values]));
  const pick = (names: object, from: Readonly<Record<string, FieldValue>> = {}) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, from[name] ?? null]));
  return {
    header: pick(patch.header, header),
    lines: patch.lines.map(({ lineNumber, values }) => ({
      lineNumber,
      values: pick(values, byNumber.get(lineNumber)),
    })),
  };
}

function withoutSame(patch: Patch, content: DocumentContent): Patch {
  const old = valuesAt(patch, content);
  const differing = (values: Patch['header'], before: Patch['header'] = {}) =>
    Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before[name]));
  return {
    header: differing(patch.header, old.header),
    lines: patch.lines
      .map(({ lineNumber, values }, index) => ({
        lineNumber,
        values: differing(values, old.lines[index]!.values),
      }))
      .filter(({ values }) => Object.keys(values).length > 0),
  };
}
