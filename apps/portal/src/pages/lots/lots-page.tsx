import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace } from '../../api/place';
import { usePages } from '../../api/use-operation';
import { ButtonLink } from '../../components/button-link';
import { Icon } from '../../components/icon';
import { PageHeader } from '../../components/page-header';
import { EmptyState, ErrorPanel, LoadMore, Loading } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useT, useText } from '../../language';
import { LotTable } from './lot-table';
import styles from './lots.module.css';

const Lots = graphql(/* GraphQL */ `
  query Lots($scope: ItemScope!, $search: String, $granularity: String, $after: String) {
    items(scope: $scope, search: $search, granularity: $granularity, first: 50, after: $after) {
      edges {
        node {
          id
          label
          name
          granularity
          quantity
          unit
          madeAt
          isPrivate
          declarant {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const FROM = '/$filiere/lots';

/** Lots declared, or received: found by number or name, a page at a time. */
export function LotsPage() {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  const { vue, q, type } = useSearch({ from: FROM });
  const isReceived = vue === 'recus';
  const lots = usePages(
    Lots,
    { scope: isReceived ? 'RECEIVED' : 'DECLARED', search: q ?? null, granularity: type ?? null },
    (data) => data.items,
  );
  const declare = can('event:declare') && (
    <ButtonLink
      to="/$filiere/lots/nouveau"
      params={{ filiere }}
      color="rust"
      leftSection={<Icon name="plus" />}
      data-testid="action-declare-lot"
    >
      {t('action.declareLot')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t('lots.title')} actions={declare} />
      <Tabs isReceived={isReceived} />
      <Filters key={vue} />
      {lots.isPending && <Loading lines={8} />}
      {lots.isError && <ErrorPanel error={lots.error} onRetry={() => void lots.refetch()} />}
      {lots.nodes && lots.nodes.length > 0 && <LotTable lots={lots.nodes} isReceived={isReceived} />}
      {lots.nodes?.length === 0 && <NoLots isReceived={isReceived} isFiltered={Boolean(q ?? type)} />}
      <LoadMore query={lots} />
    </>
  );
}

function Tabs({ isReceived }: { isReceived: boolean }) {
  const t = useT();
  const { slug: filiere } = usePlace();
  const tab = (received: boolean) => (
    <Link
      to="/$filiere/lots"
      params={{ filiere }}
      search={(previous) => ({
        q: previous.q,
        type: previous.type,
        vue: received ? ('recus' as const) : undefined,
      })}
      className={received === isReceived ? styles.current : styles.tab}
      aria-current={received === isReceived ? 'true' : undefined}
      data-testid={received ? 'tab-received' : 'tab-declared'}
    >
      {t(received ? 'lots.received' : 'lots.declared')}
    </Link>
  );
  return (
    <nav className={styles.tabs} aria-label={t('lots.tabs')}>
      {tab(false)}
      {tab(true)}
    </nav>
  );
}

function Filters() {
  const t = useT();
  const textOf = useText();
  const navigate = useNavigate({ from: FROM });
  const { filiere } = usePlace();
  const { q, type } = useSearch({ from: FROM });
  const [words, setWords] = useState(q ?? '');
  const search = useDebouncedCallback(
    (next: string) =>
      void navigate({ search: (previous) => ({ ...previous, q: next.trim() || undefined }), replace: true }),
    300,
  );
  return (
    <div className={styles.filters} role="search">
      <TextInput
        label={t('lots.search')}
        value={words}
        leftSection={<Icon name="search" size={18} />}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
        data-testid="lots-search"
      />
      <Select
        label={t('lots.granularity')}
        placeholder={t('lots.anyGranularity')}
        clearable
        data={filiere.granularities.map(({ code, label }) => ({ value: code, label: textOf(label) }))}
        value={type ?? null}
        onChange={(code) =>
          void navigate({ search: (previous) => ({ ...previous, type: code ?? undefined }), replace: true })
        }
      />
    </div>
  );
}

function NoLots({ isReceived, isFiltered }: { isReceived: boolean; isFiltered: boolean }) {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  if (isFiltered) {
    return (
      <EmptyState icon="search" title={t('lots.noneFound')}>
        {t(isReceived ? 'lots.noneFoundReceived' : 'lots.noneFoundDeclared')}
      </EmptyState>
    );
  }
  if (isReceived) {
    return (
      <EmptyState icon="receive" title={t('lots.noneReceived')}>
        {t('lots.noneReceivedHelp')}
      </EmptyState>
    );
  }
  const send = can('import:run') && (
    <ButtonLink to="/$filiere/imports/nouveau" params={{ filiere }}>
      {t('action.sendFile')}
    </ButtonLink>
  );
  return (
    <EmptyState icon="lots" title={t('home.firstTitle')} actions={send}>
      {t('home.firstLead')}
    </EmptyState>
  );
}
