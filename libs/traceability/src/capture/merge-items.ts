import { EventItem, itemId } from '@maillon/epcis';

/** What an event says of one item in one role. */
export interface MergedItem {
  readonly id: string;
  readonly uri: string;
  readonly role: EventItem['role'];
  quantity?: number;
  readonly unit?: string;
}

/** One row an item and role: EPCIS lets several lines of the same class stand in one list, and they add up. */
export function mergeItems(items: readonly EventItem[]): MergedItem[] {
  const merged = new Map<string, MergedItem>();
  for (const item of items) {
    const id = itemId(item.uri);
    const { role, uri, quantity, uom: unit } = item;
    const known = merged.get(`${role}:${id}`);
    if (!known) merged.set(`${role}:${id}`, { id, uri, role, quantity, unit });
    else if (item.quantity !== undefined && known.unit === item.uom)
      known.quantity = added(known.quantity ?? 0, item.quantity);
  }
  return [...merged.values()];
}

/** A sum of decimals as people add them: 0.1 and 0.2 are 0.3. A double holds 15 digits of any decimal. */
const added = (a: number, b: number): number => Number((a + b).toPrecision(15));
