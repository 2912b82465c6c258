import { describeIdentifier, itemId } from '@maillon/epcis';
import { ItemDescription } from './capture.types.js';
import { DerivedHub } from './derive-links.js';
import { DraftedEvent, EventDraft } from './draft-events.js';
import { MergedItem } from './merge-items.js';

/** A row of `item`: what this declarer says of one thing. */
export interface ItemRow {
  readonly id: string;
  readonly uri: string;
  readonly level: string;
  readonly label: string;
  granularity?: string;
  name?: string;
  keyData: Record<string, unknown>;
  certificates: unknown[];
  quantity?: number;
  unit?: string;
  madeAt?: string;
  partyIds: Set<string>;
}

/** Puts into `rows` every item that an event names, with what the event and the form say of it. */
export function describeItems(
  rows: Map<string, ItemRow>,
  { record, items, derived: { hub } }: EventDraft,
  partyIds: readonly string[],
): void {
  const { event } = record;
  for (const item of items) {
    const row = rowOf(rows, item.uri, item.id);
    for (const party of partyIds) row.partyIds.add(party);
    if (!isMaking(event, item)) continue;
    row.madeAt = row.madeAt && row.madeAt < event.eventTime ? row.madeAt : event.eventTime;
    if (item.quantity !== undefined) [row.quantity, row.unit] = [item.quantity, item.unit];
    if (item.role !== 'parent') Object.assign(row.keyData, simpleMembers(event.ilmd));
  }
  for (const description of record.descriptions ?? [])
    applyDescription(rowOf(rows, description.uri, itemId(description.uri)), description);
  if (hub) hubRow(rows, hub, partyIds);
}

/** The event by which an item comes to be: an ObjectEvent or parent of an ADD, the output of a transformation. */
function isMaking(event: DraftedEvent, item: MergedItem): boolean {
  if (event.errorDeclaration) return false;
  if (item.role === 'output') return true;
  return (
    event.action === 'ADD' &&
    (item.role === 'parent' || (event.type === 'ObjectEvent' && item.role === 'epc'))
  );
}

function rowOf(rows: Map<string, ItemRow>, uri: string, id: string): ItemRow {
  const known = rows.get(id);
  if (known) return known;
  const { level, label } = describeIdentifier(uri);
  const row: ItemRow = {
    id,
    uri,
    level,
    label: label.slice(0, 200),
    keyData: {},
    certificates: [],
    partyIds: new Set(),
  };
  rows.set(id, row);
  return row;
}

function hubRow(rows: Map<string, ItemRow>, hub: DerivedHub, partyIds: readonly string[]): void {
  const known = rows.get(hub.id);
  const row: ItemRow = known ?? {
    ...hub,
    level: 'transformation',
    label: 'Transformation',
    keyData: {},
    certificates: [],
    partyIds: new Set(),
  };
  for (const party of partyIds) row.partyIds.add(party);
  rows.set(hub.id, row);
}

function applyDescription(row: ItemRow, description: ItemDescription): void {
  if (description.name) row.name = description.name;
  if (description.granularity) row.granularity = description.granularity;
  Object.assign(row.keyData, description.keyData);
  row.certificates.push(...(description.certificates ?? []));
}

/** ILMD members that are plain values, under their name without prefix; nested ones stay in the document alone. */
function simpleMembers(ilmd: DraftedEvent['ilmd']): Record<string, unknown> {
  if (!ilmd) return {};
  const simple = Object.entries(ilmd).filter(([, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value),
  );
  return Object.fromEntries(simple.map(([name, value]) => [name.slice(name.search(/[^/#:]*$/)), value]));
}
