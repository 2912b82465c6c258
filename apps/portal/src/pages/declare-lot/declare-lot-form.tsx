import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type Filiere, usePlace } from '../../api/place';
import { useChange } from '../../api/use-operation';
import { AudienceField, SharedWithField } from '../../components/audience-field';
import { ErrorSummary } from '../../components/error-summary';
import { problemsOf, useProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { instantOf, nowLocal } from '../../components/instant-field';
import { ErrorPanel } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { Audience, DeclareLotInput, DeclareLotMutation } from '../../generated/graphql';
import { useT, useText } from '../../language';
import { CertificateFields } from './certificate-fields';
import { KeyDataFields } from './key-data-fields';
import { certificatesOf, elementsFor, emptyLot, itemRefOf, keyDataOf, type LotDraft, lotFields, lotProblems, quantityOf } from './lot-draft';
import { LotFields } from './lot-fields';

const DeclareLot = graphql(/* GraphQL */ `
  mutation DeclareLot($input: DeclareLotInput!) {
    declareLot(input: $input) {
      __typename
      ... on Declared {
        unchanged
        item {
          id
        }
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

interface Around {
  readonly madeAt: string;
  readonly place: string;
  readonly audience: Audience;
  readonly sharedWith: readonly string[];
}

const inputOf = (draft: LotDraft, around: Around, filiere: Filiere): DeclareLotInput => ({
  item: itemRefOf(draft, filiere),
  granularity: draft.granularity,
  name: draft.name.trim(),
  quantity: quantityOf(draft),
  keyData: keyDataOf(draft, filiere),
  certificates: certificatesOf(draft),
  madeAt: instantOf(around.madeAt),
  audience: around.audience,
  ...(around.place.trim() && { place: around.place.trim() }),
  ...(around.audience === 'PARTIES' && around.sharedWith.length > 0 && { sharedWith: [...around.sharedWith] }),
});

export function DeclareLotForm() {
  const t = useT();
  const textOf = useText();
  const navigate = useNavigate();
  const form = useProblems();
  const { slug, filiere } = usePlace();
  const [draft, setDraft] = useState(() => emptyLot(filiere));
  const [around, setAround] = useState<Around>({ madeAt: nowLocal(), place: '', audience: 'PARTIES', sharedWith: [] });
  const declare = useChange(DeclareLot);
  const show = ({ declareLot: result }: DeclareLotMutation) => {
    if (result.__typename === 'Refused') {
      form.show(problemsOf(result.findings, [...lotFields(draft, filiere), 'madeAt', 'place'], textOf));
    } else if (result.item) {
      void navigate({ to: '/$filiere/lots/$id', params: { filiere: slug, id: result.item.id }, search: { fait: result.unchanged ? 'inchange' : 'declare' } });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = lotProblems(draft, filiere, t, ({ label }) => textOf(label));
    const problems = around.madeAt ? missing : [...missing, { field: 'madeAt', message: t('declare.madeAtMissing') }];
    form.show(problems);
    if (!problems.length) declare.mutate({ input: inputOf(draft, around, filiere) }, { onSuccess: show });
  };
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate data-testid="declare-lot">
      <ErrorSummary form={form} />
      {declare.isError && <ErrorPanel error={declare.error} />}
      <LotFields draft={draft} onChange={setDraft} form={form} />
      <TextInput {...form.field('madeAt')} type="datetime-local" label={t('declare.madeAt')} value={around.madeAt} onChange={(event) => setAround({ ...around, madeAt: event.currentTarget.value })} />
      <details className={formStyles.more}>
        <summary>{t('declare.more')}</summary>
        <div>
          <KeyDataFields elements={elementsFor(filiere, draft.granularity).optional} draft={draft} onChange={setDraft} form={form} />
          <CertificateFields draft={draft} onChange={setDraft} form={form} />
          <TextInput {...form.field('place')} label={t('declare.place')} description={t('declare.placeHelp')} value={around.place} onChange={(event) => setAround({ ...around, place: event.currentTarget.value })} />
          <AudienceField value={around.audience} onChange={(audience) => setAround({ ...around, audience })} />
          {around.audience === 'PARTIES' && <SharedWithField value={around.sharedWith} onChange={(sharedWith) => setAround({ ...around, sharedWith })} />}
        </div>
      </details>
      <div className={formStyles.end}>
        <Button type="submit" color="rust" loading={declare.isPending} data-testid="submit-lot">
          {t('declare.submit')}
        </Button>
      </div>
    </form>
  );
}
