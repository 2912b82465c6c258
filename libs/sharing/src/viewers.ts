import { readPartyUri } from '@maillon/epcis';
import { isUuid, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { membersNamed, PartyName } from '@maillon/membership';
import { Audience } from './audience.js';

interface NamedParty {
  readonly kind: 'source' | 'destination';
  /** CBV 2.0, 7.4: `possessing_party`, `location` or `owning_party`, or a type of the sender's own. */
  readonly type?: string;
  readonly uri: string;
}

/** What decides who sees a record: the parties that it names, by URI, and the organisations it is shared with, by id. */
export interface Shared {
  readonly parties: readonly NamedParty[];
  readonly sharedWith: readonly string[];
}

/** A member that may see a record besides its declarer, and as what. */
export interface Viewer {
  readonly organisationId: string;
  readonly relation: 'destination' | 'source' | 'shared';
}

/** Members by the names that records call them: what was looked up already. Names that no member has are in it too. */
export type MemberDirectory = Map<string, string | undefined>;

/**
 * For each record, in order, the members of the filière that may see it besides its declarer, sorted by id; none when private.
 * These ids stand in the row itself: the visibility rule in the database reads them there and joins nothing.
 */
export async function viewersOf(
  tx: Tx,
  records: readonly Shared[],
  audience: Audience,
  members: MemberDirectory = new Map(),
): Promise<Viewer[][]> {
  if (audience === 'private') return records.map(() => []);
  const declarantId = organisationOf(tx.actor);
  await lookUp(tx, records, members);
  const memberOf = (name: string) => members.get(name);
  return records.map(({ parties, sharedWith }) => {
    if (!parties.length && !sharedWith.length) return [];
    const relations = new Map<string, Viewer['relation']>();
    const set = (names: readonly string[], relation: Viewer['relation']) => {
      for (const member of names.map(memberOf)) {
        if (member && member !== declarantId) relations.set(member, relation);
      }
    };
    const known = parties.filter(({ uri }) => memberOf(uri));
    set([...sharedWith, ...known.map(({ uri }) => uri)], 'shared');
    // who receives counts as receiver even where it is named otherwise too
    set(holders(known, 'source'), 'source');
    set(holders(known, 'destination'), 'destination');
    const viewers = [...relations].map(([organisationId, relation]) => ({ organisationId, relation }));
    return viewers.sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1));
  });
}

/** Who has the goods in hand: an owner that has them delivered elsewhere sees the event, and neither ships nor receives. */
function holders(parties: readonly NamedParty[], kind: NamedParty['kind']): string[] {
  const sides = parties.filter((party) => party.kind === kind);
  const least = Math.min(...sides.map(rankOf));
  return sides.filter((party) => rankOf(party) === least).map(({ uri }) => uri);
}

const RANKS = ['possessing_party', 'location', 'owning_party'];
const rankOf = ({ type }: NamedParty): number => {
  const rank = RANKS.indexOf(type ?? '');
  return rank < 0 ? RANKS.length : rank;
};

/** One look-up for all the names of a batch that are not known yet. */
async function lookUp(tx: Tx, records: readonly Shared[], members: MemberDirectory): Promise<void> {
  const names = new Map<string, PartyName | undefined>();
  for (const { parties, sharedWith } of records) {
    for (const { uri } of parties) if (!members.has(uri) && !names.has(uri)) names.set(uri, partyName(uri));
    for (const id of sharedWith)
      if (!members.has(id)) names.set(id, isUuid(id) ? { scheme: 'organisation', value: id } : undefined);
  }
  const found = await membersNamed(
    tx,
    [...names.values()].filter((name) => name !== undefined),
  );
  for (const [key, name] of names) members.set(key, name && found.get(`${name.scheme}:${name.value}`));
}

/** A party without any number of its own is named by its id on this platform. */
export function partyName(uri: string): PartyName | undefined {
  const name = readPartyUri(uri);
  return name?.scheme === 'private' && isUuid(name.value)
    ? { scheme: 'organisation', value: name.value }
    : name;
}
