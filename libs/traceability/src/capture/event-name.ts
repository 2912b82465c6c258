import { CanonicalEvent } from '@maillon/epcis';
import { derivedId } from '@maillon/kernel';

/** The eventID under which an event is told whose declarer gave it none: our id of it, a UUID of version 8 (see derivedId). */
const GIVEN = /^urn:uuid:([0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/i;

interface Named {
  readonly event: CanonicalEvent;
  /** Our id of the event, also where this is an error declaration of it. */
  readonly plainId: string;
  readonly givenId?: string;
}

/**
 * Our id of an event, by its own id or, where it has none, by its content; and the event as it is kept under it. Whoever sends an event
 * without an id back under the one that it was told under means that event.
 */
export function named(declarantId: string, event: CanonicalEvent): Named {
  const { eventId, fingerprint } = event;
  const given = eventId === undefined ? undefined : GIVEN.exec(eventId)?.[1]?.toLowerCase();
  if (eventId !== undefined && given === undefined)
    return { event, plainId: derivedId('event', declarantId, eventId) };
  const ofContent = derivedId('event', declarantId, fingerprint);
  if (eventId === undefined || given === ofContent)
    return { event: withoutName(event, ofContent), plainId: ofContent };
  return { event, plainId: derivedId('event', declarantId, eventId), givenId: given! };
}

/** Such an event is kept without an id; its error declaration names it by the one that it is told under. */
function withoutName(event: CanonicalEvent, id: string): CanonicalEvent {
  if (event.errorDeclaration) {
    const eventID = `urn:uuid:${id}`;
    return { ...event, eventId: eventID, original: { ...event.original, eventID } };
  }
  if (event.eventId === undefined) return event;
  const { eventID: _, ...original } = event.original;
  return { ...event, eventId: undefined, original };
}
