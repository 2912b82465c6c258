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
import type { DeclareShipmentInput, DeclareShipmentMutation } from '../../generated/graphql';
import { type Translate, useT } from '../../language';
import { emptyLine, type Line, lineFields, lineProblems, Lines, linesInput } from './lines';
import { Prefilled } from './prefilled';
import { useOutcome } from './use-outcome';

const DeclareShipment = graphql(/* GraphQL */ `
  mutation DeclareShipment($input: DeclareShipmentInput!) {
    declareShipment(input: $input) {
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

/** What leaves for a customer. */
export function ShipPage() {
  const t = useT();
  const { item } = useSearch({ from: '/$filiere/expedier' });
  return (
    <>
      <PageHeader title={t('ship.title')} lead={t('ship.lead')} />
      <Prefilled itemId={item}>{(found) => <ShipForm item={found} />}</Prefilled>
    </>
  );
}

interface Draft {
  readonly to: string;
  readonly lines: readonly Line[];
  readonly at: string;
  readonly despatchAdvice: string;
  readonly place: string;
  readonly order: string;
}

const inputOf = (draft: Draft): DeclareShipmentInput => ({
  to: draft.to,
  items: linesInput(draft.lines),
  at: instantOf(draft.at),
  ...(draft.despatchAdvice.trim() && { despatchAdvice: draft.despatchAdvice.trim() }),
  ...(draft.place.trim() && { place: draft.place.trim() }),
  ...(draft.order.trim() && { order: draft.order.trim() }),
});

function ShipForm({ item }: { item: PickedItem | null }) {
  const t = useT();
  const form = useProblems();
  const { filiere } = usePlace();
  const declare = useChange(DeclareShipment);
  const conclude = useOutcome(form, 'expedie');
  const [draft, setDraft] = useState<Draft>({
    to: '',
    lines: [emptyLine(1, filiere.units[0]?.code ?? 'H87', item)],
    at: nowLocal(),
    despatchAdvice: '',
    place: '',
    order: '',
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const send = () => {
    const fields = ['to', ...lineFields(draft.lines, 'items'), 'at', 'despatchAdvice', 'place', 'order'];
    const show = (data: DeclareShipmentMutation) =>
      conclude(data.declareShipment, fields, draft.lines[0]?.item?.id);
    declare.mutate({ input: inputOf(draft) }, { onSuccess: show });
  };
  return (
    <FormFrame
      form={form}
      change={declare}
      check={() => problemsIn(draft, t)}
      onSend={send}
      submit={t('ship.submit')}
      testId="submit-ship"
    >
      <OrganisationPicker
        {...form.field('to')}
        label={t('ship.party')}
        value={draft.to}
        onPick={(to) => set({ to })}
        data-testid="ship-party"
      />
      <Lines
        legend={t('ship.lines')}
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
          label={t('ship.at')}
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
      <MoreDetails>
        <TextField
          form={form}
          name="order"
          label={t('move.order')}
          value={draft.order}
          onText={(order) => set({ order })}
        />
        <PlaceField form={form} value={draft.place} onText={(place) => set({ place })} />
      </MoreDetails>
    </FormFrame>
  );
}

const problemsIn = (draft: Draft, t: Translate): Problem[] => [
  ...(draft.to ? [] : [{ field: 'to', message: t('move.toMissing') }]),
  ...lineProblems(draft.lines, 'items', t),
  ...(draft.at ? [] : [{ field: 'at', message: t('move.atMissing') }]),
];
