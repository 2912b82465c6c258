import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { usePlace } from '../../../api/place';
import { useRead } from '../../../api/use-operation';
import { NoRight } from '../../../components/no-right';
import { OrganisationPicker } from '../../../components/organisation-picker';
import { PageHeader } from '../../../components/page-header';
import { EmptyState, ErrorPanel, Loading, Stack } from '../../../components/panels';
import { graphql } from '../../../generated/gql';
import type { PlanningQuery } from '../../../generated/graphql';
import { useT } from '../../../language';
import { PlanningGrid } from './planning-grid';
import { PlanningSummary } from './planning-summary';
import styles from './planning.module.css';

const PlanningOperation = graphql(/* GraphQL */ `
  query Planning($partner: ID!, $as: PlanningRole!) {
    planning(partner: $partner, as: $as) {
      lastVisit
      buckets {
        start
        end
      }
      items {
        buyerItem
        sellerItem
        gtin
        description
        unit
        demand
        demandChange
        deliveries
        inTransit
        production
        buyerStock
        sellerStock
        buyerProjected
        sellerProjected
      }
    }
  }
`);

export type Planning = PlanningQuery['planning'];
export type PlanningItem = Planning['items'][number];

const FROM = '/$filiere/planning';

/** Needs, stocks, production and deliveries with one partner, in one grid. */
export function PlanningPage() {
  const t = useT();
  const { can } = usePlace();
  return (
    <>
      <PageHeader title={t('nav.planning')} lead={t('planning.lead')} />
      {can('document:read') ? <Choice /> : <NoRight />}
    </>
  );
}

function Choice() {
  const t = useT();
  const { me } = usePlace();
  const navigate = useNavigate({ from: FROM });
  const { partenaire, role: chosen } = useSearch({ from: FROM });
  const role = chosen ?? (me.organisation?.tier === 0 ? 'client' : 'fournisseur');
  return (
    <>
      <div className={styles.choice}>
        <OrganisationPicker
          label={t('inbox.partner')}
          value={partenaire ?? ''}
          onPick={(id) =>
            void navigate({
              search: (previous) => ({ ...previous, partenaire: id || undefined }),
              replace: true,
            })
          }
          data-testid="planning-partner"
        />
        <SegmentedControl
          fullWidth
          aria-label={t('planning.role')}
          data={[
            { value: 'client', label: t('planning.asBuyer') },
            { value: 'fournisseur', label: t('planning.asSeller') },
          ]}
          value={role}
          onChange={(next) =>
            void navigate({
              search: (previous) => ({ ...previous, role: next === 'client' ? 'client' : 'fournisseur' }),
              replace: true,
            })
          }
        />
      </div>
      {partenaire ? (
        <Plan partner={partenaire} isBuyer={role === 'client'} />
      ) : (
        <EmptyState icon="calendar" title={t('planning.choose')}>
          {t('planning.chooseHelp')}
        </EmptyState>
      )}
    </>
  );
}

function Plan({ partner, isBuyer }: { partner: string; isBuyer: boolean }) {
  const t = useT();
  // each reading is a visit: it is read once, so that what changed stays marked while the page is open
  const plan = useRead(
    PlanningOperation,
    { partner, as: isBuyer ? 'BUYER' : 'SELLER' },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  if (plan.isPending) return <Loading lines={8} />;
  if (plan.isError) return <ErrorPanel error={plan.error} onRetry={() => void plan.refetch()} />;
  const { planning } = plan.data;
  if (!planning.items.length) {
    return (
      <EmptyState icon="calendar" title={t('planning.none')}>
        {t('planning.noneHelp')}
      </EmptyState>
    );
  }
  return (
    <Stack>
      <PlanningSummary planning={planning} isBuyer={isBuyer} />
      <PlanningGrid planning={planning} isBuyer={isBuyer} />
    </Stack>
  );
}
