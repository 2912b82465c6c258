import { Radio } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace } from '../../api/place';
import { useChange } from '../../api/use-operation';
import { FormFrame, MoreDetails } from '../../components/form-frame';
import { type Problem, useProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { instantOf, nowLocal } from '../../components/instant-field';
import type { PickedItem } from '../../components/item-picker';
import { OrganisationPicker } from '../../components/organisation-picker';
import { PageHeader } from '../../components/page-header';
import { PlaceField, TextField } from '../../components/text-field';
import { graphql } from '../../generated/gql';
import type { DeclareReceiptInput, DeclareReceiptMutation } from '../../generated/graphql';
import { type Translate, useT } from '../../language';
import { emptyLine, type Line, lineFields, lineProblems, Lines, linesInput } from './lines';
import { Prefilled } from './prefilled';
import { useOutcome } from './use-outcome';

const DeclareReceipt = graphql(/* GraphQL */ `
  mutation DeclareReceipt($input: DeclareReceiptInput!) {
    declareReceipt(input: $input) {
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

/** CBV 2.0 dispositions that a receiver can tell at the door. */
const STATES = [
  ['in_progress', 'receive.good'],
  ['damaged', 'receive.damaged'],
  ['non_conformant', 'receive.nonConformant'],
] as const;

/** What arrived from a supplier. */
export function ReceivePage() {
  const t = useT();
  const { item } = useSearch({ from: '/$filiere/recevoir' });
  return (
    <>
      <PageHeader title={t('receive.title')} lead={t('receive.lead')} />
      <Prefilled itemId={item}>{(found) => <ReceiveForm item={found} />}</Prefilled>
    </>
  );
}

interface Draft {
  readonly from: string;
  readonly lines: readonly Line[];
  readonly at: string;
  readonly despatchAdvice: string;
  readonly place: string;
  readonly disposition: string;
}

const inputOf = (draft: Draft): DeclareReceiptInput => ({
  from: draft.from,
  items: linesInput(draft.lines),
  at: instantOf(draft.at),
  ...(draft.despatchAdvice.trim() && { despatchAdvice: draft.despatchAdvice.trim() }),
  ...(draft.place.trim() && { place: draft.place.trim() }),
  ...(draft.disposition !== 'in_progress' && { disposition: draft.disposition }),
});

function ReceiveForm({ item }: { item: (PickedItem & { declarant: { id: string } }) | null }) {
  const t = useT();
  const form = useProblems();
  const { filiere, me } = usePlace();
  const declare = useChange(DeclareReceipt);
  const conclude = useOutcome(form, 'recu');
  const [draft, setDraft] = useState<Draft>({
    from: item && item.declarant.id !== me.organisation?.id ? item.declarant.id : '',
    lines: [emptyLine(1, filiere.units[0]?.code ?? 'H87', item)],
    at: nowLocal(),
    despatchAdvice: '',
    place: '',
    disposition: 'in_progress',
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const send = () => {
    const fields = ['from', ...lineFields(draft.lines, 'items'), 'at', 'despatchAdvice', 'place'];
    const show = (data: DeclareReceiptMutation) =>
      conclude(data.declareReceipt, fields, draft.lines[0]?.item?.id);
    declare.mutate({ input: inputOf(draft) }, { onSuccess: show });
  };
  return (
    <FormFrame
      form={form}
      change={declare}
      check={() => problemsIn(draft, t)}
      onSend={send}
      submit={t('receive.submit')}
      testId="submit-receive"
    >
      <OrganisationPicker
        {...form.field('from')}
        label={t('receive.party')}
        value={draft.from}
        onPick={(from) => set({ from })}
        data-testid="receive-party"
      />
      <Lines
        legend={t('receive.lines')}
        name="items"
        lines={draft.lines}
        onChange={(lines) => set({ lines })}
        form={form}
      />
      <div className={formStyles.row}>
        <TextField
          form={form}
          name="at"
          type="datetime-local"
          label={t('receive.at')}
          value={draft.at}
          onText={(at) => set({ at })}
        />
        <TextField
          form={form}
          name="despatchAdvice"
          label={t('move.despatchAdvice')}
          value={draft.despatchAdvice}
          onText={(despatchAdvice) => set({ despatchAdvice })}
        />
      </div>
      <Radio.Group
        label={t('receive.state')}
        value={draft.disposition}
        onChange={(disposition) => set({ disposition })}
      >
        {STATES.map(([value, message]) => (
          <Radio key={value} mt="sm" value={value} label={t(message)} />
        ))}
      </Radio.Group>
      <MoreDetails>
        <PlaceField form={form} value={draft.place} onText={(place) => set({ place })} />
      </MoreDetails>
    </FormFrame>
  );
}

const problemsIn = (draft: Draft, t: Translate): Problem[] => [
  ...(draft.from ? [] : [{ field: 'from', message: t('move.fromMissing') }]),
  ...lineProblems(draft.lines, 'items', t),
  ...(draft.at ? [] : [{ field: 'at', message: t('move.atMissing') }]),
];
