import { EdifactSegment, InterchangeParty } from '@maillon/formats';
import { PartyIdentifier, PartyRef } from '../edi-types.js';
import { edifactIdentifier, interchangeIdentifier } from '../party-identifiers.js';

export interface SegmentParties {
  /** The party of the first of these qualifiers (3035) that the message has. */
  first(qualifiers: readonly string[]): PartyRef | undefined;
  segment(qualifiers: readonly string[]): EdifactSegment | undefined;
  /** What a document field says of a place: its name, else its first identifier. */
  place(qualifiers: readonly string[]): string | undefined;
}

interface FoundParty {
  readonly segment: EdifactSegment;
  readonly identifiers: PartyIdentifier[];
  readonly name?: string;
}

/** Parties of the header: NAD with the RFF behind it (VA: VAT number; GN, XA: company register number). */
export function readParties(segments: readonly EdifactSegment[]): SegmentParties {
  const found = new Map<string, FoundParty>();
  let current: FoundParty | undefined;
  for (const segment of segments) {
    const { tag } = segment;
    if (tag === 'LIN' || tag === 'CPS' || tag === 'UNS') break;
    if (tag === 'NAD') {
      current = partyOf(segment);
      const qualifier = segment.value(1);
      if (!found.has(qualifier)) found.set(qualifier, current);
    } else if (tag === 'RFF' && current) addReference(current, segment);
    else if (!['LOC', 'CTA', 'COM', 'DTM', 'FII'].includes(tag)) current = undefined;
  }
  const one = (qualifiers: readonly string[]): FoundParty | undefined =>
    qualifiers.map((qualifier) => found.get(qualifier)).find((party) => party !== undefined);
  return {
    segment: (qualifiers) => one(qualifiers)?.segment,
    first: (qualifiers) => {
      const party = one(qualifiers);
      return party && { identifiers: party.identifiers, ...(party.name && { name: party.name }) };
    },
    place: (qualifiers) => {
      const party = one(qualifiers);
      return party && (party.identifiers[0]?.value ?? party.name);
    },
  };
}

function partyOf(segment: EdifactSegment): FoundParty {
  const identifier = edifactIdentifier(segment.value(2, 1), segment.value(2, 3));
  const structured = [1, 2].map((component) => segment.value(4, component));
  const free = segment.value(3, 1);
  const name = structured.filter((part) => part !== '').join(' ') || free;
  return { segment, identifiers: identifier ? [identifier] : [], ...(name && { name }) };
}

function addReference(party: FoundParty, segment: EdifactSegment): void {
  const [qualifier, value] = [segment.value(1, 1), segment.value(1, 2)];
  if (party.identifiers.length >= 20) return;
  if (qualifier === 'VA') {
    if (value !== '')
      party.identifiers.push({ scheme: 'vat', value: value.replace(/\s/g, ''), agency: 'VA' });
  } else if (qualifier === 'GN' || qualifier === 'XA' || qualifier === 'YC1') {
    const identifier = edifactIdentifier(value, '');
    if (identifier) party.identifiers.push({ ...identifier, agency: qualifier });
  }
}

/** Sender or recipient of an interchange as a party. */
export function partyOfEnvelope(party: InterchangeParty | undefined): PartyRef {
  const identifier = party && interchangeIdentifier(party.id, party.qualifier ?? '');
  return { identifiers: identifier ? [identifier] : [] };
}
