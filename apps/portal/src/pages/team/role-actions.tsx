import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../api/use-operation';
import { Dialog } from '../../components/dialog';
import { ErrorPanel } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useT } from '../../language';
import { COMMITTEE_ROLES, ORGANISATION_ROLES, roleMessage } from '../../role-names';

const ChangeRole = graphql(/* GraphQL */ `
  mutation ChangeRole($assignment: ID!, $role: String!) {
    changeRole(assignment: $assignment, role: $role) {
      id
      role
    }
  }
`);

const RemoveRole = graphql(/* GraphQL */ `
  mutation RemoveRole($assignment: ID!) {
    removeRole(assignment: $assignment)
  }
`);

export interface Assignment {
  readonly id: string;
  readonly role: string;
  readonly mandate: boolean;
  readonly validUntil?: string | null;
  readonly person: {
    readonly id: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
  };
}

interface RoleActionsProps {
  readonly assignment: Assignment;
  readonly isCommittee: boolean;
}

/** Gives a person another role, or ends it after asking once more. */
export function RoleActions({ assignment, isCommittee }: RoleActionsProps) {
  const t = useT();
  const change = useChange(ChangeRole);
  const [isAsking, setAsking] = useState(false);
  const name = `${assignment.person.firstName} ${assignment.person.lastName}`;
  const roles = isCommittee ? COMMITTEE_ROLES : ORGANISATION_ROLES;
  return (
    <>
      <Group gap="xs">
        <Select
          size="xs"
          aria-label={t('team.roleOf', { name })}
          data={roles.map((role) => ({ value: role, label: t(roleMessage(role)) }))}
          value={assignment.role}
          allowDeselect={false}
          disabled={change.isPending}
          onChange={(role) =>
            role && role !== assignment.role && change.mutate({ assignment: assignment.id, role })
          }
        />
        <Button
          size="xs"
          variant="default"
          onClick={() => setAsking(true)}
          aria-label={t('team.removeName', { name })}
        >
          {t('action.remove')}
        </Button>
      </Group>
      {change.isError && <ErrorPanel error={change.error} />}
      {isAsking && <ConfirmRemoval assignment={assignment} name={name} onClose={() => setAsking(false)} />}
    </>
  );
}

function ConfirmRemoval({
  assignment,
  name,
  onClose,
}: {
  assignment: Assignment;
  name: string;
  onClose: () => void;
}) {
  const t = useT();
  const remove = useChange(RemoveRole);
  return (
    <Dialog onClose={onClose} title={t('team.removeName', { name })}>
      <p>{t('team.removeHelp')}</p>
      {remove.isError && <ErrorPanel error={remove.error} />}
      <Group mt="lg">
        <Button
          color="rust"
          loading={remove.isPending}
          onClick={() => remove.mutate({ assignment: assignment.id }, { onSuccess: onClose })}
        >
          {t('action.remove')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </Group>
    </Dialog>
  );
}
