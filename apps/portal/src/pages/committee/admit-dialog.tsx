import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../api/place';
import { Dialog } from '../../components/dialog';
import { useChange } from '../../api/use-operation';
import { FormFrame } from '../../components/form-frame';
import { problemsOf, useProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { Callout } from '../../components/panels';
import { TextField } from '../../components/text-field';
import { graphql } from '../../generated/gql';
import type { AdmitOrganisationInput, AdmitOrganisationMutation } from '../../generated/graphql';
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
      ...RefusedShown
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

interface Draft {
  readonly name: string;
  readonly scheme: string;
  readonly value: string;
  readonly city: string;
  readonly department: string;
  readonly country: string;
  readonly tier: string;
}

const EMPTY: Draft = {
  name: '',
  scheme: 'siren',
  value: '',
  city: '',
  department: '',
  country: 'FR',
  tier: '',
};

const inputOf = ({ tier, city, department, country, ...rest }: Draft): AdmitOrganisationInput => ({
  ...rest,
  ...(city && { city }),
  ...(department && { department }),
  ...(country && { country }),
  ...(tier && { tier: Number(tier) }),
});

function AdmitForm({ onAdmitted }: { onAdmitted: (organisation: Admitted) => void }) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const admit = useAdmit();
  const [draft, setDraft] = useState(EMPTY);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const text = (name: 'name' | 'value' | 'city' | 'department' | 'country') => ({
    form,
    name,
    value: draft[name],
    onText: (value: string) => set({ [name]: value }),
    'data-testid': `admit-${name}`,
  });
  const show = ({ admitOrganisation: result }: AdmitOrganisationMutation) =>
    result.__typename === 'Refused'
      ? form.show(problemsOf(result.findings, Object.keys(draft), textOf))
      : onAdmitted(result);
  const check = () => [
    ...(draft.name.trim() ? [] : [{ field: 'name', message: t('members.nameMissing') }]),
    ...(draft.value.trim() ? [] : [{ field: 'value', message: t('members.valueMissing') }]),
  ];
  return (
    <FormFrame
      form={form}
      change={admit}
      check={check}
      onSend={() => admit.mutate({ input: inputOf(draft) }, { onSuccess: show })}
      submit={t('members.admit')}
      testId="admit-submit"
    >
      <TextField label={t('members.name')} {...text('name')} />
      <div className={formStyles.row}>
        <Select
          label={t('members.scheme')}
          data={SCHEMES.map(([value, message]) => ({ value, label: t(message) }))}
          value={draft.scheme}
          allowDeselect={false}
          onChange={(scheme) => set({ scheme: scheme ?? draft.scheme })}
        />
        <TextField label={t('members.value')} {...text('value')} />
      </div>
      <TierSelect value={draft.tier} onChange={(tier) => set({ tier })} />
      <div className={formStyles.row}>
        <TextField label={t('members.city')} {...text('city')} />
        <TextField label={t('members.department')} {...text('department')} />
        <TextField label={t('members.country')} {...text('country')} />
      </div>
    </FormFrame>
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
