import { setImmediate } from 'node:timers/promises';
import { Tx } from '@maillon/db';
import { touchRecords } from '@maillon/feed';
import { organisationOf, toAwaitLater } from '@maillon/kernel';
import { Audience, MemberDirectory, Viewer, viewersOf } from '@maillon/sharing';
import { CaptureOutcome } from './capture.types.js';
import { describeItems, ItemRow } from './describe-items.js';
import { contradictions } from './contradictions.js';
import { EventDraft } from './draft-events.js';
import { insertEvents, storedEvents } from './insert-events.js';
import { insertResourceValues } from './insert-resource-values.js';
import { insertEventItems, insertItems, insertLinks, insertParties, insertTerms } from './insert-rows.js';
import { eventIdTaken } from './messages.js';
import { correctedBy, refreshLinks, voidCorrected } from './refresh-links.js';

export interface WriteOptions {
  readonly audience: Audience;
  readonly importJobId?: string;
}

/** One event on its way into the tables: its draft, and who may see it besides its declarer. */
export interface EventRow extends EventDraft {
  readonly viewers: readonly Viewer[];
  readonly partyIds: readonly string[];
}

/** A statement made up whole, to be sent when its turn comes. */
export type Ready = () => Promise<unknown>;

/**
 * Records drafted events with everything derived from them, in the transaction given: arrays, not rows.
 * Answers one outcome per draft, in order.
 */
export async function writeEvents(
  tx: Tx,
  drafts: readonly EventDraft[],
  options: WriteOptions,
): Promise<CaptureOutcome[]> {
  const writer = new EventWriter(tx, options);
  const outcomes = await writer.write(drafts);
  await writer.end();
  return outcomes;
}

/**
 * Writes batches of drafted events one behind the other in one transaction, as writeEvents does one. The next batch may be handed over
 * while the database is busy with what the one before entails; before the transaction ends, `end` waits for the last.
 */
export class EventWriter {
  private readonly members: MemberDirectory = new Map();
  private underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly tx: Tx,
    private readonly options: WriteOptions,
  ) {}

  /** One outcome per draft, in order, once the events themselves stand in their table. */
  async write(drafts: readonly EventDraft[]): Promise<CaptureOutcome[]> {
    const refused = await contradictions(this.tx, drafts);
    const outcomes = await this.record(refused.size ? drafts.filter((draft) => !refused.has(draft)) : drafts);
    if (!refused.size) return outcomes;
    const others = outcomes.values();
    return drafts.map((draft): CaptureOutcome => {
      const finding = refused.get(draft);
      return finding ? { status: 'refused', id: draft.id, finding } : others.next().value!;
    });
  }

  private async record(drafts: readonly EventDraft[]): Promise<CaptureOutcome[]> {
    if (!drafts.length) return [];
    const { tx, options } = this;
    const rows = await this.withViewers(drafts);
    const firstById = new Map<string, EventRow>();
    for (const row of rows) if (!firstById.has(row.id)) firstById.set(row.id, row);

    const unique = [...firstById.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const adding = toAwaitLater(insertEvents(tx, unique, options));
    // they leave at the end of this turn
    await setImmediate();
    // as a rule all are new, and the database is busy with them
    const ofAll = entailed(tx, unique, options.audience);
    const added = await adding;
    const fresh = unique.filter(({ id }) => added.has(id));
    const ofFresh = fresh.length === unique.length ? ofAll : entailed(tx, fresh, options.audience);
    this.underWay = toAwaitLater(bothOf(this.underWay, insertEntailed(tx, ofFresh)));
    if (fresh.length === drafts.length) return rows.map(({ id }) => ({ status: 'accepted', id }));

    const known = unique.filter(({ id }) => !added.has(id));
    const stored = await storedEvents(
      tx,
      known.map(({ id }) => id),
    );
    return rows.map((row) => outcomeOf(row, firstById.get(row.id)!, stored.get(row.id)));
  }

  /** Waits until nothing is under way any more. Throws what the database refused. */
  end(): Promise<void> {
    return this.underWay;
  }

  private async withViewers(drafts: readonly EventDraft[]): Promise<EventRow[]> {
    const shared = drafts.map(({ record: { event, sharedWith = [] } }) => ({
      parties: event.parties,
      sharedWith,
    }));
    const viewers = await viewersOf(this.tx, shared, this.options.audience, this.members);
    return drafts.map((draft, index): EventRow => ({
      ...draft,
      viewers: viewers[index]!,
      partyIds: viewers[index]!.map(({ organisationId }) => organisationId),
    }));
  }
}

