import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type Filiere, usePlace } from '../../api/place';
import { useChange } from '../../api/use-operation';
import { type Sharing, SharingFields, sharingInput } from '../../components/audience-field';
import { FormFrame, MoreDetails } from '../../components/form-frame';
import { type FormProblems, problemsOf, useProblems } from '../../components/form-problems';
import { instantOf, nowLocal } from '../../components/instant-field';
import { PlaceField, TextField } from '../../components/text-field';
import { graphql } from '../../generated/gql';
import type { DeclareLotInput, DeclareLotMutation } from '../../generated/graphql';
import { useT, useText } from '../../language';
import { CertificateFields } from './certificate-fields';
import { KeyDataFields } from './key-data-fields';
import {
  certificatesOf,
  elementsFor,
  emptyLot,
  itemRefOf,
  keyDataOf,
  type LotDraft,
  lotFields,
  lotProblems,
  quantityOf,
} from './lot-draft';
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
      ...RefusedShown
    }
  }
`);

interface Around extends Sharing {
  readonly madeAt: string;
  readonly place: string;
}

const inputOf = (draft: LotDraft, around: Around, filiere: Filiere): DeclareLotInput => ({
  item: itemRefOf(draft, filiere),
  granularity: draft.granularity,
  name: draft.name.trim(),
  quantity: quantityOf(draft),
  keyData: keyDataOf(draft, filiere),
  certificates: certificatesOf(draft),
  madeAt: instantOf(around.madeAt),
  ...(around.place.trim() && { place: around.place.trim() }),
  ...sharingInput(around),
});

export function DeclareLotForm() {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const { filiere } = usePlace();
  const [draft, setDraft] = useState(() => emptyLot(filiere));
  const [around, setAround] = useState<Around>({
    madeAt: nowLocal(),
    place: '',
    audience: 'PARTIES',
    sharedWith: [],
  });
  const declare = useChange(DeclareLot);
  const conclude = useConclusion(form);
  const fields = { draft, onChange: setDraft, form };
  return (
    <FormFrame
      form={form}
      change={declare}
      check={() => [
        ...lotProblems(draft, filiere, t, ({ label }) => textOf(label)),
        ...(around.madeAt ? [] : [{ field: 'madeAt', message: t('declare.madeAtMissing') }]),
      ]}
      onSend={() =>
        declare.mutate(
          { input: inputOf(draft, around, filiere) },
          { onSuccess: (data) => conclude(data, [...lotFields(draft, filiere), 'madeAt', 'place']) },
        )
      }
      submit={t('declare.submit')}
      testId="submit-lot"
    >
      <LotFields {...fields} />
      <TextField
        form={form}
        name="madeAt"
        type="datetime-local"
        label={t('declare.madeAt')}
        value={around.madeAt}
        onText={(madeAt) => setAround({ ...around, madeAt })}
      />
      <MoreDetails>
        <KeyDataFields elements={elementsFor(filiere, draft.granularity).optional} {...fields} />
        <CertificateFields {...fields} />
        <PlaceField form={form} value={around.place} onText={(place) => setAround({ ...around, place })} />
        <SharingFields value={around} onChange={(change) => setAround({ ...around, ...change })} />
      </MoreDetails>
    </FormFrame>
  );
}

/** After the answer: what is to be mended at its fields, or the page of the lot. */
function useConclusion(form: FormProblems) {
  const navigate = useNavigate();
  const textOf = useText();
  const { slug } = usePlace();
  return ({ declareLot: result }: DeclareLotMutation, fields: readonly string[]) => {
    if (result.__typename === 'Refused') return form.show(problemsOf(result.findings, fields, textOf));
    if (!result.item) return undefined;
    return void navigate({
      to: '/$filiere/lots/$id',
      params: { filiere: slug, id: result.item.id },
      search: { fait: result.unchanged ? 'inchange' : 'declare' },
    });
  };
}
