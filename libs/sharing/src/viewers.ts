import { readPartyUri } from '@maillon/epcis';
import { isUuid, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { membersNamed, PartyName } from '@maillon/membership';
import { Audience } from './audience.js';

/** What decides who sees a record: the parties that it names, by URI, and the organisations it is shared with, by id. */
export interface Shared {
  readonly parties: readonly { readonly kind: 'source' | 'destination'; readonly uri: string }[];
  readonly sharedWith: readonly string[];
}

/** A member that may see a record besides its declarer, and as what. */
export interface Viewer {
  readonly organisationId: string;
  readonly relation: 'destination' | 'source' | 'shared';
}

/**
 * For each record, in order, the members of the filière that may see it besides its declarer, sorted by id; none when private.
 * These ids stand in the row itself: the visibility rule in the database reads them there and joins nothing.
 */
export async function viewersOf(tx: Tx, records: readonly Shared[], audience: Audience): Promise<Viewer[][]> {
  if (audience === 'private') return records.map(() => []);
  const declarantId = organisationOf(tx.actor);
  const memberOf = await memberResolver(tx, records);
  return records.map(({ parties, sharedWith }) => {
    const relations = new Map<string, Viewer['relation']>();
    // who receives counts as receiver even where it is named otherwise too
    const named = [
      ...sharedWith.map((id) => [id, 'shared'] as const),
      ...byKind(parties, 'source'),
      ...byKind(parties, 'destination'),
    ];
    for (const [name, relation] of named) {
      const member = memberOf(name);
      if (member && member !== declarantId) relations.set(member, relation);
    }
    const viewers = [...relations].map(([organisationId, relation]) => ({ organisationId, relation }));
    return viewers.sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1));
  });
}

const byKind = (parties: Shared['parties'], kind: 'source' | 'destination') =>
  parties.filter((party) => party.kind === kind).map(({ uri }) => [uri, kind] as const);

/** One look-up for all the names of a batch. */
async function memberResolver(
  tx: Tx,
  records: readonly Shared[],
): Promise<(name: string) => string | undefined> {
  const names = new Map<string, PartyName>();
  for (const { parties, sharedWith } of records) {
    for (const { uri } of parties) {
      const name = names.has(uri) ? undefined : partyName(uri);
      if (name) names.set(uri, name);
    }
    for (const id of sharedWith) if (isUuid(id)) names.set(id, { scheme: 'organisation', value: id });
  }
  const members = await membersNamed(tx, [...names.values()]);
  return (key) => {
    const name = names.get(key);
    return name && members.get(`${name.scheme}:${name.value}`);
  };
}

/** A party without any number of its own is named by its id on this platform. */
export function partyName(uri: string): PartyName | undefined {
  const name = readPartyUri(uri);
  return name?.scheme === 'private' && isUuid(name.value)
    ? { scheme: 'organisation', value: name.value }
    : name;
}
