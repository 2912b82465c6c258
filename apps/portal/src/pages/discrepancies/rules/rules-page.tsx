import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { usePlace } from '../../../api/place';
import { useRead } from '../../../api/use-operation';
import { Icon } from '../../../components/icon';
import { OrganisationPicker } from '../../../components/organisation-picker';
import { PageHeader } from '../../../components/page-header';
import { Card, ErrorPanel, Loading, Stack } from '../../../components/panels';
import { useFormats } from '../../../formats';
import { graphql } from '../../../generated/gql';
import type { RulesReadQuery } from '../../../generated/graphql';
import { useT } from '../../../language';
import itemStyles from '../../item/item.module.css';
import { CompareAgain } from '../compare-again';
import type { Rules } from './rules-draft';
import { RulesForm } from './rules-form';
import { RulesShown } from './rules-shown';
import styles from './rules.module.css';

const RulesRead = graphql(/* GraphQL */ `
  query RulesRead($partner: ID) {
    reconciliationRules(partner: $partner) {
      filiere
      mine
      theirs
      effective
      validFrom
    }
  }
`);

export type RulesInForce = RulesReadQuery['reconciliationRules'];

const FROM = '/$filiere/ecarts/regles';

/** What counts as a difference: of the filière for its committee, of a relation, stricter, for a company. */
export function RulesPage() {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  const { partenaire } = useSearch({ from: FROM });
  const isCommittee = can('rules:manage');
  const above = can('discrepancy:read') && (
    <Link to="/$filiere/ecarts" params={{ filiere }} className={itemStyles.back}>
      <Icon name="back" size={16} /> {t('discrepancies.title')}
    </Link>
  );
  return (
    <>
      <PageHeader
        title={t('nav.rules')}
        lead={t(isCommittee ? 'rules.filiereLead' : 'rules.lead')}
        above={above}
      />
      <Stack>
        {!isCommittee && <PartnerField />}
        <Read key={partenaire ?? ''} partner={isCommittee ? undefined : partenaire} />
        {can('discrepancy:write') && <CompareAgain />}
      </Stack>
    </>
  );
}

function PartnerField() {
  const t = useT();
  const navigate = useNavigate({ from: FROM });
  const { partenaire } = useSearch({ from: FROM });
  return (
    <OrganisationPicker
      className={styles.partner}
      label={t('inbox.partner')}
      description={t('rules.partnerHelp')}
      clearable
      value={partenaire ?? ''}
      onPick={(id) => void navigate({ search: { partenaire: id || undefined }, replace: true })}
      data-testid="rules-partner"
    />
  );
}

function Read({ partner }: { partner: string | undefined }) {
  const t = useT();
  const { can } = usePlace();
  const { day } = useFormats();
  const query = useRead(RulesRead, { partner: partner ?? null });
  if (query.isPending) return <Loading lines={8} />;
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  const rules = query.data.reconciliationRules;
  const effective = rules.effective as Rules;
  const since = rules.validFrom
    ? t('rules.since', { date: day(`${rules.validFrom}T12:00:00`) })
    : t('rules.byDefault');
  const isFilierePage = can('rules:manage');
  return (
    <>
      {!isFilierePage && (
        <Card title={t(partner ? 'rules.inForceBoth' : 'rules.inForce')} testId="rules-in-force">
          <p className={`${styles.since} small soft`}>{since}</p>
          <RulesShown rules={effective} />
        </Card>
      )}
      {isFilierePage && (
        <Card title={t('rules.ofFiliere')} aside={<span className="small soft">{since}</span>}>
          <RulesForm key={rules.validFrom ?? ''} begin={effective} />
        </Card>
      )}
      {partner && can('organisation:manage') && (
        <Card title={t('rules.ofRelation')}>
          <RulesForm begin={(rules.mine ?? {}) as Rules} wider={effective} partner={partner} />
        </Card>
      )}
    </>
  );
}
