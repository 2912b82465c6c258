import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { rememberPlace } from '../../api/place';
import { acceptInvitation, type InvitationOffer, readInvitation, readSession } from '../../api/rest';
import { useNewSession } from '../../api/session';
import { ErrorSummary } from '../../components/error-summary';
import { useProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { PageHeader } from '../../components/page-header';
import { ErrorPanel, Loading } from '../../components/panels';
import { useT } from '../../language';
import { roleMessage } from '../../role-names';
import { PlainLayout } from '../../shell/plain-layout';

const SHORTEST_PASSWORD = 12;

/** The page behind an invitation link. */
export function InvitationPage() {
  const t = useT();
  const { filiere, token } = useParams({ from: '/$filiere/invitation/$token' });
  const offer = useQuery({
    queryKey: ['invitation', filiere, token],
    queryFn: () => readInvitation(filiere, token),
    retry: false,
  });
  return (
    <PlainLayout narrow>
      <PageHeader title={t('invitation.title')} />
      {offer.isPending && <Loading />}
      {offer.isError && <ErrorPanel error={offer.error} />}
      {offer.data && <AcceptForm offer={offer.data} filiere={filiere} token={token} />}
    </PlainLayout>
  );
}

function useAccept(filiere: string, token: string) {
  const navigate = useNavigate();
  const renew = useNewSession();
  return useMutation({
    mutationFn: async (person: { firstName: string; lastName: string; password: string }) => {
      await acceptInvitation(filiere, token, person);
      return readSession();
    },
    onSuccess: async (session) => {
      renew(session);
      const place = session.places.findLast((candidate) => candidate.filiere.slug === filiere);
      if (place) rememberPlace(place);
      await navigate({ to: '/$filiere', params: { filiere } });
    },
  });
}

function AcceptForm({ offer, filiere, token }: { offer: InvitationOffer; filiere: string; token: string }) {
  const t = useT();
  const form = useProblems();
  const accept = useAccept(filiere, token);
  const [person, setPerson] = useState({ firstName: '', lastName: '', password: '' });
  const set = (key: keyof typeof person) => (event: { currentTarget: HTMLInputElement }) =>
    setPerson({ ...person, [key]: event.currentTarget.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isShort = !offer.known && person.password.length < SHORTEST_PASSWORD;
    const problems = [
      ...(offer.known || person.firstName.trim()
        ? []
        : [{ field: 'firstName', message: t('person.firstNameMissing') }]),
      ...(offer.known || person.lastName.trim()
        ? []
        : [{ field: 'lastName', message: t('person.lastNameMissing') }]),
      ...(isShort
        ? [{ field: 'password', message: t('person.passwordShort', { count: SHORTEST_PASSWORD }) }]
        : []),
    ];
    form.show(problems);
    if (!problems.length) accept.mutate(person);
  };
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <p>
        {t('invitation.offer', {
          organisation: offer.organisation ?? t('shell.committee'),
          role: t(roleMessage(offer.role)),
          email: offer.email,
        })}
      </p>
      <ErrorSummary form={form} />
      {accept.isError && <ErrorPanel error={accept.error} />}
      {!offer.known && (
        <div className={formStyles.row}>
          <TextInput
            {...form.field('firstName')}
            label={t('person.firstName')}
            autoComplete="given-name"
            value={person.firstName}
            onChange={set('firstName')}
          />
          <TextInput
            {...form.field('lastName')}
            label={t('person.lastName')}
            autoComplete="family-name"
            value={person.lastName}
            onChange={set('lastName')}
          />
        </div>
      )}
      <PasswordInput
        {...form.field('password')}
        label={t('person.password')}
        description={
          offer.known ? t('invitation.known') : t('person.passwordHelp', { count: SHORTEST_PASSWORD })
        }
        autoComplete={offer.known ? 'current-password' : 'new-password'}
        value={person.password}
        onChange={set('password')}
        visibilityToggleButtonProps={{ 'aria-label': t('person.showPassword') }}
      />
      <Button type="submit" color="rust" loading={accept.isPending} data-testid="accept-invitation">
        {t('invitation.accept')}
      </Button>
    </form>
  );
}
