import { Radio, Select } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { useChange } from '../../../api/use-operation';
import { Dialog } from '../../../components/dialog';
import { FormFrame } from '../../../components/form-frame';
import { problemsOf, useProblems } from '../../../components/form-problems';
import formStyles from '../../../components/forms.module.css';
import { useUnitChoices } from '../../../components/quantity';
import { TextField } from '../../../components/text-field';
import { useFormats } from '../../../formats';
import { graphql } from '../../../generated/gql';
import { useT, useText } from '../../../language';
import { numberFrom } from '../../declare-lot/lot-draft';
import { unitSymbol } from '../../exchange/value-text';
import { useAmount } from '../../exchange/values';
import { ReasonField } from '../act-dialog';
import { correctionOf, type CorrectionDraft, useCorrectionDraft } from './correction-draft';
import { type OpenDiscrepancy, otherOf, type Statement } from './discrepancy-read';

const CorrectDiscrepancy = graphql(/* GraphQL */ `
  mutation CorrectDiscrepancy($id: ID!, $correction: CorrectionInput!, $reason: String!) {
    answer: correctDiscrepancy(id: $id, correction: $correction, reason: $reason) {
      ...DiscrepancyAnswer
    }
  }
`);

const FIELDS = ['quantity', 'unit', 'lot', 'serial', 'reason'];

/** Puts a record right: filled in with what the other side says, so that often only the reason is to be written. */
export function CorrectDialog({
  discrepancy,
  onDone,
  onClose,
}: {
  discrepancy: OpenDiscrepancy;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const correct = useChange(CorrectDiscrepancy);
  const { choices, statement, choose, draft, change, isOurs, nameField } = useCorrectionDraft(discrepancy);
  const [reason, setReason] = useState('');
  const correction = correctionOf(statement, draft, nameField);
  const check = () => [
    ...(draft.quantity.trim() && numberFrom(draft.quantity) === undefined
      ? [{ field: 'quantity', message: t('declare.quantityWrong') }]
      : []),
    ...(reason.trim() ? [] : [{ field: 'reason', message: t('discrepancy.reasonMissing') }]),
    ...(correction ? [] : [{ message: t('revision.nothing') }]),
  ];
  const send = () =>
    correction &&
    correct.mutate(
      { id: discrepancy.id, correction, reason: reason.trim() },
      {
        onSuccess: ({ answer }) =>
          answer.__typename === 'Refused' ? form.show(problemsOf(answer.findings, FIELDS, textOf)) : onDone(),
      },
    );
  return (
    <Dialog title={t('discrepancy.correct.title', { name: discrepancy.label })} onClose={onClose}>
      <FormFrame
        form={form}
        change={correct}
        check={check}
        onSend={send}
        submit={t(statement.documentId ? 'revision.send' : 'discrepancy.correct.declare')}
        testId="correction"
      >
        {choices.length > 1 && (
          <RecordField discrepancy={discrepancy} choices={choices} value={statement} onPick={choose} />
        )}
        <p className="soft">
          {!statement.documentId
            ? t('discrepancy.correct.eventHelp')
            : isOurs
              ? t('revision.help')
              : t('discrepancy.correct.theirHelp', { name: otherOf(discrepancy)?.name ?? '' })}
        </p>
        <ValueFields
          statement={statement}
          draft={draft}
          onChange={change}
          form={form}
          nameField={nameField}
        />
        <ReasonField form={form} isNeeded value={reason} onText={setReason} />
      </FormFrame>
    </Dialog>
  );
}

/** Which of the records is wrong: one's own first. */
function RecordField({
  discrepancy,
  choices,
  value,
  onPick,
}: {
  discrepancy: OpenDiscrepancy;
  choices: readonly Statement[];
  value: Statement;
  onPick: (statement: Statement) => void;
}) {
  const t = useT();
  const textOf = useText();
  const amount = useAmount();
  const { day } = useFormats();
  const { me } = usePlace();
  const nameOf = ({ by, verb, quantity, unit, documentLabel, documentNumber, at }: Statement) => {
    const whose = by && by.id !== me.organisation?.id ? by.name : t('discrepancy.we');
    const what = typeof quantity === 'number' ? amount(quantity, unit) : t('discrepancy.whole');
    const source = documentLabel ? `${textOf(documentLabel)} ${documentNumber ?? ''}` : day(at);
    return `${whose} · ${textOf(verb)} ${what} · ${source}`;
  };
  return (
    <Radio.Group
      label={t('discrepancy.correct.which')}
      value={String(choices.indexOf(value))}
      onChange={(index) => onPick(choices[Number(index)] ?? value)}
      data-testid="correct-which"
      key={discrepancy.id}
    >
      {choices.map((statement, index) => (
        <Radio key={index} mt="xs" value={String(index)} label={nameOf(statement)} />
      ))}
    </Radio.Group>
  );
}

function ValueFields({
  statement,
  draft,
  onChange,
  form,
  nameField,
}: {
  statement: Statement;
  draft: CorrectionDraft;
  onChange: (change: Partial<CorrectionDraft>) => void;
  form: ReturnType<typeof useProblems>;
  nameField: 'lot' | 'serial' | undefined;
}) {
  const t = useT();
  const units = useUnitChoices();
  const known = new Set(units.map(({ value }) => value));
  const others = [...new Set([statement.unit, draft.unit])].filter((code) => !known.has(code));
  return (
    <>
      {typeof statement.quantity === 'number' && (
        <div className={formStyles.row}>
          <TextField
            form={form}
            name="quantity"
            label={t('declare.quantity')}
            inputMode="decimal"
            value={draft.quantity}
            onText={(quantity) => onChange({ quantity })}
            data-testid="correct-quantity"
          />
          <Select
            {...form.field('unit')}
            label={t('declare.unit')}
            allowDeselect={false}
            data={[...units, ...others.map((code) => ({ value: code, label: unitSymbol(code) }))]}
            value={draft.unit}
            onChange={(unit) => unit && onChange({ unit })}
            data-testid="correct-unit"
          />
        </div>
      )}
      {nameField && statement.documentId && (
        <TextField
          form={form}
          name={nameField}
          label={t(nameField === 'serial' ? 'discrepancy.serial' : 'discrepancy.lot')}
          value={draft.name}
          onText={(name) => onChange({ name })}
          data-testid="correct-name"
        />
      )}
    </>
  );
}
