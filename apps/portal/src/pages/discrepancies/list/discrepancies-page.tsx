import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { usePages } from '../../../api/use-operation';
import { ButtonLink } from '../../../components/button-link';
import { NoRight } from '../../../components/no-right';
import { PageHeader } from '../../../components/page-header';
import { Callout, EmptyState, ErrorPanel, LoadMore, Loading, Stack } from '../../../components/panels';
import { useT, useText } from '../../../language';
import { CompareAgain } from '../compare-again';
import { filterOf, isNarrowed } from '../search';
import { useSummary } from '../use-summary';
import { isUnresolved } from '../words';
import { BulkBar } from './bulk-bar';
import { Discrepancies, type DiscrepancyRow } from './discrepancy-rows';
import { DiscrepancyTable } from './discrepancy-table';
import { ExportButton } from './export-button';
import { Filters } from './filters';
import { SavedViewsBar } from './saved-views-bar';
import { SummaryLine } from './summary-line';

const FROM = '/$filiere/ecarts';
const REFRESH_MS = 30_000;

/** What one says and the other does not: found by itself, explained, and resolved with few words. */
export function DiscrepanciesPage() {
  const t = useT();
  const { can } = usePlace();
  const search = useSearch({ from: FROM });
  const isAllowed = can('discrepancy:read');
  return (
    <>
      <PageHeader
        title={t('discrepancies.title')}
        lead={t('discrepancies.lead')}
        actions={isAllowed && <ExportButton search={search} />}
      />
      {isAllowed ? <Page /> : <NoRight />}
    </>
  );
}

function Page() {
  const search = useSearch({ from: FROM });
  const summary = useSummary();
  const rows = usePages(
    Discrepancies,
    { filter: filterOf(search) },
    (data) => data.discrepancies,
    REFRESH_MS,
  );
  return (
    <Stack>
      {summary.data && <SummaryLine summary={summary.data.discrepancySummary} />}
      <Ways />
      <div>
        <Filters />
        <SavedViewsBar />
      </div>
      {rows.isPending && <Loading lines={8} />}
      {rows.isError && <ErrorPanel error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.nodes && rows.nodes.length > 0 && <Rows rows={rows.nodes} />}
      {rows.nodes?.length === 0 && <None />}
      <LoadMore query={rows} />
    </Stack>
  );
}

/** The pages about discrepancies as a whole, and the button that looks at everything again. */
function Ways() {
  const t = useT();
  const { slug: filiere } = usePlace();
  const look = { params: { filiere }, variant: 'default', size: 'xs' } as const;
  return (
    <CompareAgain>
      <ButtonLink to="/$filiere/ecarts/indicateurs" {...look} data-testid="see-indicators">
        {t('nav.indicators')}
      </ButtonLink>
      <ButtonLink to="/$filiere/ecarts/regles" {...look} data-testid="see-rules">
        {t('nav.rules')}
      </ButtonLink>
    </CompareAgain>
  );
}

function Rows({ rows }: { rows: readonly DiscrepancyRow[] }) {
  const t = useT();
  const textOf = useText();
  const { can } = usePlace();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [changed, setChanged] = useState(0);
  const choosable = rows.filter(({ state }) => isUnresolved(state));
  const present = choosable.filter(({ id }) => chosen.has(id));
  const mayAct = can('discrepancy:write') && choosable.length > 0;
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
    setChanged(0);
  };
  return (
    <div>
      {mayAct && (
        <BulkBar
          chosen={present.map(({ id, version, kindLabel, label }) => ({
            id,
            version,
            name: `${textOf(kindLabel)}, ${label}`,
          }))}
          choosable={choosable.length}
          onAll={(isChosen) => {
            setChosen(new Set(isChosen ? choosable.map(({ id }) => id) : []));
            setChanged(0);
          }}
          onDone={(count) => {
            setChosen(new Set());
            setChanged(count);
          }}
        />
      )}
      {changed > 0 && (
        <Callout tone="success" live testId="acts-done">
          <p>{t('discrepancies.acted', { count: changed })}</p>
        </Callout>
      )}
      <DiscrepancyTable rows={rows} chosen={chosen} {...(mayAct && { onChoose: choose })} />
    </div>
  );
}

/** Nothing to show: what the page is for, and what makes it useful; or which filter to take away. */
function None() {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  const search = useSearch({ from: FROM });
  if (isNarrowed(search))
    return (
      <EmptyState
        icon="search"
        title={t('discrepancies.noneFound')}
        actions={
          <ButtonLink to="/$filiere/ecarts" params={{ filiere }} search={{}} variant="default">
            {t('discrepancies.clear')}
          </ButtonLink>
        }
      >
        {t('discrepancies.noneFoundHelp')}
      </EmptyState>
    );
  const first = can('document:write') && (
    <>
      <ButtonLink
        to="/$filiere/documents/nouveau"
        params={{ filiere }}
        search={{ type: 'despatch_advice' }}
        variant="default"
      >
        {t('discrepancies.announce')}
      </ButtonLink>
      <ButtonLink
        to="/$filiere/documents/nouveau"
        params={{ filiere }}
        search={{ type: 'receipt_advice' }}
        variant="default"
      >
        {t('discrepancies.receive')}
      </ButtonLink>
    </>
  );
  return (
    <EmptyState icon="check" title={t('discrepancies.none')} actions={first}>
      {t('discrepancies.noneHelp')}
    </EmptyState>
  );
}
