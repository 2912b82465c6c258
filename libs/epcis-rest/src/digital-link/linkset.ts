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

/** The links of an item as a linkset (RFC 9264, 4.2) in the GS1 Web Vocabulary's link types. */
export function linksetOf({ anchor, title, page, events }: ItemLinks): object {
  const about = { href: page, title, type: 'text/html', hreflang: ['fr', 'en'] };
  return {
    linkset: [
      {
        anchor,
        itemDescription: title,
        [`${VOCABULARY}defaultLink`]: [about],
        [`${VOCABULARY}pip`]: [about],
        [`${VOCABULARY}traceability`]: [{ href: events, title, type: 'application/ld+json' }],
        [`${VOCABULARY}epcis`]: [{ href: events, title, type: 'application/ld+json' }],
      },
    ],
  };
}
