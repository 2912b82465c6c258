import { Radio, Select, TextInput } from '@mantine/core';
import { usePlace } from '../../api/place';
import type { FormProblems } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { useUnitChoices } from '../../components/quantity';
import { useT, useText } from '../../language';
import { KeyDataFields } from './key-data-fields';
import { elementsFor, type LotDraft, numberField, referenceElement } from './lot-draft';

export interface LotFieldsProps {
  readonly draft: LotDraft;
  readonly onChange: (draft: LotDraft) => void;
  readonly form: FormProblems;
  /** Where the lot stands in the input, when there are several: `outputs.0.`. */
  readonly prefix?: string;
}

/** The few things without which a lot cannot be declared. */
export function LotFields({ draft, onChange, form, prefix = '' }: LotFieldsProps) {
  const t = useT();
  const textOf = useText();
  const { filiere } = usePlace();
  const units = useUnitChoices();
  const granularity = filiere.granularities.find(({ code }) => code === draft.granularity);
  const set = (change: Partial<LotDraft>) => onChange({ ...draft, ...change });
  const { required } = elementsFor(filiere, draft.granularity);
  return (
    <>
      <div className={formStyles.row}>
        <Select
          {...form.field(`${prefix}granularity`)}
          label={t('lot.granularity')}
          data={filiere.granularities.map(({ code, label }) => ({ value: code, label: textOf(label) }))}
          value={draft.granularity}
          allowDeselect={false}
          onChange={(code) => set({ granularity: code ?? draft.granularity })}
        />
        <TextInput
          {...form.field(prefix + numberField(draft))}
          label={t('declare.number')}
          description={granularity && t('declare.example', { example: granularity.example })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.number}
          required
          withAsterisk={false}
          onChange={(event) => set({ number: event.currentTarget.value })}
          data-testid={`${prefix}lot-number`}
        />
      </div>
      <TextInput
        {...form.field(`${prefix}name`)}
        label={t('declare.name')}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-testid={`${prefix}lot-name`}
      />
      <div className={formStyles.row}>
        <TextInput
          {...form.field(`${prefix}quantity`)}
          label={t('declare.quantity')}
          inputMode="decimal"
          value={draft.quantity}
          onChange={(event) => set({ quantity: event.currentTarget.value })}
          data-testid={`${prefix}lot-quantity`}
        />
        <Select
          label={t('declare.unit')}
          data={units}
          value={draft.unit}
          allowDeselect={false}
          onChange={(unit) => set({ unit: unit ?? draft.unit })}
        />
      </div>
      {draft.granularity !== 'SSCC' && (
        <Identification draft={draft} onChange={onChange} form={form} prefix={prefix} />
      )}
      {required.length > 0 && (
        <KeyDataFields elements={required} draft={draft} onChange={onChange} form={form} prefix={prefix} />
      )}
    </>
  );
}

function Identification({ draft, onChange, form, prefix = '' }: LotFieldsProps) {
  const t = useT();
  const { filiere } = usePlace();
  const isOwn = draft.identification === 'own';
  const asksReference = isOwn && !referenceElement(filiere, draft.granularity);
  return (
    <>
      <Radio.Group
        label={t('declare.identification')}
        description={t('declare.identificationHelp')}
        value={draft.identification}
        onChange={(value) => onChange({ ...draft, identification: value === 'gtin' ? 'gtin' : 'own' })}
      >
        <div className={formStyles.row}>
          <Radio mt="sm" value="own" label={t('declare.own')} data-testid={`${prefix}own-reference`} />
          <Radio mt="sm" value="gtin" label={t('declare.gtin')} />
        </div>
      </Radio.Group>
      {asksReference && (
        <TextInput
          {...form.field(`${prefix}item.reference`)}
          label={t('declare.reference')}
          description={t('declare.referenceHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.reference}
          onChange={(event) => onChange({ ...draft, reference: event.currentTarget.value })}
          data-testid={`${prefix}lot-reference`}
        />
      )}
      {!isOwn && (
        <TextInput
          {...form.field(`${prefix}item.gtin`)}
          label={t('declare.gtinNumber')}
          description={t('declare.gtinHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          inputMode="numeric"
          value={draft.gtin}
          onChange={(event) => onChange({ ...draft, gtin: event.currentTarget.value })}
          data-testid={`${prefix}lot-gtin`}
        />
      )}
    </>
  );
}