/** `stored`: the fingerprint of the event that stood there under this id before. */
function outcomeOf(row: EventRow, first: EventRow, stored: string | undefined): CaptureOutcome {
  const { id } = row;
  const { event } = row.record;
  if (row === first && stored === undefined) return { status: 'accepted', id };
  if ((stored ?? first.record.event.fingerprint) === event.fingerprint) return { status: 'unchanged', id };
  return { status: 'refused', id, finding: eventIdTaken(event.eventId ?? id) };
}

function itemsOf(rows: readonly EventRow[]): ItemRow[] {
  const items = new Map<string, ItemRow>();
  for (const row of rows) describeItems(items, row, row.partyIds);
  return [...items.values()];
}

async function bothOf(first: Promise<void>, second: Promise<void>): Promise<void> {
  await Promise.all([first, second]);
}

/** All that some events entail, without the events: these wait no longer once they are recorded. */
interface Entailed {
  readonly ready: readonly Ready[];
  readonly ids: readonly string[];
  /** Events that these correct. */
  readonly corrected: readonly string[];
  /** Items whose contents these change. */
  readonly parents: readonly string[];
  /** Events by the organisations whose records they may agree with or contradict. */
  readonly touched: ReadonlyMap<string, readonly string[]>;
}

function entailed(tx: Tx, rows: readonly EventRow[], audience: Audience): Entailed {
  const parents = new Set<string>();
  for (const { derived } of rows) {
    for (const { parentId } of derived.unpackings) parents.add(parentId);
    for (const { kind, outputId } of derived.links) if (kind !== 't') parents.add(outputId);
  }
  return {
    ready: [
      insertParties(tx, rows),
      insertResourceValues(tx, rows),
      insertEventItems(tx, rows),
      insertTerms(tx, rows),
      insertItems(tx, itemsOf(rows), audience === 'private'),
      ...insertLinks(tx, rows),
    ],
    ids: rows.map(({ id }) => id),
    corrected: rows.flatMap(({ correctsId }) => correctsId ?? []),
    parents: [...parents],
    touched: touchedBy(organisationOf(tx.actor), rows),
  };
}

async function insertEntailed(tx: Tx, { ready, ids, corrected, parents, touched }: Entailed): Promise<void> {
  if (!ids.length) return;
  // sent one behind the other without waiting for an answer
  const [alreadyCorrected] = await Promise.all([
    correctedBy(tx, ids),
    ...ready.map((send) => send()),
    touch(tx, touched),
  ]);
  await voidCorrected(tx, [...corrected, ...alreadyCorrected]);
  await refreshLinks(tx, parents);
}

/** The declarer's own records are compared with all of them, each party's with those that name it. */
function touchedBy(declarantId: string, rows: readonly EventRow[]): Map<string, string[]> {
  const idsOf = new Map<string, string[]>([[declarantId, rows.map(({ id }) => id)]]);
  for (const { id, partyIds } of rows)
    for (const partyId of partyIds) {
      const known = idsOf.get(partyId);
      if (known) known.push(id);
      else idsOf.set(partyId, [id]);
    }
  return idsOf;
}

async function touch(tx: Tx, touched: Entailed['touched']): Promise<void> {
  for (const [organisationId, ids] of [...touched].sort(([a], [b]) => (a < b ? -1 : 1)))
    await touchRecords(tx, { type: 'event', ids, organisationIds: [organisationId] });
}
