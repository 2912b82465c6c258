import '@xyflow/react/dist/base.css';
import { useMediaQuery } from '@mantine/hooks';
import { type Edge, MarkerType, Position, ReactFlow, ReactFlowProvider, useNodesInitialized, useReactFlow } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useT, useText } from '../../../language';
import { ChainBox, type ChainBoxNode } from './chain-box';
import type { Chain, ChainNode } from './chain-model';
import styles from './chain.module.css';
import { HiddenReason } from './hidden-reason';
import { type Positions, useLayout } from './layout';
import { Legend } from './legend';

const WIDTH = 208;
const HEIGHT = 78;
/** Up to here the whole chain fits and stays readable; beyond, the view opens around the lot of the page. */
const WHOLE_AT_MOST = 24;
const AROUND = 2;

const nodeTypes = { box: ChainBox };

/** The chain as boxes and arrows, what it is made of on the left (on top on a phone). */
export default function ChainBoxes({ chain }: { chain: Chain }) {
  const isNarrow = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  const direction = isNarrow ? 'TB' : 'LR';
  const positions = useLayout(chain, { style: 'boxes', direction, width: WIDTH, height: HEIGHT });
  const isShort = !isNarrow && chain.nodes.length <= 6;
  if (!positions) return <div className={`${styles.canvas} ${isShort ? styles.short : ''}`} />;
  return (
    <ReactFlowProvider>
      <Drawing key={direction} chain={chain} positions={positions} direction={direction} isShort={isShort} />
    </ReactFlowProvider>
  );
}

interface DrawingProps {
  readonly chain: Chain;
  readonly positions: Positions;
  readonly direction: 'LR' | 'TB';
  readonly isShort: boolean;
}

function Drawing({ chain, positions, direction, isShort }: DrawingProps) {
  const t = useT();
  const textOf = useText();
  const [hidden, setHidden] = useState<ChainNode | null>(null);
  const nodes = useMemo(() => chain.nodes.map((node) => flowNode(node, chain.root, positions, direction, setHidden)), [chain, positions, direction]);
  const edges = useMemo(() => chain.links.map(flowEdge), [chain]);
  const near = chain.nodes.length > WHOLE_AT_MOST ? chain.nodes.filter(({ rank }) => Math.abs(rank) <= AROUND).slice(0, WHOLE_AT_MOST) : chain.nodes;
  return (
    <>
      <div className={`${styles.canvas} ${isShort ? styles.short : ''}`} role="group" aria-label={t('chain.drawing')} data-testid="chain-drawing">
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          minZoom={0.05}
          maxZoom={1.5}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          onlyRenderVisibleElements={chain.nodes.length > 100}
        >
          <FitOnceReady ids={near.map(({ id }) => id)} />
        </ReactFlow>
        {hidden?.reason && <HiddenReason reason={textOf(hidden.reason)} who={hidden.who} onClose={() => setHidden(null)} />}
      </div>
      <div className={styles.below}>
        <Legend hasHidden={chain.nodes.some(({ kind }) => kind === 'hidden')} />
        <Zoom />
      </div>
    </>
  );
}

function flowNode(node: ChainNode, root: string, positions: Positions, direction: 'LR' | 'TB', onHidden: (node: ChainNode) => void): ChainBoxNode {
  const isAcross = direction === 'LR';
  return {
    id: node.id,
    type: 'box',
    position: positions.get(node.id) ?? { x: 0, y: 0 },
    width: WIDTH,
    height: HEIGHT,
    sourcePosition: isAcross ? Position.Right : Position.Bottom,
    targetPosition: isAcross ? Position.Left : Position.Top,
    data: { node, isRoot: node.id === root, onHidden },
  };
}

const flowEdge = ({ from, to }: Chain['links'][number]): Edge => ({
  id: `${from} ${to}`,
  source: from,
  target: to,
  type: 'default',
  markerEnd: { type: MarkerType.ArrowClosed, color: '#7f8b90', width: 18, height: 18 },
  style: { stroke: '#7f8b90', strokeWidth: 1.5, ...((from.startsWith('hidden ') || to.startsWith('hidden ')) && { strokeDasharray: '5 4' }) },
});

/** Brings the given things into view, when the drawing knows its own size. */
function FitOnceReady({ ids }: { ids: readonly string[] }) {
  const isReady = useNodesInitialized();
  const { fitView } = useReactFlow();
  const first = useRef(ids);
  useEffect(() => {
    if (isReady) void fitView({ nodes: first.current.map((id) => ({ id })), maxZoom: 1, padding: 0.1 });
  }, [isReady, fitView]);
  return null;
}

function Zoom() {
  const t = useT();
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <div className={styles.zoom}>
      <button type="button" onClick={() => void zoomIn()} aria-label={t('chain.zoomIn')}>
        +
      </button>
      <button type="button" onClick={() => void zoomOut()} aria-label={t('chain.zoomOut')}>
        −
      </button>
      <button type="button" onClick={() => void fitView({ padding: 0.08 })} aria-label={t('chain.fit')}>
        ⤢
      </button>
    </div>
  );
}
