import dagre from '@dagrejs/dagre';
import type { LayoutAnswer, LayoutRequest } from './layout';

/** Width over height of the canvas that the columns are to fill. */
const ASPECT = 1.8;

/** Layered lay-out of at most a few hundred boxes (dagre: Sugiyama's method). */
function boxes({ nodes, links, direction, width, height, rankGap, nodeGap }: LayoutRequest): LayoutAnswer {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: direction, nodesep: nodeGap, ranksep: rankGap });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { width, height });
  for (const { from, to } of links) graph.setEdge(from, to);
  dagre.layout(graph);
  return nodes.map(({ id }) => {
    const { x, y } = graph.node(id);
    return [id, x - width / 2, y - height / 2];
  });
}

function add<Key>(lists: Map<Key, string[]>, key: Key, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Columns by rank, each in the order of what stands beside it: quick enough for tens of thousands of points. */
function columns({ nodes, links }: LayoutRequest): LayoutAnswer {
  const byRank = new Map<number, string[]>();
  for (const { id, rank } of nodes) add(byRank, rank, id);
  const ranks = [...byRank.keys()].sort((a, b) => Math.abs(a) - Math.abs(b));
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of links) {
    add(neighbours, from, to);
    add(neighbours, to, from);
  }
  const tallest = Math.max(...[...byRank.values()].map((column) => column.length));
  const gap = Math.max(1, (tallest * ASPECT) / Math.max(ranks.length - 1, 1));
  const heights = new Map<string, number>();
  const mean = (id: string): number => {
    const known = (neighbours.get(id) ?? []).flatMap((other) => heights.get(other) ?? []);
    return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : 0;
  };
  return ranks.flatMap((rank) => {
    const column = (byRank.get(rank) ?? []).map((id) => [id, mean(id)] as const).sort((a, b) => a[1] - b[1]);
    const step = tallest / Math.max(column.length, 1);
    return column.map(([id], index): [string, number, number] => {
      const y = (index - (column.length - 1) / 2) * step;
      heights.set(id, y);
      return [id, rank * gap, y];
    });
  });
}

self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => {
  self.postMessage(data.style === 'boxes' ? boxes(data) : columns(data));
};
