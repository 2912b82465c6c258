import { getViewportForBounds, type Viewport } from '@xyflow/react';
import type { Chain } from './chain-model';
import type { Positions } from './layout';

export const BOX = { width: 188, height: 74 };
/** Pixels between two columns of boxes, and between two boxes of a column. */
export const GAP = { rank: 48, node: 18 };
export const ZOOM = { min: 0.05, max: 1.5 };

export type Direction = 'LR' | 'TB';

const PADDING = 24;
/** Below this the words in the boxes can no longer be read: the view then opens on the lot of the page instead. */
const READABLE = 0.6;
const OPENING_ZOOM = 0.75;
/** Across is the natural way to read a chain; it is left for downwards only when boxes would get smaller than this. */
const GOOD_ENOUGH = 0.85;
const NARROW = 600;

const highest = (width: number): number => (width < NARROW ? 420 : 660);
const lowest = (width: number): number => (width < NARROW ? 220 : 180);

/** Left to right, or top to bottom where that keeps the words larger: deep chains, narrow screens. */
export function directionFor(chain: Chain, width: number): Direction {
  const counts = new Map<number, number>();
  for (const { rank } of chain.nodes) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  const breadth = Math.max(...counts.values());
  const across = width / (counts.size * (BOX.width + GAP.rank));
  const down = Math.min(
    width / (breadth * (BOX.width + GAP.node)),
    highest(width) / (counts.size * (BOX.height + GAP.rank)),
  );
  return across >= GOOD_ENOUGH || across >= down ? 'LR' : 'TB';
}

function boundsOf(positions: Positions) {
  const places = [...positions.values()];
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) + BOX.width - x, height: Math.max(...ys) + BOX.height - y };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A canvas as high as the chain needs, within bounds. */
export function canvasSize(positions: Positions, width: number): Size {
  const bounds = boundsOf(positions);
  const zoom = Math.max(READABLE, Math.min(1, (width - 2 * PADDING) / bounds.width));
  return {
    width,
    height: Math.round(Math.min(highest(width), Math.max(lowest(width), bounds.height * zoom + 2 * PADDING))),
  };
}

/** The view that shows the whole chain. */
export const wholeView = (positions: Positions, { width, height }: Size): Viewport =>
  getViewportForBounds(boundsOf(positions), width, height, ZOOM.min, 1, `${PADDING}px`);

/** The view to open with: the whole chain while it stays readable, else the lot of the page with what stands beside it. */
export function openingView(chain: Chain, positions: Positions, size: Size, direction: Direction): Viewport {
  const whole = wholeView(positions, size);
  const root = positions.get(chain.root);
  if (whole.zoom >= READABLE || !root) return whole;
  const share = shareBefore(chain);
  const centre = { x: root.x + BOX.width / 2, y: root.y + BOX.height / 2 };
  const target =
    direction === 'LR'
      ? { x: size.width * share, y: size.height / 2 }
      : { x: size.width / 2, y: size.height * share };
  return { x: target.x - centre.x * OPENING_ZOOM, y: target.y - centre.y * OPENING_ZOOM, zoom: OPENING_ZOOM };
}

/** How much of the view goes to what comes before the lot: most where nothing comes after, little where nothing comes before. */
function shareBefore(chain: Chain): number {
  const hasBefore = chain.nodes.some(({ rank }) => rank < 0);
  const hasAfter = chain.nodes.some(({ rank }) => rank > 0);
  if (hasBefore === hasAfter) return 0.5;
  return hasBefore ? 0.82 : 0.18;
}
