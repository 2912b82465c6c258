import { Button, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { downloadFile } from '../../../api/rest';
import { useRead } from '../../../api/use-operation';
import { Icon } from '../../../components/icon';
import { NoRight } from '../../../components/no-right';
import { PageHeader } from '../../../components/page-header';
import { Callout, ErrorPanel, Loading, Stack } from '../../../components/panels';
import { useFormats } from '../../../formats';
import { graphql } from '../../../generated/gql';
import { useLanguage, useT } from '../../../language';
import itemStyles from '../../item/item.module.css';
import { type Indicator, IndicatorCard } from './indicator-card';
import styles from './indicators.module.css';

const OwnIndicators = graphql(/* GraphQL */ `
  query OwnIndicators($months: Int!) {
    reconciliationIndicators(months: $months) {
      computedAt
      indicators {
        ...IndicatorShown
      }
    }
  }

  fragment IndicatorShown on Indicator {
    name
    measure
    label {
      fr
      en
    }
    definition {
      fr
      en
    }
    months {
      month
      value
      part
      whole
      companies
      note {
        fr
        en
      }
    }
  }
`);

const FiliereIndicators = graphql(/* GraphQL */ `
  query FiliereIndicators($months: Int!) {
    filiereIndicators(months: $months) {
      ...IndicatorShown
    }
  }
`);

const SPANS = [6, 12, 24, 36];

/** Figures month by month: a company’s own; for the committee those of all companies together, never of one. */
export function IndicatorsPage() {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  const [months, setMonths] = useState(12);
  const isOwn = can('discrepancy:read');
  if (!isOwn && !can('indicators:read')) return <NoRight />;
  const above = isOwn && (
    <Link to="/$filiere/ecarts" params={{ filiere }} className={itemStyles.back}>
      <Icon name="back" size={16} /> {t('discrepancies.title')}
    </Link>
  );
  return (
    <>
      <PageHeader
        title={t('indicators.title')}
        lead={t(isOwn ? 'indicators.lead' : 'indicators.filiereLead')}
        above={above}
        actions={<CsvButton isOwn={isOwn} months={months} />}
      />
      <Stack>
        <Select
          className={styles.span}
          label={t('indicators.span')}
          allowDeselect={false}
          data={SPANS.map((span) => ({
            value: String(span),
            label: t('indicators.months', { count: span }),
          }))}
          value={String(months)}
          onChange={(span) => setMonths(Number(span ?? months))}
        />
        {isOwn ? <Own months={months} /> : <OfFiliere months={months} />}
      </Stack>
    </>
  );
}

function Own({ months }: { months: number }) {
  const t = useT();
  const { moment } = useFormats();
  const query = useRead(OwnIndicators, { months }, { keepPrevious: true });
  if (query.isPending) return <Loading lines={8} />;
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  const { computedAt, indicators } = query.data.reconciliationIndicators;
  return (
    <>
      {computedAt ? (
        <p className="small soft" data-testid="computed-at">
          {t('indicators.computed', { when: moment(computedAt) })}
        </p>
      ) : (
        <Callout tone="info">
          <p>{t('indicators.notYet')}</p>
        </Callout>
      )}
      <Cards indicators={indicators} />
    </>
  );
}

function OfFiliere({ months }: { months: number }) {
  const t = useT();
  const query = useRead(FiliereIndicators, { months }, { keepPrevious: true });
  if (query.isPending) return <Loading lines={8} />;
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Callout tone="info">
        <p>{t('indicators.neutral')}</p>
      </Callout>
      <Cards indicators={query.data.filiereIndicators} />
    </>
  );
}

const Cards = ({ indicators }: { indicators: readonly Indicator[] }) => (
  <div className={styles.cards} data-testid="indicators">
    {indicators.map((indicator) => (
      <IndicatorCard key={indicator.name} indicator={indicator} />
    ))}
  </div>
);

function CsvButton({ isOwn, months }: { isOwn: boolean; months: number }) {
  const t = useT();
  const { language } = useLanguage();
  const place = usePlace();
  const file = useMutation({
    mutationFn: () =>
      downloadFile(
        place,
        `/${place.slug}/${isOwn ? 'my-indicators' : 'indicators'}.csv?months=${months}&language=${language}`,
        `${t('indicators.title')}.csv`,
      ),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="file" size={18} />}
        loading={file.isPending}
        onClick={() => file.mutate()}
        data-testid="indicators-csv"
      >
        {t('discrepancies.export')}
      </Button>
      {file.isError && <ErrorPanel error={file.error} />}
    </>
  );
}
