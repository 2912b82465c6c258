import { Finding, isUuid } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { checkIdentifier, membersNamed } from '@maillon/membership';
import { partnerIsSelf, partnerMissing, partnerNotActive } from './messages.js';

/** A partner as somebody names it: an id of this platform, or numbers of which any may be known here. */
export interface PartnerName {
  readonly id?: string;
  readonly identifiers?: readonly { readonly scheme: string; readonly value: string }[];
  /** What to keep where it has no number under which members are known. */
  readonly fallback?: string;
}

export type FoundPartner =
  { readonly id: string | null; readonly name: string | null } | { readonly finding: Finding };

/** The member that a name stands for; where none is known by it, the name is kept (`scheme:value`) and the id is null. */
export async function findPartner(tx: Tx, partner: PartnerName): Promise<FoundPartner> {
  const names: { scheme: string; value: string }[] = [];
  if (partner.id && isUuid(partner.id)) names.push({ scheme: 'organisation', value: partner.id });
  for (const { scheme, value } of partner.identifiers ?? []) {
    const checked = checkIdentifier(scheme, value);
    if (!checked.ok) return { finding: { ...checked.finding, path: 'partner.identifier' } };
    names.push({ scheme, value: checked.value });
  }
  const [first] = names;
  if (!first) return partner.fallback ? { id: null, name: partner.fallback } : { finding: partnerMissing };
  const members = await membersNamed(tx, names);
  const id = names
    .map(({ scheme, value }) => members.get(`${scheme}:${value}`))
    .find((found) => found !== undefined);
  if (id === tx.actor.organisationId) return { finding: partnerIsSelf };
  if (id) return { id, name: null };
  return first.scheme === 'organisation'
    ? { finding: partnerNotActive }
    : { id: null, name: `${first.scheme}:${first.value}` };
}
