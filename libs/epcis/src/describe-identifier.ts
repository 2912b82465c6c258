import { derivedId } from '@maillon/kernel';
import { readGs1Id } from './canonical-uri.js';
import { IdentifierLevel } from './gs1-keys.js';
import { asKept } from './kept-text.js';
import { decodePart } from './uri.js';

export type { IdentifierLevel } from './gs1-keys.js';

export interface IdentifierDescription {
  /** sgtin, lgtin, gtin, sscc, gln, pgln, grai, giai, gdti, sgcn, gsrn, gsrnp, ginc, gsin, cpi, itip, upui, or private. */
  readonly scheme: string;
  readonly level: IdentifierLevel;
  /** 14 digits. */
  readonly gtin?: string;
  readonly lot?: string;
  readonly serial?: string;
  /** Short text for people: the lot or serial number, else the number of the key. */
  readonly label: string;
}

/** The platform's own items: `urn:maillon:item:<authority>:<product reference>:<lot>`, each part percent-encoded. */
const PRIVATE_ITEM = /^urn:maillon:item:([^:]+):([^:]+):([^:]+)$/;

/** A part of an identifier as people read it: it may hold %00, which no database takes. */
const readable = (part: string): string => asKept(decodePart(part));

/** Says what an identifier names, in either GS1 spelling or private. Total: never throws. */
export function describeIdentifier(uri: string): IdentifierDescription {
  const id = readGs1Id(uri);
  if (!id) return describePrivate(uri);
  const { key, number } = id;
  const serial = id.serial === undefined ? undefined : readable(id.serial);
  const label =
    key.tail === 'joined' || key.ai === '414'
      ? [number, serial].filter(Boolean).join(' ')
      : (serial ?? readable(number));
  return {
    scheme: key.scheme,
    level: key.level,
    gtin: key.ai === '01' || key.ai === '8006' ? number : undefined,
    lot: key.tail === '/10/' ? serial : undefined,
    serial: key.tail === '/10/' ? undefined : serial,
    label,
  };
}

function describePrivate(uri: string): IdentifierDescription {
  const item = PRIVATE_ITEM.exec(uri);
  if (item) return { scheme: 'private', level: 'lot', lot: readable(item[3]!), label: readable(item[3]!) };
  const last = uri.split(/[/:#]/).findLast((part) => part !== '') ?? uri;
  return { scheme: 'private', level: 'other', label: readable(last) };
}

const REMEMBERED = 2000;
const recentIds = new Map<string, string>();

/** The id of an item: the same thing has the same id wherever it is named. Expects the canonical URI. */
export function itemId(canonicalUri: string): string {
  // one event asks for the id of each of its items several times
  let id = recentIds.get(canonicalUri);
  if (!id) {
    if (recentIds.size >= REMEMBERED) recentIds.clear();
    id = derivedId('item', canonicalUri);
    recentIds.set(canonicalUri, id);
  }
  return id;
}
