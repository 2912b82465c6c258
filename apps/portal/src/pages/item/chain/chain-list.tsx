import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { usePlace } from '../../../api/place';
import { DataTable, type Column } from '../../../components/data-table';
import { Icon } from '../../../components/icon';
import { useQuantity } from '../../../components/quantity';
import { useFormats } from '../../../formats';
import { type Translate, useT, useText } from '../../../language';
import type { Chain, ChainNode } from './chain-model';
import styles from './chain.module.css';

const ROWS_A_TIME = 100;

/** How far from the lot of the page, in words. */
export const positionOf = (rank: number, t: Translate): string =>
  rank === 0 ? t('chain.here') : t(rank < 0 ? 'chain.before' : 'chain.after', { count: Math.abs(rank) });

/** The whole chain as a table: the same things, ways and gaps as the drawing. */
export function ChainList({ chain }: { chain: Chain }) {
  const t = useT();
  const { day } = useFormats();
  const quantity = useQuantity();
  const [shown, setShown] = useState(ROWS_A_TIME);
  const rows = useMemo(() => [...chain.nodes].sort((a, b) => a.rank - b.rank), [chain]);
  const sources = useSources(chain);
  const columns: Column<ChainNode>[] = [
    {
      key: 'position',
      title: t('chain.position'),
      cell: (node) => <span className={styles.position}>{positionOf(node.rank, t)}</span>,
    },
    {
      key: 'lot',
      title: t('lot.number'),
      cell: (node) => <NodeName node={node} isRoot={node.id === chain.root} />,
    },
    { key: 'who', title: t('lot.declarant'), cell: (node) => node.who ?? '—' },
    { key: 'from', title: t('chain.comesFrom'), cell: (node) => sources(node.id) },
    {
      key: 'made',
      title: t('lot.madeAt'),
      number: true,
      cell: (node) => (node.madeAt ? day(node.madeAt) : '—'),
    },
    {
      key: 'quantity',
      title: t('lot.quantity'),
      number: true,
      cell: (node) => quantity(node.quantity, node.unit),
    },
  ];
  return (
    <div>
      <DataTable
        caption={t('chain.title')}
        columns={columns}
        rows={rows.slice(0, shown)}
        rowKey={(node) => node.id}
        testId="chain-list"
      />
      {rows.length > shown && (
        <Button mt="md" variant="default" onClick={() => setShown(shown + ROWS_A_TIME)}>
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}

function NodeName({ node, isRoot }: { node: ChainNode; isRoot: boolean }) {
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  if (node.kind === 'hidden') {
    return (
      <span>
        <Icon name="hidden" size={16} /> {node.reason && textOf(node.reason)}{' '}
        {node.who && t('chain.ask', { who: node.who })}
      </span>
    );
  }
  if (node.kind === 'step') return t('chain.step');
  if (isRoot) return <strong>{node.label}</strong>;
  return (
    <>
      <Link to="/$filiere/lots/$id" params={{ filiere, id: node.id }} search={{ chaine: 'liste' }}>
        {node.label}
      </Link>{' '}
      <span className="soft">{node.name}</span>
    </>
  );
}

/** Numbers of what went into a thing. */
function useSources(chain: Chain): (id: string) => string {
  const t = useT();
  return useMemo(() => {
    const nodes = new Map(chain.nodes.map((node) => [node.id, node]));
    const sources = new Map<string, string[]>();
    for (const { from, to } of chain.links) {
      const node = nodes.get(from);
      const label =
        node?.kind === 'hidden'
          ? t('chain.notShared')
          : node?.kind === 'step'
            ? t('chain.step')
            : (node?.label ?? '');
      const known = sources.get(to) ?? [];
      if (known.length < 5 && !known.includes(label)) sources.set(to, [...known, label]);
    }
    return (id) => sources.get(id)?.join(', ') ?? '—';
  }, [chain, t]);
}
