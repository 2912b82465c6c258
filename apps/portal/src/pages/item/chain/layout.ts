import { useEffect, useState } from 'react';
import type { Chain } from './chain-model';

export interface LayoutRequest {
  readonly style: 'boxes' | 'columns';
  readonly nodes: readonly { readonly id: string; readonly rank: number }[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
  /** Left to right, or top to bottom on narrow screens. */
  readonly direction: 'LR' | 'TB';
  readonly width: number;
  readonly height: number;
  readonly rankGap: number;
  readonly nodeGap: number;
}

/** Place of each node: id, x, y. */
export type LayoutAnswer = [id: string, x: number, y: number][];
export type Positions = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** Lays a chain out in a worker, so that the page stays alive meanwhile; null until it is done. */
export function useLayout(chain: Chain, shape: Omit<LayoutRequest, 'nodes' | 'links'>): Positions | null {
  const [positions, setPositions] = useState<Positions | null>(null);
  const { style, direction, width, height, rankGap, nodeGap } = shape;
  useEffect(() => {
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
      setPositions(new Map(data.map(([id, x, y]) => [id, { x, y }])));
      worker.terminate();
    };
    const nodes = chain.nodes.map(({ id, rank }) => ({ id, rank }));
    worker.postMessage({
      style,
      direction,
      width,
      height,
      rankGap,
      nodeGap,
      nodes,
      links: chain.links,
    } satisfies LayoutRequest);
    return () => worker.terminate();
  }, [chain, style, direction, width, height, rankGap, nodeGap]);
  return positions;
}
