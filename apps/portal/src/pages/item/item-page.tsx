import { Link, useParams, useSearch } from '@tanstack/react-router';
import { usePlace } from '../../api/place';
import { useRead } from '../../api/use-operation';
import { ButtonLink } from '../../components/button-link';
import { Icon } from '../../components/icon';
import { PageHeader } from '../../components/page-header';
import { Callout, Card, ErrorPanel, Loading, Stack } from '../../components/panels';
import { useGranularityName } from '../../components/quantity';
import { graphql } from '../../generated/gql';
import type { ItemPageQuery } from '../../generated/graphql';
import { useT } from '../../language';
import type { MessageId } from '../../messages/fr';
import { DiscrepancyBadge } from '../discrepancies/badge';
import { Certificates } from './certificates';
import { ChainCard } from './chain/chain-card';
import { Identity } from './identity';
import styles from './item.module.css';
import { Timeline } from './timeline';

const ItemPageDocument = graphql(/* GraphQL */ `
  query ItemPage($id: ID!) {
    item(id: $id) {
      id
      uri
      level
      label
      granularity
      name
      keyData
      quantity
      unit
      madeAt
      isPrivate
      openDiscrepancies
      isBlocked
      declarant {
        id
        name
        city
      }
      certificates {
        type
        number
        issuer
        validFrom
        validTo
      }
    }
  }
`);

export type ItemOfPage = NonNullable<ItemPageQuery['item']>;

/** All there is to know of a lot: what it is, what it came from, where it went, what happened to it. */
export function ItemPage() {
  const { id } = useParams({ from: '/$filiere/lots/$id' });
  const query = useRead(ItemPageDocument, { id });
  if (query.isPending) return <Loading lines={8} />;
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data.item) return <UnknownLot />;
  return <ItemView key={id} item={query.data.item} />;
}

/** What the label of a lot that is unknown here, or hidden, leads to: both look the same. */
function UnknownLot() {
  const t = useT();
  const { slug: filiere } = usePlace();
  return (
    <>
      <PageHeader title={t('lot.unknown')} lead={t('lot.unknownLead')} />
      <ButtonLink to="/$filiere/lots" params={{ filiere }} variant="default">
        {t('lot.search')}
      </ButtonLink>
    </>
  );
}

const DONE: Record<string, MessageId> = {
  declare: 'done.declared',
  inchange: 'done.unchanged',
  expedie: 'done.shipped',
  recu: 'done.received',
  transforme: 'done.transformed',
};

function ItemView({ item }: { item: ItemOfPage }) {
  const t = useT();
  const granularity = useGranularityName();
  const { slug: filiere } = usePlace();
  const { fait } = useSearch({ from: '/$filiere/lots/$id' });
  const done = fait && DONE[fait];
  const kind = item.granularity ? `${granularity(item.granularity)} ` : '';
  const above = (
    <Link to="/$filiere/lots" params={{ filiere }} className={styles.back}>
      <Icon name="back" size={16} /> {t('lots.title')}
    </Link>
  );
  return (
    <>
      <PageHeader
        title={item.name ?? item.label}
        lead={<span data-testid="item-subtitle">{`${kind}${item.label} · ${item.declarant.name}`}</span>}
        above={above}
        actions={<Actions item={item} />}
      />
      <Stack>
        {done && (
          <Callout tone={fait === 'inchange' ? 'info' : 'success'} live testId="done">
            <p>{t(done)}</p>
          </Callout>
        )}
        <DiscrepancyBadge
          count={item.openDiscrepancies}
          isBlocked={item.isBlocked}
          about={{ lot: item.id }}
        />
        <div className={styles.columns}>
          <Identity item={item} />
          <Certificates certificates={item.certificates} />
        </div>
        <ChainCard itemId={item.id} />
        <Card title={t('timeline.title')} testId="timeline">
          <Timeline itemId={item.id} />
        </Card>
      </Stack>
    </>
  );
}

function Actions({ item }: { item: ItemOfPage }) {
  const t = useT();
  const { slug: filiere, me, can } = usePlace();
  if (!can('event:declare')) return null;
  const isOwn = item.declarant.id === me.organisation?.id;
  const target = { params: { filiere }, search: { item: item.id } };
  return (
    <>
      {!isOwn && (
        <ButtonLink
          to="/$filiere/recevoir"
          {...target}
          color="rust"
          leftSection={<Icon name="receive" />}
          data-testid="action-receive"
        >
          {t('action.receive')}
        </ButtonLink>
      )}
      <ButtonLink
        to="/$filiere/expedier"
        {...target}
        {...(isOwn ? { color: 'rust' } : { variant: 'default' })}
        leftSection={<Icon name="send" />}
        data-testid="action-ship"
      >
        {t('action.ship')}
      </ButtonLink>
      <ButtonLink
        to="/$filiere/transformer"
        {...target}
        variant="default"
        leftSection={<Icon name="transform" />}
        data-testid="action-transform"
      >
        {t('action.transform')}
      </ButtonLink>
    </>
  );
}
