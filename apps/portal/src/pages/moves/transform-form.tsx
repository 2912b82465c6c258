import { useState } from 'react';
import { type Filiere, usePlace } from '../../api/place';
import { useChange } from '../../api/use-operation';
import { type Sharing, SharingFields, sharingInput } from '../../components/audience-field';
import { FormFrame, MoreDetails } from '../../components/form-frame';
import { type Problem, useProblems } from '../../components/form-problems';
import { instantOf, nowLocal } from '../../components/instant-field';
import type { PickedItem } from '../../components/item-picker';
import { PlaceField, TextField } from '../../components/text-field';
import { graphql } from '../../generated/gql';
import type { DeclareTransformationInput, DeclareTransformationMutation } from '../../generated/graphql';
import { useT, useText } from '../../language';
import {
  certificatesOf,
  emptyLot,
  itemRefOf,
  keyDataOf,
  type LotDraft,
  lotFields,
  lotProblems,
  quantityOf,
} from '../declare-lot/lot-draft';
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
      ...RefusedShown
    }
  }
`);

interface Draft extends Sharing {
  readonly inputs: readonly Line[];
  readonly outputs: readonly LotDraft[];
  readonly at: string;
  readonly place: string;
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
  ...(draft.place.trim() && { place: draft.place.trim() }),
  ...sharingInput(draft),
});

const fieldsOf = ({ inputs, outputs }: Draft, filiere: Filiere): string[] => [
  ...lineFields(inputs, 'inputs'),
  ...outputs.flatMap((output, index) => lotFields(output, filiere, outputPrefix(index))),
  'at',
  'place',
];

function useProblemsIn(): (draft: Draft) => Problem[] {
  const t = useT();
  const textOf = useText();
  const { filiere } = usePlace();
  return ({ inputs, outputs, at }) => [
    ...lineProblems(inputs, 'inputs', t),
    ...outputs.flatMap((output, index) =>
      lotProblems(output, filiere, t, ({ label }) => textOf(label), outputPrefix(index)),
    ),
    ...(at ? [] : [{ field: 'at', message: t('move.atMissing') }]),
  ];
}

export function TransformForm({ item }: { item: PickedItem | null }) {
  const t = useT();
  const form = useProblems();
  const { filiere } = usePlace();
  const declare = useChange(DeclareTransformation);
  const conclude = useOutcome(form, 'transforme');
  const problemsIn = useProblemsIn();
  const [draft, setDraft] = useState<Draft>({
    inputs: [emptyLine(1, filiere.units[0]?.code ?? 'H87', item)],
    outputs: [emptyLot(filiere)],
    at: nowLocal(),
    place: '',
    audience: 'PARTIES',
    sharedWith: [],
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const send = () => {
    const show = (data: DeclareTransformationMutation) =>
      conclude(data.declareTransformation, fieldsOf(draft, filiere), draft.inputs[0]?.item?.id);
    declare.mutate({ input: inputOf(draft, filiere) }, { onSuccess: show });
  };
  return (
    <FormFrame
      form={form}
      change={declare}
      check={() => problemsIn(draft)}
      onSend={send}
      submit={t('transform.submit')}
      testId="submit-transform"
    >
      <Lines
        legend={t('transform.inputs')}
        name="inputs"
        lines={draft.inputs}
        onChange={(inputs) => set({ inputs })}
        form={form}
      />
      <Outputs
        outputs={draft.outputs}
        prefixOf={outputPrefix}
        onChange={(outputs) => set({ outputs })}
        form={form}
      />
      <TextField
        form={form}
        name="at"
        type="datetime-local"
        label={t('transform.at')}
        value={draft.at}
        onText={(at) => set({ at })}
      />
      <MoreDetails>
        <PlaceField form={form} value={draft.place} onText={(place) => set({ place })} />
        <SharingFields value={draft} onChange={set} />
      </MoreDetails>
    </FormFrame>
  );
}
