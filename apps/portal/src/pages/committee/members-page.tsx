import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { usePlace } from '../../api/place';
import { usePages } from '../../api/use-operation';
import { Icon } from '../../components/icon';
import { NoRight } from '../../components/no-right';
import { PageHeader } from '../../components/page-header';
import { EmptyState, ErrorPanel, LoadMore, Loading } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { MembersQuery } from '../../generated/graphql';
import { useT } from '../../language';
import { AdmitDialog } from './admit-dialog';
import styles from './members.module.css';
import { MemberCard } from './member-card';

const Members = graphql(/* GraphQL */ `
  query Members($search: String, $after: String) {
    memberOrganisations(search: $search, first: 30, after: $after) {
      edges {
        node {
          admittedAt
          organisation {
            id
            name
            city
            department
            country
            tier
            status
            activity {
              fr
              en
            }
            identifiers {
              scheme
              value
            }
          }
          people {
            id
            role
            mandate
            validUntil
            person {
              id
              firstName
              lastName
              email
            }
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

export type Member = MembersQuery['memberOrganisations']['edges'][number]['node'];

/** Who belongs to the filière: admitted, invited, suspended and taken back by its committee. */
export function MembersPage() {
  const t = useT();
  const { can } = usePlace();
  const [isAdmitting, setAdmitting] = useState(false);
  const admit = can('member:manage') && (
    <Button
      color="rust"
      leftSection={<Icon name="plus" />}
      onClick={() => setAdmitting(true)}
      data-testid="admit"
    >
      {t('members.admit')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('nav.members')} lead={t('members.lead')} actions={admit} />
      {can('member:manage') ? <MemberList /> : <NoRight />}
      {isAdmitting && <AdmitDialog onClose={() => setAdmitting(false)} />}
    </>
  );
}

function MemberList() {
  const t = useT();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 300);
  const members = usePages(Members, { search: settled || null }, (data) => data.memberOrganisations);
  return (
    <>
      <div role="search" className={styles.search}>
        <TextInput
          label={t('members.search')}
          leftSection={<Icon name="search" size={18} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-testid="members-search"
        />
      </div>
      {members.isPending && <Loading lines={8} />}
      {members.isError && <ErrorPanel error={members.error} onRetry={() => void members.refetch()} />}
      {members.nodes?.length === 0 && (
        <EmptyState icon="building" title={t(settled ? 'members.noneFound' : 'members.none')}>
          {t('members.noneHelp')}
        </EmptyState>
      )}
      <ul className={styles.members} data-testid="members">
        {members.nodes?.map((member) => (
          <MemberCard key={member.organisation.id} member={member} />
        ))}
      </ul>
      <LoadMore query={members} />
    </>
  );
}
