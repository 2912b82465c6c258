import { usePlace } from '../../api/place';
import { useRead } from '../../api/use-operation';
import { DataTable, type Column } from '../../components/data-table';
import { PageHeader } from '../../components/page-header';
import { Card, ErrorPanel, Loading, Stack } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useFormats } from '../../formats';
import { useT } from '../../language';
import { roleMessage } from '../../role-names';
import { InviteButton } from './invite-person';
import { type Assignment, RoleActions } from './role-actions';

const Team = graphql(/* GraphQL */ `
  query Team($manages: Boolean!) {
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
    invitations @include(if: $manages) {
      id
      email
      role
      expiresAt
      acceptedAt
      organisation {
        id
      }
    }
  }
`);

/** One's own people, and those expected. */
export function TeamPage() {
  const t = useT();
  const { me, can } = usePlace();
  const isCommittee = !me.organisation;
  const manages = can(isCommittee ? 'member:manage' : 'organisation:manage');
  const team = useRead(Team, { manages });
  const invite = manages && <InviteButton variant="filled" organisation={me.organisation ?? undefined} />;
  const expected =
    team.data?.invitations?.filter(
      ({ acceptedAt, organisation }) =>
        !acceptedAt && (organisation?.id ?? null) === (me.organisation?.id ?? null),
    ) ?? [];
  return (
    <>
      <PageHeader
        title={t('team.title')}
        lead={t('team.lead', { organisation: me.organisation?.name ?? t('shell.committee') })}
        actions={invite}
      />
      {team.isPending && <Loading />}
      {team.isError && <ErrorPanel error={team.error} onRetry={() => void team.refetch()} />}
      <Stack>
        {team.data && <People people={team.data.people} manages={manages} isCommittee={isCommittee} />}
        {expected.length > 0 && (
          <Card title={t('home.invitations')}>
            <ul>
              {expected.map((invitation) => (
                <Expected key={invitation.id} {...invitation} />
              ))}
            </ul>
          </Card>
        )}
      </Stack>
    </>
  );
}

function Expected({ email, role, expiresAt }: { email: string; role: string; expiresAt: string }) {
  const t = useT();
  const { day } = useFormats();
  return (
    <li>
      {email}{' '}
      <span className="soft">
        {t(roleMessage(role))} · {t('invitation.until', { date: day(expiresAt) })}
      </span>
    </li>
  );
}

function People({
  people,
  manages,
  isCommittee,
}: {
  people: readonly Assignment[];
  manages: boolean;
  isCommittee: boolean;
}) {
  const t = useT();
  const { day } = useFormats();
  const { me } = usePlace();
  const columns: Column<Assignment>[] = [
    { key: 'name', title: t('team.name'), cell: ({ person }) => `${person.firstName} ${person.lastName}` },
    { key: 'email', title: t('person.email'), cell: ({ person }) => person.email },
    {
      key: 'role',
      title: t('team.role'),
      cell: ({ role, mandate, validUntil }) =>
        [t(roleMessage(role)), mandate && validUntil && t('places.until', { date: day(validUntil) })]
          .filter(Boolean)
          .join(' · '),
    },
    ...(manages
      ? [
          {
            key: 'actions',
            title: t('team.actions'),
            quiet: true,
            cell: (assignment: Assignment) =>
              assignment.person.id === me.person?.id ? (
                <span className="soft">{t('team.you')}</span>
              ) : (
                <RoleActions assignment={assignment} isCommittee={isCommittee} />
              ),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={t('team.title')}
      columns={columns}
      rows={people}
      rowKey={({ id }) => id}
      testId="team"
    />
  );
}
