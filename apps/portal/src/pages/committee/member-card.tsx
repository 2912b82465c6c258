import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../api/place';
import { useChange } from '../../api/use-operation';
import { ErrorPanel, Status } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import { InviteButton } from '../team/invite-person';
import { RoleActions } from '../team/role-actions';
import styles from './members.module.css';
import type { Member } from './members-page';

const SuspendOrganisation = graphql(/* GraphQL */ `
  mutation SuspendOrganisation($id: ID!) {
    suspendOrganisation(id: $id) {
      id
      status
    }
  }
`);

const ReinstateOrganisation = graphql(/* GraphQL */ `
  mutation ReinstateOrganisation($id: ID!) {
    reinstateOrganisation(id: $id) {
      id
      status
    }
  }
`);

/** One member: who it is, its people, and what the committee can do. */
export function MemberCard({ member }: { member: Member }) {
  const t = useT();
  const { day } = useFormats();
  const { organisation, people, admittedAt } = member;
  const { name, city, department, identifiers, status } = organisation;
  const identifier = identifiers.find(({ scheme }) => scheme === 'siren') ?? identifiers[0];
  const where = [
    city && department ? `${city} (${department})` : city,
    identifier && `${identifier.scheme.toUpperCase()} ${identifier.value}`,
  ];
  return (
    <li className={styles.member} data-testid="member">
      <div className={styles.head}>
        <div>
          <h2>
            {name} {status === 'suspended' && <Status tone="danger">{t('members.suspended')}</Status>}
          </h2>
          <p className="soft">
            <TierAndActivity member={member} />
          </p>
          <p className="small soft">
            {[...where, t('members.since', { date: day(admittedAt) })].filter(Boolean).join(' · ')}
          </p>
        </div>
        <div className={styles.buttons}>
          <InviteButton organisation={organisation} />
          <SuspendButton id={organisation.id} name={name} isSuspended={status === 'suspended'} />
        </div>
      </div>
      <details className={styles.people}>
        <summary>{t('members.people', { count: people.length })}</summary>
        <ul>
          {people.map((assignment) => (
            <li key={assignment.id}>
              <span>
                {`${assignment.person.firstName} ${assignment.person.lastName}`}{' '}
                <span className="soft">{assignment.person.email}</span>
              </span>
              <RoleActions assignment={assignment} isCommittee={false} />
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function TierAndActivity({ member }: { member: Member }) {
  const textOf = useText();
  const { filiere } = usePlace();
  const { tier, activity } = member.organisation;
  const known = filiere.tiers.find(({ rank }) => rank === tier);
  return [activity && textOf(activity), known && textOf(known.label)].filter(Boolean).join(' · ');
}

/** Two presses: the first asks, the second acts. Taking back needs one. */
function SuspendButton({ id, name, isSuspended }: { id: string; name: string; isSuspended: boolean }) {
  const t = useT();
  const suspend = useChange(SuspendOrganisation);
  const reinstate = useChange(ReinstateOrganisation);
  const [isSure, setSure] = useState(false);
  const error = suspend.error ?? reinstate.error;
  const press = () => {
    if (isSuspended) return reinstate.mutate({ id });
    if (!isSure) return setSure(true);
    return suspend.mutate({ id }, { onSettled: () => setSure(false) });
  };
  const message = isSuspended ? 'members.reinstate' : isSure ? 'members.suspendSure' : 'members.suspend';
  return (
    <>
      <Button
        size="xs"
        variant={isSure ? 'filled' : 'default'}
        {...(isSure && { color: 'rust' })}
        loading={suspend.isPending || reinstate.isPending}
        onBlur={() => setSure(false)}
        onClick={press}
        aria-label={`${t(message)} ${name}`}
      >
        {t(message)}
      </Button>
      {error && <ErrorPanel error={error} />}
    </>
  );
}
