import { PartyRef } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { checkIdentifier, membersNamed } from '@maillon/membership';
import { keysOf } from '../awaited/awaited.js';
import { PartnerName } from '../documents/find-partner.js';

/** Schemes under which members are known; numbers that partners give each other are not. */
const KNOWN = new Set(['gln', 'duns', 'siren', 'siret', 'vat']);

/** A party of a message as the platform looks for members: its valid public numbers, and a name where it has none. */
export function partnerOf(party: PartyRef): PartnerName {
  const identifiers = party.identifiers.flatMap(({ scheme, value }) => {
    const checked = KNOWN.has(scheme) ? checkIdentifier(scheme, value) : undefined;
    return checked?.ok ? [{ scheme: checked.scheme as string, value: checked.value }] : [];
  });
  const [first] = party.identifiers;
  const fallback = first ? `${first.scheme}:${first.value}` : party.name;
  return { identifiers, ...(fallback && { fallback: fallback.slice(0, 200) }) };
}

/** The member that a party is; undefined where none is known by its numbers. */
export async function memberOf(tx: Tx, party: PartyRef): Promise<string | undefined> {
  const names = partnerOf(party).identifiers ?? [];
  const members = await membersNamed(tx, names);
  return names.map(({ scheme, value }) => members.get(`${scheme}:${value}`)).find((id) => id !== undefined);
}

/** Every name under which a party that is not here yet is awaited, `scheme:value`, the first one first. */
export function namesOf(party: PartyRef): string[] {
  const { identifiers = [], fallback } = partnerOf(party);
  const names = identifiers.flatMap(({ scheme, value }) => keysOf(`${scheme}:${value}`));
  return names.length ? [...new Set(names)] : fallback ? [fallback] : [];
}
