import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { organisationKey, rememberPlace } from '../../api/place';
import { type Session, signIn } from '../../api/rest';
import { useNewSession } from '../../api/session';
import { ErrorSummary } from '../../components/error-summary';
import { useProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { PageHeader } from '../../components/page-header';
import { Callout, ErrorPanel } from '../../components/panels';
import { useT } from '../../language';
import { PlainLayout } from '../../shell/plain-layout';

/** One sign-in for all of a person's filières, and back to where one was. */
export function SignInPage() {
  const t = useT();
  const { retour } = useSearch({ from: '/connexion' });
  const form = useProblems();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useEnter(retour);
  const open = useMutation({ mutationFn: () => signIn(email, password), onSuccess: enter });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problems = [
      ...(email.trim() ? [] : [{ field: 'email', message: t('signIn.emailMissing') }]),
      ...(password ? [] : [{ field: 'password', message: t('signIn.passwordMissing') }]),
    ];
    form.show(problems);
    if (!problems.length) open.mutate();
  };
  return (
    <PlainLayout narrow>
      <PageHeader title={t('signIn.title')} lead={t('signIn.lead')} />
      <form className={formStyles.form} onSubmit={submit} noValidate>
        {retour && !open.isError && <Callout tone="info">{t('signIn.back')}</Callout>}
        <ErrorSummary form={form} />
        {open.isError && <ErrorPanel error={open.error} />}
        <TextInput
          {...form.field('email')}
          label={t('person.email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          data-testid="sign-in-email"
        />
        <PasswordInput
          {...form.field('password')}
          label={t('person.password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('person.showPassword') }}
          data-testid="sign-in-password"
        />
        <Button type="submit" loading={open.isPending} color="rust" data-testid="sign-in-submit">
          {t('signIn.submit')}
        </Button>
      </form>
    </PlainLayout>
  );
}

/** After sign-in: back to the page asked for, straight in when there is one place only, else the choice. */
function useEnter(retour: string | undefined) {
  const navigate = useNavigate();
  const router = useRouter();
  const renew = useNewSession();
  return async (session: Session) => {
    renew(session);
    const [only, ...others] = session.places;
    if (retour) {
      router.history.push(retour);
    } else if (
      only &&
      others.every(
        (place) =>
          place.filiere.slug === only.filiere.slug && organisationKey(place) === organisationKey(only),
      )
    ) {
      rememberPlace(only);
      await navigate({ to: '/$filiere', params: { filiere: only.filiere.slug } });
    } else {
      await navigate({ to: '/choix' });
    }
  };
}
