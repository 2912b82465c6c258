import { Link } from '@tanstack/react-router';
import { usePlace } from '../../api/place';
import { useRead } from '../../api/use-operation';
import { ButtonLink } from '../../components/button-link';
import { Icon } from '../../components/icon';
import { PageHeader } from '../../components/page-header';
import { Card, EmptyState, ErrorPanel, Loading, Stack } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { CommitteeHomeQuery } from '../../generated/graphql';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import { roleMessage } from '../../role-names';
import { actMessage } from '../committee/act-names';
import styles from './home.module.css';

const CommitteeHomeDocument = graphql(/* GraphQL */ `
  query CommitteeHome($manages: Boolean!) {
    organisations(first: 6) {
      edges {
        node {
          id
          name
          city
          status
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    invitations @include(if: $manages) {
      id
      email
      role
      createdAt
      expiresAt
      acceptedAt
      organisation {
        id
        name
      }
    }
    auditRecords(first: 6) {
      edges {
        node {
          id
          at
          actor
          action
        }
      }
    }
  }
`);

/** Home of a filière's committee: who belongs, who is expected, what was done. */
export function CommitteeHome() {
  const t = useT();
  const textOf = useText();
  const { slug: filiere, filiere: here, can } = usePlace();
  const manages = can('member:manage');
  const home = useRead(CommitteeHomeDocument, { manages });
  const invite = manages && (
    <ButtonLink
      to="/$filiere/membres"
      params={{ filiere }}
      color="rust"
      leftSection={<Icon name="plus" />}
      data-testid="action-admit"
    >
      {t('home.admit')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t('home.committeeTitle')} lead={textOf(here.committee)} actions={invite} />
      {home.isPending && <Loading lines={6} />}
      {home.isError && <ErrorPanel error={home.error} onRetry={() => void home.refetch()} />}
      {home.data && (
        <Stack>
          <div className={styles.columns}>
            <Members data={home.data} />
            {manages && <Invitations data={home.data} />}
          </div>
          <LastActs data={home.data} />
        </Stack>
      )}
    </>
  );
}

function Members({ data }: { data: CommitteeHomeQuery }) {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  const all = can('member:manage') && (
    <Link to="/$filiere/membres" params={{ filiere }}>
      {t('home.allMembers')}
    </Link>
  );
  return (
    <Card title={t('home.members')} aside={all}>
      {data.organisations.edges.length === 0 && (
        <EmptyState icon="building" title={t('members.none')}>
          {t('members.noneHelp')}
        </EmptyState>
      )}
      <ul className={styles.plain}>
        {data.organisations.edges.map(({ node }) => (
          <li key={node.id}>
            <span>{node.name}</span>
            <span className="soft">{node.city}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Invitations({ data }: { data: CommitteeHomeQuery }) {
  const t = useT();
  const { day } = useFormats();
  const open = data.invitations?.filter(({ acceptedAt }) => !acceptedAt) ?? [];
  return (
    <Card title={t('home.invitations')}>
      {open.length === 0 && <p className="soft">{t('home.noInvitations')}</p>}
      <ul className={styles.plain}>
        {open.map((invitation) => (
          <li key={invitation.id}>
            <span>
              {invitation.email}
              <br />
              <span className="small soft">
                {invitation.organisation?.name ?? t('shell.committee')} · {t(roleMessage(invitation.role))}
              </span>
            </span>
            <span className="small soft">{t('invitation.until', { date: day(invitation.expiresAt) })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function LastActs({ data }: { data: CommitteeHomeQuery }) {
  const t = useT();
  const { moment } = useFormats();
  const { slug: filiere } = usePlace();
  const all = (
    <Link to="/$filiere/journal" params={{ filiere }}>
      {t('home.allActs')}
    </Link>
  );
  return (
    <Card title={t('home.lastActs')} aside={all}>
      {data.auditRecords.edges.length === 0 && <p className="soft">{t('journal.none')}</p>}
      <ul className={styles.plain}>
        {data.auditRecords.edges.map(({ node }) => (
          <li key={node.id}>
            <span>
              {t(actMessage(node.action))} <span className="soft">· {node.actor}</span>
            </span>
            <span className="soft nums">{moment(node.at)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
