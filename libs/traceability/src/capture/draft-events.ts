import { CanonicalEvent, canonicalMembers, eventTerms, standaloneEvent } from '@maillon/epcis';
import { derivedId } from '@maillon/kernel';
import { termHash } from '../query/term-hash.js';
import { CaptureRecord } from './capture.types.js';
import { declarationText } from './declaration-text.js';
import { Derived, deriveLinks } from './derive-links.js';
import { named } from './event-name.js';
import { MergedItem, mergeItems } from './merge-items.js';

/** An event without the form in which it came and without its items: its draft holds these as text and merged. */
export type DraftedEvent = Omit<
  CanonicalEvent,
  'original' | 'context' | 'items' | 'transactions' | 'certifications'
>;

/** What is recorded of one event, when it waits for its transaction. */
export type DraftedRecord = Omit<CaptureRecord, 'event'> & { readonly event: DraftedEvent };

/** All of an event that can be known before its transaction: made while the transaction before it is under way. */
export interface EventDraft {
  readonly id: string;
  readonly record: DraftedRecord;
  /** Of an error declaration: the id that its event has or will have. */
  readonly correctsId?: string;
  /** The id in its eventID, where that is of the kind that this platform gives and was not given to this event. */
  readonly givenId?: string;
  readonly derived: Derived;
  readonly items: readonly MergedItem[];
  /** The event as declared, as JSON text. */
  readonly document: string;
  /** Its members that are spelt otherwise in canonical form, as JSON text. */
  readonly canonical: string;
  /** Hashes of the terms by which queries look it up, as a PostgreSQL array. */
  readonly terms: string;
}

/**
 * Drafts events: ids, links, items. The id is derived from the declarer and the event's own id, or its content where it
 * has none, so that declaring again changes nothing. An error declaration has one of its own, derived from all that it says.
 */
export function draftEvents(declarantId: string, records: readonly CaptureRecord[]): EventDraft[] {
  return records.map(({ event: declared, ...more }) => {
    const { event, plainId, givenId } = named(declarantId, declared);
    const kept = searchable(event);
    const items = mergeItems(event.items);
    const correction = event.errorDeclaration && declarationText(kept);
    const id = correction ? derivedId('correction', plainId, event.fingerprint, correction) : plainId;
    return {
      id,
      record: { event: draftedEvent(event), ...more },
      ...(correction && { correctsId: plainId }),
      ...(givenId && { givenId }),
      derived: deriveLinks(event, items, id),
      items,
      ...kept,
    };
  });
}

/** Drafts wait by the thousand: what was read must not wait with them twice, as objects and as text. */
function draftedEvent(event: CanonicalEvent): DraftedEvent {
  return {
    type: event.type,
    eventId: event.eventId,
    eventTime: event.eventTime,
    eventTimeZoneOffset: event.eventTimeZoneOffset,
    action: event.action,
    bizStep: event.bizStep,
    disposition: event.disposition,
    readPoint: event.readPoint,
    bizLocation: event.bizLocation,
    transformationId: event.transformationId,
    parties: event.parties,
    ilmd: event.ilmd,
    errorDeclaration: event.errorDeclaration,
    fingerprint: event.fingerprint,
  };
}

/** The event as it is kept, and what queries find it by. */
export function searchable(event: CanonicalEvent): Pick<EventDraft, 'document' | 'canonical' | 'terms'> {
  const document = standaloneEvent(event);
  const canonical = canonicalMembers(document);
  const terms = eventTerms(event, { ...document, ...canonical });
  return {
    document: JSON.stringify(document),
    canonical: JSON.stringify(canonical),
    terms: `{${[...new Set(terms.map(termHash))].join(',')}}`,
  };
}
