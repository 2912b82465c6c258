const VOCABULARY = 'https://gs1.org/voc/';

export interface ItemLinks {
  /** The address asked for, in canonical spelling. */
  readonly anchor: string;
  readonly title: string;
  /** The item's page, for people. */
  readonly page: string;
  /** Its events by EPCIS 2.0 REST, for machines. */
  readonly events: string;
}

/** What each link type of the GS1 Web Vocabulary that is offered leads to, the default first. */
const TARGETS = { defaultLink: 'page', pip: 'page', traceability: 'events', epcis: 'events' } as const;

/** The links of an item as a linkset (RFC 9264, 4.2) in the GS1 Web Vocabulary's link types. */
export function linksetOf({ anchor, title, page, events }: ItemLinks): object {
  const about = {
    page: { href: page, title, type: 'text/html', hreflang: ['fr', 'en'] },
    events: { href: events, title, type: 'application/ld+json' },
  };
  const links = Object.entries(TARGETS).map(([type, target]) => [`${VOCABULARY}${type}`, [about[target]]]);
  return { linkset: [{ anchor, itemDescription: title, ...Object.fromEntries(links) }] };
}

/** What `linkType` asks for: everything, one target, or nothing that is offered. Prefix `gs1:` or the whole address. */
export function linkTarget(linkType: string | null): 'all' | 'page' | 'events' | undefined {
  if (linkType === 'all' || linkType === 'linkset') return 'all';
  const name = /^(?:gs1:|https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc\/)(\w+)$/.exec(linkType ?? '')?.[1] ?? '';
  return Object.hasOwn(TARGETS, name) ? TARGETS[name as keyof typeof TARGETS] : undefined;
}
