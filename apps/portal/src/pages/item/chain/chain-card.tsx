import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useRead } from '../../../api/use-operation';
import { Callout, Card, EmptyState, ErrorPanel, Loading } from '../../../components/panels';
import { graphql } from '../../../generated/gql';
import { useT, useText } from '../../../language';
import { ChainList } from './chain-list';
import { type Chain, chainOf } from './chain-model';
import styles from './chain.module.css';

const ChainBoxes = lazy(() => import('./chain-boxes'));
const ChainPoints = lazy(() => import('./chain-points'));

/** Boxes stay readable up to here; beyond, the chain is drawn as points (WebGL). */
const BOXES_AT_MOST = 300;
const FIRST_NODES = 2000;
const MOST_NODES = 10_000;

const ItemChain = graphql(/* GraphQL */ `
  query ItemChain($id: ID!, $maxNodes: Int!) {
    upstream: trace(item: $id, direction: UPSTREAM, maxNodes: $maxNodes) {
      ...ChainPart
    }
    downstream: trace(item: $id, direction: DOWNSTREAM, maxNodes: $maxNodes) {
      ...ChainPart
    }
  }

  fragment ChainPart on Trace {
    root
    truncated
    truncation {
      fr
      en
    }
    nodes {
      id
      label
      name
      granularity
      level
      depth
      madeAt
      quantity
      unit
      declarant {
        id
        name
      }
    }
    links {
      from
      to
    }
    tombstones {
      id
      node
      direction
      reason {
        fr
        en
      }
      askOrganisation {
        id
        name
      }
    }
  }
`);

/** Where the lot comes from and where it went: as a drawing, or as a list that says the same. */
export function ChainCard({ itemId }: { itemId: string }) {
  const t = useT();
  const [maxNodes, setMaxNodes] = useState(FIRST_NODES);
  const query = useRead(ItemChain, { id: itemId, maxNodes }, { keepPrevious: true });
  const chain = useMemo(() => (query.data ? chainOf(query.data) : null), [query.data]);
  return (
    <Card
      title={t('chain.title')}
      testId="chain"
      aside={chain && chain.nodes.length > 1 ? <ViewSwitch /> : undefined}
    >
      {query.isPending && <Loading lines={5} />}
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {chain && <ChainView chain={chain} />}
      {query.data &&
        (query.data.upstream.truncated || query.data.downstream.truncated) &&
        maxNodes < MOST_NODES && (
          <Button
            mt="md"
            variant="default"
            loading={query.isFetching}
            onClick={() => setMaxNodes(MOST_NODES)}
          >
            {t('chain.loadAll', { count: MOST_NODES })}
          </Button>
        )}
    </Card>
  );
}

function ViewSwitch() {
  const t = useT();
  const navigate = useNavigate({ from: '/$filiere/lots/$id' });
  const { chaine } = useSearch({ from: '/$filiere/lots/$id' });
  const isList = chaine === 'liste';
  return (
    <Button
      variant="default"
      size="xs"
      onClick={() =>
        void navigate({
          search: (previous) => ({ ...previous, chaine: isList ? undefined : ('liste' as const) }),
          replace: true,
          resetScroll: false,
        })
      }
      data-testid="chain-switch"
    >
      {t(isList ? 'chain.asDrawing' : 'chain.asList')}
    </Button>
  );
}

function ChainView({ chain }: { chain: Chain }) {
  const t = useT();
  const textOf = useText();
  const { chaine } = useSearch({ from: '/$filiere/lots/$id' });
  const hidden = chain.nodes.filter(({ kind }) => kind === 'hidden').length;
  const items = chain.nodes.filter(({ kind }) => kind === 'item').length;
  if (chain.nodes.length <= 1) {
    return (
      <EmptyState icon="lots" title={t('chain.alone')}>
        {t('chain.aloneHelp')}
      </EmptyState>
    );
  }
  const Drawing = chain.nodes.length <= BOXES_AT_MOST ? ChainBoxes : ChainPoints;
  return (
    <div className={styles.view}>
      <p className="soft" data-testid="chain-count">
        {t('chain.count', { count: items - 1 })} {hidden > 0 && t('chain.hiddenCount', { count: hidden })}
      </p>
      {chain.truncations.map((text) => (
        <Callout key={text.fr} tone="warning">
          <p>{textOf(text)}</p>
        </Callout>
      ))}
      {chaine === 'liste' ? (
        <ChainList chain={chain} />
      ) : (
        <Suspense fallback={<div className={styles.canvas} />}>
          <Drawing chain={chain} />
        </Suspense>
      )}
    </div>
  );
}
