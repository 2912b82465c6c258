const BITS = 63;
const PER_ORGANISATION = [-2, -4] as const;

/**
 * Two bits of 63 for each organisation, as a number for `trace_event_term.viewers`: a search passes by what others alone may see without
 * reading it. Who shares bits with one that may see an event only makes it look: the policy of the event decides.
 */
export function viewerBits(organisationIds: Iterable<string>): string {
  let bits = 0n;
  // ids end at random, whatever their version (RFC 9562)
  for (const id of organisationIds)
    for (const from of PER_ORGANISATION)
      bits |= 1n << BigInt(parseInt(id.slice(from, from + 2 || undefined), 16) % BITS);
  return bits.toString();
}
