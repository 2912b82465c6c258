import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { usePlace } from '../../api/place';
import { Dialog } from '../../components/dialog';
import { useChange } from '../../api/use-operation';
import { ErrorSummary } from '../../components/error-summary';
import { problemsOf, useProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { Callout, ErrorPanel } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { AdmitOrganisationMutation } from '../../generated/graphql';
import { useT, useText } from '../../language';
import type { MessageId } from '../../messages/fr';
import { InviteButton } from '../team/invite-person';

const AdmitOrganisation = graphql(/* GraphQL */ `
  mutation AdmitOrganisation($input: AdmitOrganisationInput!) {
    admitOrganisation(input: $input) {
      __typename
      ... on Organisation {
        id
        name
      }
      ... on Refused {
        findings {
          code
          path
          field
          message {
            fr
            en
          }
          remedy {
            fr
            en
          }
        }
      }
    }
  }
`);

const SCHEMES: readonly [string, MessageId][] = [
  ['siren', 'scheme.siren'],
  ['siret', 'scheme.siret'],
  ['vat', 'scheme.vat'],
  ['lei', 'scheme.lei'],
  ['gln', 'scheme.gln'],
  ['duns', 'scheme.duns'],
  ['private', 'scheme.private'],
];

const useAdmit = () => useChange(AdmitOrganisation);
type Admitted = Extract<AdmitOrganisationMutation['admitOrganisation'], { __typename: 'Organisation' }>;

/** Admits a firm, then offers to invite its first person. */
export function AdmitDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [admitted, setAdmitted] = useState<Admitted | null>(null);
  return (
    <Dialog onClose={onClose} title={t('members.admit')}>
      {admitted ? (
        <div className={formStyles.form}>
          <Callout tone="success" live>
            <p>{t('members.admitted', { name: admitted.name })}</p>
          </Callout>
          <div className={formStyles.end}>
            <InviteButton organisation={admitted} variant="filled" />
            <Button variant="default" onClick={onClose}>
              {t('action.close')}
            </Button>
          </div>
        </div>
      ) : (
        <AdmitForm onAdmitted={setAdmitted} />
      )}
    </Dialog>
  );
}

function AdmitForm({ onAdmitted }: { onAdmitted: (organisation: Admitted) => void }) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const admit = useAdmit();
  const [draft, setDraft] = useState({ name: '', scheme: 'siren', value: '', city: '', department: '', country: 'FR', tier: '' });
  const text = (key: 'name' | 'value' | 'city' | 'department' | 'country') => ({
    ...form.field(key),
    value: draft[key],
    onChange: (event: { currentTarget: HTMLInputElement }) => setDraft({ ...draft, [key]: event.currentTarget.value }),
    'data-testid': `admit-${key}`,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problems = [
      ...(draft.name.trim() ? [] : [{ field: 'name', message: t('members.nameMissing') }]),
      ...(draft.value.trim() ? [] : [{ field: 'value', message: t('members.valueMissing') }]),
    ];
    form.show(problems);
    if (problems.length) return;
    const { tier, city, department, country, ...rest } = draft;
    const input = { ...rest, ...(city && { city }), ...(department && { department }), ...(country && { country }), ...(tier && { tier: Number(tier) }) };
    admit.mutate(
      { input },
      { onSuccess: ({ admitOrganisation: result }) => (result.__typename === 'Refused' ? form.show(problemsOf(result.findings, Object.keys(draft), textOf)) : onAdmitted(result)) },
    );
  };
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <ErrorSummary form={form} />
      {admit.isError && <ErrorPanel error={admit.error} />}
      <TextInput label={t('members.name')} {...text('name')} />
      <div className={formStyles.row}>
        <Select label={t('members.scheme')} data={SCHEMES.map(([value, message]) => ({ value, label: t(message) }))} value={draft.scheme} allowDeselect={false} onChange={(scheme) => setDraft({ ...draft, scheme: scheme ?? draft.scheme })} />
        <TextInput label={t('members.value')} {...text('value')} />
      </div>
      <TierSelect value={draft.tier} onChange={(tier) => setDraft({ ...draft, tier })} />
      <div className={formStyles.row}>
        <TextInput label={t('members.city')} {...text('city')} />
        <TextInput label={t('members.department')} {...text('department')} />
        <TextInput label={t('members.country')} {...text('country')} />
      </div>
      <Button type="submit" color="rust" loading={admit.isPending} data-testid="admit-submit">
        {t('members.admit')}
      </Button>
    </form>
  );
}

function TierSelect({ value, onChange }: { value: string; onChange: (tier: string) => void }) {
  const t = useT();
  const textOf = useText();
  const { filiere } = usePlace();
  return (
    <Select
      label={t('members.tier')}
      placeholder={t('declare.choose')}
      clearable
      data={filiere.tiers.map(({ rank, label }) => ({ value: String(rank), label: textOf(label) }))}
      value={value || null}
      onChange={(tier) => onChange(tier ?? '')}
    />
  );
}
