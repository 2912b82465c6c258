import { Checkbox, Select, TextInput } from '@mantine/core';
import type { Filiere } from '../../api/place';
import formStyles from '../../components/forms.module.css';
import { useT, useText } from '../../language';
import type { LotFieldsProps } from './lot-fields';

type KeyDataElement = Filiere['keyDataElements'][number];

/** Fields that the filière asks for, made from its own vocabulary. */
export function KeyDataFields({
  elements,
  ...rest
}: LotFieldsProps & { elements: readonly KeyDataElement[] }) {
  return (
    <div className={formStyles.row}>
      {elements.map((element) => (
        <KeyDataField key={element.key} element={element} {...rest} />
      ))}
    </div>
  );
}

function KeyDataField({
  element,
  draft,
  onChange,
  form,
  prefix = '',
}: LotFieldsProps & { element: KeyDataElement }) {
  const t = useT();
  const textOf = useText();
  const name = textOf(element.label);
  const label = element.unit ? `${name} (${element.unit})` : name;
  const value = draft.keyData[element.key] ?? '';
  const set = (next: string) => onChange({ ...draft, keyData: { ...draft.keyData, [element.key]: next } });
  const common = {
    ...form.field(`${prefix}keyData.${element.key}`),
    label,
    'data-testid': `${prefix}key-${element.key}`,
    ...(element.help && { description: textOf(element.help) }),
  };
  if (element.type === 'boolean') {
    return (
      <Checkbox
        {...common}
        mt="lg"
        checked={value === 'true'}
        onChange={(event) => set(event.currentTarget.checked ? 'true' : '')}
      />
    );
  }
  if (element.type === 'choice') {
    const data = (element.choices ?? []).map((choice) => ({
      value: choice.value,
      label: textOf(choice.label),
    }));
    return (
      <Select
        {...common}
        data={data}
        value={value || null}
        clearable
        placeholder={t('declare.choose')}
        onChange={(next) => set(next ?? '')}
      />
    );
  }
  return (
    <TextInput
      {...common}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      type={element.type === 'date' ? 'date' : 'text'}
      {...(element.type === 'number' && { inputMode: 'decimal' as const })}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
