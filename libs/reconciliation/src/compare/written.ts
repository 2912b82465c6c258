import { describeIdentifier } from '@maillon/epcis';
import { unitFromText } from '@maillon/filieres';

/** The code of a unit as an event writes it (EA, C62, kg); what is unknown stays as it is. Without one, pieces. */
export const unitOf = (written: string | null): string =>
  written === null ? 'H87' : (unitFromText(written) ?? written);

/** `urn:maillon:item:<authority>:<product reference>:<lot>`, each part percent-encoded as canonicalUri does. */
const PRIVATE_ITEM = /^urn:maillon:item:[^:]+:([^:]+):/;

/** The product that an identifier names: GTIN, or the item number of a private one. */
export function productOf(uri: string | null): string | null {
  if (uri === null) return null;
  const own = PRIVATE_ITEM.exec(uri)?.[1];
  return describeIdentifier(uri).gtin ?? (own === undefined ? null : decodeURIComponent(own));
}
