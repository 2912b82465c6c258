import { readPartyUri } from '@maillon/epcis';
import { isUuid, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { membersNamed, PartyName } from '@maillon/membership';
import { Audience } from './audience.js';

/** What decides who sees a record: the parties that it names, by URI, and the organisations it is shared with, by id. */
export interface Shared {
  readonly partyUris: readonly string[];
  readonly sharedWith: readonly string[];
}

/**
 * For each record, in order, the members of the filière that may see it besides its declarer, sorted; none when private.
 * These ids stand in the row itself: the visibility rule in the database reads them there and joins nothing.
 */
export async function viewersOf(tx: Tx, records: readonly Shared[], audience: Audience): Promise<string[][]> {
  if (audience === 'private') return records.map(() => []);
  const declarantId = organisationOf(tx.actor);
  const names = new Map<string, PartyName>();
  for (const { partyUris, sharedWith } of records) {
    for (const uri of partyUris) {
      const name = names.has(uri) ? undefined : partyName(uri);
      if (name) names.set(uri, name);
    }
    for (const id of sharedWith) if (isUuid(id)) names.set(id, { scheme: 'organisation', value: id });
  }
  const members = await membersNamed(tx, [...names.values()]);
  const memberOf = (key: string): string | undefined => {
    const name = names.get(key);
    return name && members.get(`${name.scheme}:${name.value}`);
  };
  return records.map(({ partyUris, sharedWith }) => {
    const viewers = [...partyUris, ...sharedWith].map(memberOf);
    return [...new Set(viewers)].filter((id): id is string => id !== undefined && id !== declarantId).sort();
  });
}

/** A party without any number of its own is named by its id on this platform. */
export function partyName(uri: string): PartyName | undefined {
  const name = readPartyUri(uri);
  return name?.scheme === 'private' && isUuid(name.value) ? { scheme: 'organisation', value: name.value } : name;
}
