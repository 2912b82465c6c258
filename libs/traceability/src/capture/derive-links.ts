import { CanonicalEvent } from '@maillon/epcis';
import { derivedId } from '@maillon/kernel';
import { MergedItem } from './merge-items.js';

/** t: transformed, p: packed, a: assembled. */
export type LinkKind = 't' | 'p' | 'a';

export interface DerivedLink {
  readonly inputId: string;
  readonly outputId: string;
  readonly kind: LinkKind;
}

export interface DerivedUnpacking {
  readonly parentId: string;
  /** Absent: everything that was in it. */
  readonly childId?: string;
  readonly kind: 'p' | 'a';
}

/** A node that stands for a transformation itself, where its sides meet in it and not pair by pair. */
export interface DerivedHub {
  readonly id: string;
  readonly uri: string;
}

export interface Derived {
  readonly links: readonly DerivedLink[];
  readonly unpackings: readonly DerivedUnpacking[];
  readonly hub?: DerivedHub;
}

/** Above this many pairs, inputs and outputs meet in a hub: n + m links say what n x m would. */
const PAIRS_AT_MOST = 400;

const NOTHING: Derived = { links: [], unpackings: [] };

/**
 * The links that an event makes between items. An error declaration makes none.
 * EPCIS 2.0, 7.4.6 (transformation), 7.4.3 (aggregation), 7.4.7 (association).
 */
export function deriveLinks(
  event: CanonicalEvent,
  items: readonly MergedItem[],
  eventRowId: string,
): Derived {
  if (event.errorDeclaration) return NOTHING;
  const kind = event.type === 'AssociationEvent' ? 'a' : 'p';
  switch (event.type) {
    case 'TransformationEvent':
      return transformation(event, items, eventRowId);
    case 'AggregationEvent':
    case 'AssociationEvent':
      return event.action === 'OBSERVE' ? NOTHING : containment(event, items, kind);
    default:
      return NOTHING;
  }
}

function containment(event: CanonicalEvent, items: readonly MergedItem[], kind: 'p' | 'a'): Derived {
  const [parent] = idsOf(items, 'parent');
  if (!parent) return NOTHING;
  const children = idsOf(items, 'child').filter((child) => child !== parent);
  if (event.action === 'ADD') {
    return { links: children.map((inputId) => ({ inputId, outputId: parent, kind })), unpackings: [] };
  }
  const unpackings = children.length
    ? children.map((childId) => ({ parentId: parent, childId, kind }))
    : [{ parentId: parent, kind }];
  return { links: [], unpackings };
}

function transformation(event: CanonicalEvent, items: readonly MergedItem[], eventRowId: string): Derived {
  const inputs = idsOf(items, 'input');
  const outputs = idsOf(items, 'output');
  const isOneSided = !inputs.length || !outputs.length;
  if (!isOneSided && inputs.length * outputs.length <= PAIRS_AT_MOST) {
    const pairs = inputs.flatMap((inputId) =>
      outputs.map((outputId) => ({ inputId, outputId, kind: 't' as const })),
    );
    return { links: pairs.filter(({ inputId, outputId }) => inputId !== outputId), unpackings: [] };
  }
  const uri = event.transformationId ?? `urn:uuid:${eventRowId}`;
  const hub = { id: derivedId('transformation', uri), uri };
  return {
    hub,
    links: [
      ...inputs.map((inputId) => ({ inputId, outputId: hub.id, kind: 't' as const })),
      ...outputs.map((outputId) => ({ inputId: hub.id, outputId, kind: 't' as const })),
    ],
    unpackings: [],
  };
}

const idsOf = (items: readonly MergedItem[], role: MergedItem['role']): string[] =>
  items.flatMap((item) => (item.role === role ? item.id : []));
