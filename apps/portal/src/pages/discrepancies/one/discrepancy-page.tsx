import { Link, useParams } from '@tanstack/react-router';
import { usePlace } from '../../../api/place';
import { useRead } from '../../../api/use-operation';
import { Icon } from '../../../components/icon';
import { NoRight } from '../../../components/no-right';
import { PageHeader } from '../../../components/page-header';
import { ErrorPanel, Loading, Stack } from '../../../components/panels';
import { useT, useText } from '../../../language';
import exchangeStyles from '../../exchange/exchange.module.css';
import itemStyles from '../../item/item.module.css';
import { NotFound } from '../../not-found-page';
import { Comparison } from './comparison';
import { DiscrepancyRead, type OpenDiscrepancy } from './discrepancy-read';
import { DiscussionCard } from './discussion-card';
import { HistoryCard } from './history-card';
import { NextCard } from './next-card';
import styles from './one.module.css';
import { PrintButton } from './print-button';
import { WhyCard } from './why-card';

const REFRESH_MS = 15_000;

/** One discrepancy: said in a sentence, shown side by side, explained, and resolved from here. */
export function DiscrepancyPage() {
  const { id } = useParams({ from: '/$filiere/ecarts/$id' });
  const { can } = usePlace();
  const query = useRead(
    DiscrepancyRead,
    { id },
    { enabled: can('discrepancy:read'), refetchInterval: REFRESH_MS },
  );
  if (!can('discrepancy:read')) return <NoRight />;
  if (query.isPending) return <Loading lines={9} />;
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return query.data.discrepancy ? <Page key={id} discrepancy={query.data.discrepancy} /> : <NotFound />;
}

function Page({ discrepancy }: { discrepancy: OpenDiscrepancy }) {
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  const { kindLabel, label, itemId, sentence } = discrepancy;
  return (
    <>
      <PageHeader
        title={t('discrepancy.title', { kind: textOf(kindLabel), name: label })}
        lead={
          <span className={styles.sentence} data-testid="sentence">
            {textOf(sentence)}
          </span>
        }
        above={
          <Link to="/$filiere/ecarts" params={{ filiere }} className={itemStyles.back}>
            <Icon name="back" size={16} /> {t('discrepancies.title')}
          </Link>
        }
        actions={<PrintButton discrepancy={discrepancy} />}
      />
      <Stack>
        <NextCard discrepancy={discrepancy} />
        <Comparison discrepancy={discrepancy} />
        <WhyCard discrepancy={discrepancy} />
        {itemId && (
          <p>
            <Link to="/$filiere/lots/$id" params={{ filiere, id: itemId }} data-testid="see-item">
              {t('discrepancy.seeItem', { label })}
            </Link>
          </p>
        )}
        <div className={exchangeStyles.pair}>
          <DiscussionCard discrepancy={discrepancy} />
          <HistoryCard discrepancy={discrepancy} />
        </div>
      </Stack>
    </>
  );
}
