import {
  CanonicalEvent,
  canonicalMembers,
  EventItem,
  eventTerms,
  itemId,
  standaloneEvent,
} from '@maillon/epcis';
import { derivedId, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { touchRecords } from '@maillon/feed';
import { Audience, Viewer, viewersOf } from '@maillon/sharing';
import { CaptureOutcome, CaptureRecord } from './capture.types.js';
import { Derived, deriveLinks } from './derive-links.js';
import { describeItems, ItemRow } from './describe-items.js';
import { eventIdTaken } from './messages.js';
import {
  insertEventItems,
  insertEvents,
  insertItems,
  insertLinks,
  insertParties,
  insertTerms,
  storedEvents,
} from './insert-rows.js';
import { termHash } from '../query/term-hash.js';
import { correctedBy, refreshLinks, voidCorrected } from './refresh-links.js';

export interface WriteOptions {
  readonly audience: Audience;
  readonly importJobId?: string;
}

/** All of an event that can be known before its transaction: made while the transaction before it is under way. */
export interface EventDraft {
  readonly id: string;
  readonly record: CaptureRecord;
  readonly correctsId?: string;
  readonly derived: Derived;
  readonly items: readonly MergedItem[];
  /** The event as declared, as JSON text. */
  readonly document: string;
  /** Its members that are spelt otherwise in canonical form, as JSON text. */
  readonly canonical: string;
  /** Hashes of the terms by which queries look it up, as a PostgreSQL array. */
  readonly terms: string;
}

/** One event on its way into the tables: its draft, and who may see it besides its declarer. */
export interface EventRow extends EventDraft {
  readonly viewers: readonly Viewer[];
  readonly partyIds: readonly string[];
}

/**
 * Drafts events: ids, links, items. The id is derived from the declarer and the event's own id, or its content where it
 * has none, so that declaring again changes nothing.
 */
export function draftEvents(declarantId: string, records: readonly CaptureRecord[]): EventDraft[] {
  return records.map((record) => {
    const { event } = record;
    const plainId = derivedId('event', declarantId, event.eventId ?? event.fingerprint);
    const correction = event.errorDeclaration;
    const id = correction
      ? derivedId('correction', plainId, correction.declarationTime, event.fingerprint)
      : plainId;
    const draft = {
      id,
      record,
      derived: deriveLinks(event, id),
      items: mergedItems(event.items),
      ...searchable(event),
    };
    return correction ? { ...draft, correctsId: plainId } : draft;
  });
}

/** The event as it is kept, and what queries find it by. */
export function searchable(event: CanonicalEvent): Pick<EventDraft, 'document' | 'canonical' | 'terms'> {
  const document = standaloneEvent(event);
  const canonical = canonicalMembers(document);
  const terms = eventTerms(event, { ...document, ...canonical });
  return {
    document: JSON.stringify(document),
    canonical: JSON.stringify(canonical),
    terms: `{${[...new Set(terms.map(termHash))].join(',')}}`,
  };
}

/**
 * Records drafted events with everything derived from them, in the transaction given: arrays, not rows.
 * Answers one outcome per draft, in order.
 */
export async function writeEvents(
  tx: Tx,
  drafts: readonly EventDraft[],
  options: WriteOptions,
): Promise<CaptureOutcome[]> {
  if (!drafts.length) return [];
  const shared = drafts.map(({ record: { event, sharedWith = [] } }) => ({
    parties: event.parties,
    sharedWith,
  }));
  const viewers = await viewersOf(tx, shared, options.audience);
  const rows = drafts.map((draft, index): EventRow => ({
    ...draft,
    viewers: viewers[index]!,
    partyIds: viewers[index]!.map(({ organisationId }) => organisationId),
  }));
  const firstById = new Map<string, EventRow>();
  for (const row of rows) if (!firstById.has(row.id)) firstById.set(row.id, row);

  const unique = [...firstById.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const adding = insertEvents(tx, unique, options);
  // as a rule all are new, and the database is busy with them
  const all = itemsOf(unique);
  const added = await adding;
  const stored = await storedEvents(
    tx,
    unique.filter(({ id }) => !added.has(id)).map(({ id }) => id),
  );
  const fresh = unique.filter(({ id }) => added.has(id));
  if (fresh.length)
    await insertDerived(tx, fresh, fresh.length === unique.length ? all : itemsOf(fresh), options.audience);

  return rows.map((row) => {
    const { id, record } = row;
    const isFirst = firstById.get(id) === row;
    if (isFirst && added.has(id)) return { status: 'accepted', id };
    const known = stored.get(id) ?? firstById.get(id)!.record.event.fingerprint;
    if (known === record.event.fingerprint) return { status: 'unchanged', id };
    return { status: 'refused', id, finding: eventIdTaken(record.event.eventId ?? id) };
  });
}

function itemsOf(rows: readonly EventRow[]): ItemRow[] {
  const items = new Map<string, ItemRow>();
  for (const { record, partyIds, derived } of rows) describeItems(items, record, partyIds, derived.hub);
  return [...items.values()];
}

async function insertDerived(
  tx: Tx,
  rows: readonly EventRow[],
  items: readonly ItemRow[],
  audience: Audience,
): Promise<void> {
  // sent one behind the other without waiting: the database goes on while the next is written here
  const [corrected] = await Promise.all([
    correctedBy(tx, rows),
    insertParties(tx, rows),
    insertEventItems(tx, rows),
    insertTerms(tx, rows),
    insertItems(tx, items, audience === 'private'),
    insertLinks(tx, rows),
    touch(tx, rows),
  ]);
  await voidCorrected(tx, corrected);
  const parents = rows.flatMap(({ derived }) => [
    ...derived.unpackings.map(({ parentId }) => parentId),
    ...derived.links.filter(({ kind }) => kind !== 't').map(({ outputId }) => outputId),
  ]);
  await refreshLinks(tx, [...new Set(parents)]);
}

/** The declarer's own records are compared with all of them, each party's with those that name it. */
async function touch(tx: Tx, rows: readonly EventRow[]): Promise<void> {
  const idsOf = new Map<string, string[]>([[organisationOf(tx.actor), rows.map(({ id }) => id)]]);
  for (const { id, partyIds } of rows)
    for (const partyId of partyIds) {
      const known = idsOf.get(partyId);
      if (known) known.push(id);
      else idsOf.set(partyId, [id]);
    }
  for (const [organisationId, ids] of [...idsOf].sort(([a], [b]) => (a < b ? -1 : 1)))
    await touchRecords(tx, { type: 'event', ids, organisationIds: [organisationId] });
}

interface MergedItem {
  readonly id: string;
  readonly role: string;
  quantity?: number;
  readonly unit?: string;
}

/** One row an item and role: EPCIS lets several lines of the same class stand in one list, and they add up. */
function mergedItems(items: readonly EventItem[]): MergedItem[] {
  const merged = new Map<string, MergedItem>();
  for (const item of items) {
    const id = itemId(item.uri);
    const known = merged.get(`${item.role}:${id}`);
    if (!known)
      merged.set(`${item.role}:${id}`, { id, role: item.role, quantity: item.quantity, unit: item.uom });
    else if (item.quantity !== undefined && known.unit === item.uom)
      known.quantity = (known.quantity ?? 0) + item.quantity;
  }
  return [...merged.values()];
}
