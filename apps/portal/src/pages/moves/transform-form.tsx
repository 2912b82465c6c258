import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Filiere, usePlace } from '../../api/place';
import { useChange } from '../../api/use-operation';
import { AudienceField, SharedWithField } from '../../components/audience-field';
import { ErrorSummary } from '../../components/error-summary';
import { useProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { instantOf, nowLocal } from '../../components/instant-field';
import type { PickedItem } from '../../components/item-picker';
import { ErrorPanel } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { Audience, DeclareTransformationInput } from '../../generated/graphql';
import { useT, useText } from '../../language';
import { certificatesOf, emptyLot, itemRefOf, keyDataOf, type LotDraft, lotFields, lotProblems, quantityOf } from '../declare-lot/lot-draft';
import { emptyLine, type Line, lineFields, lineProblems, Lines, linesInput } from './lines';
import { Outputs } from './outputs';
import { useOutcome } from './use-outcome';

const DeclareTransformation = graphql(/* GraphQL */ `
  mutation DeclareTransformation($input: DeclareTransformationInput!) {
    declareTransformation(input: $input) {
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

interface Draft {
  readonly inputs: readonly Line[];
  readonly outputs: readonly LotDraft[];
  readonly at: string;
  readonly place: string;
  readonly audience: Audience;
  readonly sharedWith: readonly string[];
}

const outputPrefix = (index: number): string => `outputs.${index}.`;

const inputOf = (draft: Draft, filiere: Filiere): DeclareTransformationInput => ({
  inputs: linesInput(draft.inputs),
  outputs: draft.outputs.map((output) => ({
    item: itemRefOf(output, filiere),
    granularity: output.granularity,
    name: output.name.trim(),
    quantity: quantityOf(output),
    keyData: keyDataOf(output, filiere),
    certificates: certificatesOf(output),
  })),
  at: instantOf(draft.at),
  audience: draft.audience,
  ...(draft.place.trim() && { place: draft.place.trim() }),
  ...(draft.audience === 'PARTIES' && draft.sharedWith.length > 0 && { sharedWith: [...draft.sharedWith] }),
});

export function TransformForm({ item }: { item: PickedItem | null }) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const { filiere } = usePlace();
  const declare = useChange(DeclareTransformation);
  const conclude = useOutcome(form, 'transforme');
  const [draft, setDraft] = useState<Draft>({
    inputs: [emptyLine(1, filiere.units[0]?.code ?? 'H87', item)],
    outputs: [emptyLot(filiere)],
    at: nowLocal(),
    place: '',
    audience: 'PARTIES',
    sharedWith: [],
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problems = [
      ...lineProblems(draft.inputs, 'inputs', t),
      ...draft.outputs.flatMap((output, index) => lotProblems(output, filiere, t, ({ label }) => textOf(label), outputPrefix(index))),
      ...(draft.at ? [] : [{ field: 'at', message: t('move.atMissing') }]),
    ];
    form.show(problems);
    if (problems.length) return;
    const outputFields = draft.outputs.flatMap((output, index) => lotFields(output, filiere, outputPrefix(index)));
    const fields = [...lineFields(draft.inputs, 'inputs'), ...outputFields, 'at', 'place'];
    declare.mutate({ input: inputOf(draft, filiere) }, { onSuccess: (data) => conclude(data.declareTransformation, fields, draft.inputs[0]?.item?.id) });
  };
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate data-testid="transform-form">
      <ErrorSummary form={form} />
      {declare.isError && <ErrorPanel error={declare.error} />}
      <Lines legend={t('transform.inputs')} name="inputs" lines={draft.inputs} onChange={(inputs) => set({ inputs })} form={form} />
      <Outputs outputs={draft.outputs} prefixOf={outputPrefix} onChange={(outputs) => set({ outputs })} form={form} />
      <TextInput {...form.field('at')} type="datetime-local" label={t('transform.at')} value={draft.at} onChange={(event) => set({ at: event.currentTarget.value })} />
      <details className={formStyles.more}>
        <summary>{t('declare.more')}</summary>
        <div>
          <TextInput {...form.field('place')} label={t('declare.place')} description={t('declare.placeHelp')} value={draft.place} onChange={(event) => set({ place: event.currentTarget.value })} />
          <AudienceField value={draft.audience} onChange={(audience) => set({ audience })} />
          {draft.audience === 'PARTIES' && <SharedWithField value={draft.sharedWith} onChange={(sharedWith) => set({ sharedWith })} />}
        </div>
      </details>
      <div className={formStyles.end}>
        <Button type="submit" color="rust" loading={declare.isPending} data-testid="submit-transform">
          {t('transform.submit')}
        </Button>
      </div>
    </form>
  );
}
