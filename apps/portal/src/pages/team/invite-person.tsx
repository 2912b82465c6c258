import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { usePlace } from '../../api/place';
import { Dialog } from '../../components/dialog';
import { useChange } from '../../api/use-operation';
import { CopyField } from '../../components/copy-field';
import { ErrorSummary } from '../../components/error-summary';
import { useProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { Callout, ErrorPanel } from '../../components/panels';
import { graphql } from '../../generated/gql';
import { useT } from '../../language';
import { COMMITTEE_ROLES, ORGANISATION_ROLES, roleMessage } from '../../role-names';
import { startOfDay } from '../declare-lot/lot-draft';

const InvitePerson = graphql(/* GraphQL */ `
  mutation InvitePerson($input: InvitePersonInput!) {
    invitePerson(input: $input) {
      link
      invitation {
        id
        email
        expiresAt
      }
    }
  }
`);

const useInvite = () => useChange(InvitePerson);
type InviteChange = ReturnType<typeof useInvite>;

interface InviteProps {
  /** Where the person will work; absent: the committee. */
  readonly organisation?: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Makes a link for one person; the link is shown once, to be handed over. */
export function InviteDialog({ organisation, onClose }: InviteProps) {
  const t = useT();
  const invite = useInvite();
  const made = invite.data?.invitePerson;
  return (
    <Dialog
      onClose={onClose}
      title={t('invite.title', { organisation: organisation?.name ?? t('shell.committee') })}
    >
      {made ? (
        <div className={formStyles.form}>
          <Callout tone="success" live>
            <p>{t('invite.done', { email: made.invitation.email })}</p>
          </Callout>
          <CopyField label={t('invite.link')} value={new URL(made.link, location.origin).href} />
          <Button onClick={onClose}>{t('action.close')}</Button>
        </div>
      ) : (
        <InviteForm organisation={organisation} invite={invite} />
      )}
    </Dialog>
  );
}

function InviteForm({
  organisation,
  invite,
}: {
  organisation: InviteProps['organisation'];
  invite: InviteChange;
}) {
  const t = useT();
  const form = useProblems();
  const roles = organisation ? ORGANISATION_ROLES : COMMITTEE_ROLES;
  const [draft, setDraft] = useState({ email: '', role: roles[0] as string, until: '' });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problems = draft.email.includes('@') ? [] : [{ field: 'email', message: t('invite.emailMissing') }];
    form.show(problems);
    if (problems.length) return;
    invite.mutate({
      input: {
        email: draft.email.trim(),
        role: draft.role,
        ...(organisation && { organisation: organisation.id }),
        ...(draft.until && { mandateUntil: startOfDay(draft.until) }),
      },
    });
  };
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <ErrorSummary form={form} />
      {invite.isError && <ErrorPanel error={invite.error} />}
      <TextInput
        {...form.field('email')}
        label={t('person.email')}
        type="email"
        autoComplete="off"
        value={draft.email}
        onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
        data-testid="invite-email"
      />
      <Select
        label={t('team.role')}
        description={t('invite.roleHelp')}
        data={roles.map((role) => ({ value: role, label: t(roleMessage(role)) }))}
        value={draft.role}
        allowDeselect={false}
        onChange={(role) => setDraft({ ...draft, role: role ?? draft.role })}
      />
      {organisation && (
        <TextInput
          type="date"
          label={t('invite.until')}
          description={t('invite.untilHelp')}
          value={draft.until}
          onChange={(event) => setDraft({ ...draft, until: event.currentTarget.value })}
        />
      )}
      <Button type="submit" color="rust" loading={invite.isPending} data-testid="invite-submit">
        {t('invite.submit')}
      </Button>
    </form>
  );
}

/** The button that opens the dialog. */
export function InviteButton({
  organisation,
  variant = 'default',
}: {
  organisation?: InviteProps['organisation'];
  variant?: 'default' | 'filled';
}) {
  const t = useT();
  const { can } = usePlace();
  const [isOpen, setOpen] = useState(false);
  if (!can('organisation:manage') && !can('member:manage')) return null;
  return (
    <>
      <Button
        size={variant === 'default' ? 'xs' : 'sm'}
        variant={variant}
        {...(variant === 'filled' && { color: 'rust' })}
        onClick={() => setOpen(true)}
        aria-label={
          organisation ? t('invite.into', { organisation: organisation.name }) : t('invite.intoCommittee')
        }
        data-testid="invite"
      >
        {t('invite.open')}
      </Button>
      {isOpen && <InviteDialog organisation={organisation} onClose={() => setOpen(false)} />}
    </>
  );
}
