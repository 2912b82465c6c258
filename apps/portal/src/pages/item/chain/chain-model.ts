import type { Text } from '@maillon/kernel';
import type { ItemChainQuery } from '../../../generated/graphql';

type Trace = ItemChainQuery['upstream'];

export interface ChainNode {
  readonly id: string;
  /** `step` stands for a transformation with many inputs and outputs; `hidden` for a part that its owner does not share. */
  readonly kind: 'item' | 'step' | 'hidden';
  readonly label: string;
  readonly name?: string | null;
  readonly who?: string;
  /** Steps before (negative) or after (positive) the lot of the page. */
  readonly rank: number;
  readonly quantity?: number | null;
  readonly unit?: string | null;
  readonly granularity?: string | null;
  readonly madeAt?: string | null;
  readonly reason?: Text;
}

export interface ChainLink {
  readonly from: string;
  readonly to: string;
}

export interface Chain {
  readonly root: string;
  readonly nodes: readonly ChainNode[];
  readonly links: readonly ChainLink[];
  /** What was left out, told by the platform. */
  readonly truncations: readonly Text[];
}

const signOf = (direction: 'UPSTREAM' | 'DOWNSTREAM'): number => (direction === 'UPSTREAM' ? -1 : 1);

function addItems(nodes: Map<string, ChainNode>, trace: Trace, sign: number): void {
  for (const { depth, level, declarant, ...rest } of trace.nodes) {
    if (nodes.has(rest.id)) continue;
    nodes.set(rest.id, {
      ...rest,
      kind: level === 'transformation' ? 'step' : 'item',
      who: declarant?.name,
      rank: sign * depth,
    });
  }
}

function addHidden(nodes: Map<string, ChainNode>, links: Map<string, ChainLink>, trace: Trace): void {
  for (const { id, node, direction, reason, askOrganisation } of trace.tombstones) {
    const beside = nodes.get(node);
    if (!beside) continue;
    const key = `hidden ${direction} ${id}`;
    nodes.set(key, {
      id: key,
      kind: 'hidden',
      label: '',
      rank: beside.rank + signOf(direction),
      reason,
      who: askOrganisation?.name,
    });
    links.set(key, direction === 'UPSTREAM' ? { from: key, to: node } : { from: node, to: key });
  }
}

/** Both ways of a trace as one chain, nearest first; the same thing met both ways stands once. */
export function chainOf({ upstream, downstream }: ItemChainQuery): Chain {
  const nodes = new Map<string, ChainNode>();
  const links = new Map<string, ChainLink>();
  addItems(nodes, upstream, -1);
  addItems(nodes, downstream, 1);
  for (const { from, to } of [...upstream.links, ...downstream.links]) {
    if (from !== to && nodes.has(from) && nodes.has(to)) links.set(`${from} ${to}`, { from, to });
  }
  addHidden(nodes, links, upstream);
  addHidden(nodes, links, downstream);
  const truncations = [upstream.truncation, downstream.truncation].flatMap((text) => (text ? [text] : []));
  return { root: upstream.root, nodes: [...nodes.values()], links: [...links.values()], truncations };
}
