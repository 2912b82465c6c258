import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { useChange, usePages } from '../../../api/use-operation';
import { type Column, DataTable } from '../../../components/data-table';
import { Icon } from '../../../components/icon';
import { NoRight } from '../../../components/no-right';
import { OrganisationPicker } from '../../../components/organisation-picker';
import { PageHeader } from '../../../components/page-header';
import { EmptyState, ErrorPanel, LoadMore, Loading, Stack } from '../../../components/panels';
import { graphql } from '../../../generated/gql';
import type { ItemNumbersQuery } from '../../../generated/graphql';
import { useT } from '../../../language';
import { ArticleDialog } from './article-dialog';
import styles from './articles.module.css';

const ItemNumbers = graphql(/* GraphQL */ `
  query ItemNumbers($partner: ID!, $after: String) {
    itemCrossReferences(partner: $partner, first: 100, after: $after) {
      edges {
        node {
          buyerItem
          sellerItem
          gtin
          description
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const RemoveItemNumbers = graphql(/* GraphQL */ `
  mutation RemoveItemNumbers($partner: ID!, $isBuyer: Boolean!, $buyerItem: String!) {
    removeItemCrossReference(partner: $partner, isBuyer: $isBuyer, buyerItem: $buyerItem)
  }
`);

export type Article = ItemNumbersQuery['itemCrossReferences']['edges'][number]['node'];

const FROM = '/$filiere/articles';

/** Which item number of one company is which of the other: kept for each partner. */
export function ArticlesPage() {
  const t = useT();
  const { can } = usePlace();
  const navigate = useNavigate({ from: FROM });
  const { partenaire } = useSearch({ from: FROM });
  return (
    <>
      <PageHeader title={t('nav.articles')} lead={t('articles.lead')} />
      {can('document:read') ? (
        <Stack>
          <OrganisationPicker
            className={styles.partner}
            label={t('inbox.partner')}
            value={partenaire ?? ''}
            onPick={(id) => void navigate({ search: { partenaire: id || undefined }, replace: true })}
            data-testid="articles-partner"
          />
          {partenaire ? (
            <Articles key={partenaire} partner={partenaire} />
          ) : (
            <EmptyState icon="tags" title={t('articles.choose')}>
              {t('articles.chooseHelp')}
            </EmptyState>
          )}
        </Stack>
      ) : (
        <NoRight />
      )}
    </>
  );
}

function Articles({ partner }: { partner: string }) {
  const t = useT();
  const { can } = usePlace();
  const articles = usePages(ItemNumbers, { partner }, (data) => data.itemCrossReferences);
  const [edited, setEdited] = useState<Article | 'new' | null>(null);
  const add = can('document:write') && (
    <Button
      color="rust"
      leftSection={<Icon name="plus" />}
      onClick={() => setEdited('new')}
      data-testid="add-article"
    >
      {t('articles.add')}
    </Button>
  );
  return (
    <>
      {articles.isPending && <Loading />}
      {articles.isError && <ErrorPanel error={articles.error} onRetry={() => void articles.refetch()} />}
      {articles.nodes?.length === 0 && (
        <EmptyState icon="tags" title={t('articles.none')} actions={add}>
          {t('articles.noneHelp')}
        </EmptyState>
      )}
      {articles.nodes && articles.nodes.length > 0 && (
        <>
          <div>{add}</div>
          <ArticleTable articles={articles.nodes} partner={partner} onEdit={setEdited} />
        </>
      )}
      <LoadMore query={articles} />
      {edited && (
        <ArticleDialog
          partner={partner}
          article={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

function ArticleTable({
  articles,
  partner,
  onEdit,
}: {
  articles: readonly Article[];
  partner: string;
  onEdit: (article: Article) => void;
}) {
  const t = useT();
  const { can } = usePlace();
  const columns: Column<Article>[] = [
    { key: 'buyer', title: t('articles.buyerItem'), cell: ({ buyerItem }) => buyerItem },
    { key: 'seller', title: t('articles.sellerItem'), cell: ({ sellerItem }) => sellerItem ?? '—' },
    { key: 'description', title: t('articles.description'), cell: ({ description }) => description ?? '—' },
    { key: 'gtin', title: t('articles.gtin'), cell: ({ gtin }) => gtin ?? '—' },
    ...(can('document:write')
      ? [
          {
            key: 'actions',
            title: t('team.actions'),
            quiet: true,
            cell: (row: Article) => <Actions article={row} partner={partner} onEdit={onEdit} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={t('nav.articles')}
      columns={columns}
      rows={articles}
      rowKey={({ buyerItem, sellerItem }) => `${buyerItem} ${sellerItem ?? ''}`}
      testId="articles"
    />
  );
}

/** Change, and removal in two presses: the first asks, the second removes. */
function Actions({
  article,
  partner,
  onEdit,
}: {
  article: Article;
  partner: string;
  onEdit: (article: Article) => void;
}) {
  const t = useT();
  const remove = useChange(RemoveItemNumbers);
  const [isSure, setSure] = useState(false);
  const { buyerItem } = article;
  // the numbers do not say who buys: those of the other direction are removed where there were none of the first
  const forget = () =>
    remove.mutate(
      { partner, isBuyer: true, buyerItem },
      {
        onSuccess: ({ removeItemCrossReference: wasThere }) =>
          wasThere || remove.mutate({ partner, isBuyer: false, buyerItem }),
      },
    );
  return (
    <div className={styles.actions}>
      <Button
        size="xs"
        variant="default"
        onClick={() => onEdit(article)}
        aria-label={`${t('articles.edit')} ${buyerItem}`}
      >
        {t('articles.edit')}
      </Button>
      <Button
        size="xs"
        variant={isSure ? 'filled' : 'default'}
        {...(isSure && { color: 'rust' })}
        loading={remove.isPending}
        onBlur={() => setSure(false)}
        onClick={() => (isSure ? forget() : setSure(true))}
        aria-label={`${t(isSure ? 'articles.removeSure' : 'action.remove')} ${buyerItem}`}
      >
        {t(isSure ? 'articles.removeSure' : 'action.remove')}
      </Button>
      {remove.isError && <ErrorPanel error={remove.error} />}
    </div>
  );
}
