import { randomUUID } from 'node:crypto';
import { canonicalUri, itemId } from '@maillon/epcis';

type Json = Record<string, unknown>;
const LISTS = ['quantityList', 'inputQuantityList', 'outputQuantityList', 'childQuantityList'] as const;

/**
 * The event declared anew with another quantity or unit of one thing, and the declaration that the old one is void in favour
 * of it (EPCIS 2.0, 7.4.1.4: errorDeclaration with correctiveEventIDs). Undefined where that changes nothing.
 */
export function correctedEvent(
  document: Json,
  thingId: string,
  { quantity, unit }: { readonly quantity?: number; readonly unit?: string },
): [Json, Json] | undefined {
  let changed = false;
  const corrected: Json = { ...document, eventID: `urn:uuid:${randomUUID()}` };
  for (const list of LISTS) {
    const entries = document[list];
    if (!Array.isArray(entries)) continue;
    corrected[list] = (entries as Json[]).map((entry) => {
      // spelled as URN or as Digital Link, it is the same thing
      if (itemId(canonicalUri(String(entry['epcClass']))) !== thingId) return entry;
      const next = {
        ...entry,
        ...(typeof quantity === 'number' && { quantity }),
        ...(typeof unit === 'string' && { uom: unit }),
      };
      if (next['quantity'] !== entry['quantity'] || next['uom'] !== entry['uom']) changed = true;
      return next;
    });
  }
  if (!changed) return undefined;
  const errorDeclaration = {
    declarationTime: new Date().toISOString(),
    reason: 'incorrect_data',
    correctiveEventIDs: [corrected['eventID']],
  };
  return [corrected, { ...document, errorDeclaration }];
}
