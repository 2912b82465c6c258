/** The eventID under which an event is told whose declarer gave it none: `urn:uuid:` and our id of it. */
const GIVEN = /^urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

interface EventNames {
  /** Ids that declarers gave, or that error declarations repeat. */
  readonly names: readonly string[];
  /** Our ids of events that have none of their own. */
  readonly ids: readonly string[];
}

/** What the ids of EQ_eventID may be: one that its declarer gave, to the letter, or one that we gave, in either case (RFC 9562, section 4). */
export function eventNames(asked: readonly string[]): EventNames {
  const ids = asked.flatMap((name) => GIVEN.exec(name)?.[1]?.toLowerCase() ?? []);
  return {
    names: [...new Set([...asked, ...ids.map((id) => `urn:uuid:${id}`)])],
    ids: [...new Set(ids)],
  };
}
