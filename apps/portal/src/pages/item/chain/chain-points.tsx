import Graph from 'graphology';
import Sigma from 'sigma';
import { Link } from '@tanstack/react-router';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { usePlace } from '../../../api/place';
import { Callout } from '../../../components/panels';
import { useT, useText } from '../../../language';
import type { Chain, ChainNode } from './chain-model';
import styles from './chain.module.css';
import { HiddenReason } from './hidden-reason';
import { type Positions, useLayout } from './layout';
import { Legend } from './legend';
import { ZoomButtons } from './zoom-buttons';

const COLOURS: Record<ChainNode['kind'], string> = { item: '#2e6072', step: '#8fafb9', hidden: '#b9b3a5' };
const ROOT_COLOUR = '#a8431a';
const BIG_FROM = 3000;

/** A large chain as points, drawn by WebGL: touch one to read it. */
export default function ChainPoints({ chain }: { chain: Chain }) {
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  const positions = useLayout(chain, {
    style: 'columns',
    direction: 'LR',
    width: 1,
    height: 1,
    rankGap: 1,
    nodeGap: 1,
  });
  const [picked, setPicked] = useState<ChainNode | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Sigma | null>(null);
  const isBroken = useSigma({ box, drawing }, chain, positions, setPicked);
  const camera = () => drawing.current?.getCamera();
  if (isBroken)
    return (
      <Callout tone="warning">
        <p>{t('chain.noWebgl')}</p>
      </Callout>
    );
  return (
    <>
      <div className={styles.canvas} role="group" aria-label={t('chain.drawing')} data-testid="chain-points">
        <div ref={box} style={{ height: '100%' }} />
        {picked?.reason && (
          <HiddenReason reason={textOf(picked.reason)} who={picked.who} onClose={() => setPicked(null)} />
        )}
        {picked?.kind === 'item' && (
          <div className={styles.reason} role="status">
            <p>
              <Link to="/$filiere/lots/$id" params={{ filiere, id: picked.id }}>
                {picked.name ?? picked.label}
              </Link>{' '}
              <span className="mono">{picked.label}</span> {picked.who && `· ${picked.who}`}
            </p>
          </div>
        )}
      </div>
      <div className={styles.below}>
        <Legend hasHidden={chain.nodes.some(({ kind }) => kind === 'hidden')} />
        <ZoomButtons
          onIn={() => void camera()?.animatedZoom()}
          onOut={() => void camera()?.animatedUnzoom()}
          onFit={() => void camera()?.animatedReset()}
        />
      </div>
    </>
  );
}

function graphOf(chain: Chain, positions: Positions): Graph {
  const graph = new Graph({ type: 'directed' });
  const size = chain.nodes.length > BIG_FROM ? 2 : 3.5;
  for (const node of chain.nodes) {
    const isRoot = node.id === chain.root;
    const { x, y } = positions.get(node.id) ?? { x: 0, y: 0 };
    graph.addNode(node.id, {
      x,
      y,
      label: node.label,
      size: isRoot ? size * 3 : size,
      color: isRoot ? ROOT_COLOUR : COLOURS[node.kind],
    });
  }
  for (const { from, to } of chain.links) graph.addEdge(from, to, { size: 0.6, color: '#cfd6d8' });
  return graph;
}

interface Refs {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly drawing: RefObject<Sigma | null>;
}

/** A plain wheel scrolls the page; with Ctrl, or by pinching, it zooms. */
const leaveWheelToPage = (event: WheelEvent): void => {
  if (!event.ctrlKey) event.stopPropagation();
};

/** Draws into `box`; true when this browser cannot (no WebGL). */
function useSigma(
  { box, drawing }: Refs,
  chain: Chain,
  positions: Positions | null,
  onPick: (node: ChainNode | null) => void,
): boolean {
  const [isBroken, setBroken] = useState(false);
  const nodes = useMemo(() => new Map(chain.nodes.map((node) => [node.id, node])), [chain]);
  useEffect(() => {
    const element = box.current;
    if (!element || !positions) return undefined;
    if (!document.createElement('canvas').getContext('webgl2')) {
      setBroken(true);
      return undefined;
    }
    const sigma = new Sigma(graphOf(chain, positions), element, {
      labelDensity: 0.5,
      labelColor: { color: '#12303b' },
      labelFont: 'system-ui, sans-serif',
    });
    drawing.current = sigma;
    sigma.on('clickNode', ({ node }) => onPick(nodes.get(node) ?? null));
    sigma.on('clickStage', () => onPick(null));
    element.addEventListener('wheel', leaveWheelToPage, { capture: true });
    return () => {
      element.removeEventListener('wheel', leaveWheelToPage, { capture: true });
      drawing.current = null;
      sigma.kill();
    };
  }, [box, drawing, chain, positions, nodes, onPick]);
  return isBroken;
}
