import { Handle, type Node, type NodeProps } from '@xyflow/react';
import { Link } from '@tanstack/react-router';
import { usePlace } from '../../../api/place';
import { Icon } from '../../../components/icon';
import { useT } from '../../../language';
import type { ChainNode } from './chain-model';
import styles from './chain.module.css';

export type ChainBoxNode = Node<
  { node: ChainNode; isRoot: boolean; onHidden: (node: ChainNode) => void },
  'box'
>;

/** One thing of the chain: what it is, its number, whose it is; it leads to its own page. */
export function ChainBox({ data, sourcePosition, targetPosition }: NodeProps<ChainBoxNode>) {
  return (
    <>
      {targetPosition && <Handle type="target" position={targetPosition} isConnectable={false} />}
      <Content {...data} />
      {sourcePosition && <Handle type="source" position={sourcePosition} isConnectable={false} />}
    </>
  );
}

function Content({ node, isRoot, onHidden }: ChainBoxNode['data']) {
  const t = useT();
  const { slug: filiere } = usePlace();
  if (node.kind === 'hidden') {
    return (
      <button
        type="button"
        className={`${styles.node} ${styles.hidden} nopan nodrag`}
        onClick={() => onHidden(node)}
        data-testid="tombstone"
      >
        <span className={styles.hiddenHead}>
          <Icon name="hidden" size={16} /> {t('chain.notShared')}
        </span>
        <span className="soft">{node.who ? t('chain.ask', { who: node.who }) : t('chain.why')}</span>
      </button>
    );
  }
  if (node.kind === 'step') return <div className={`${styles.node} ${styles.step}`}>{t('chain.step')}</div>;
  const words = (
    <>
      <strong>{node.name ?? node.label}</strong>
      {node.name && <span className="mono">{node.label}</span>}
      <span className="soft">{node.who ?? ''}</span>
    </>
  );
  if (isRoot) return <div className={`${styles.node} ${styles.root}`}>{words}</div>;
  return (
    <Link
      to="/$filiere/lots/$id"
      params={{ filiere, id: node.id }}
      className={`${styles.node} nopan nodrag`}
      data-testid="chain-node"
    >
      {words}
    </Link>
  );
}
