import { Select, Textarea } from '@mantine/core';
import { type DocumentDefinition, type FieldDefinition, SAVE } from '@maillon/documents';
import { MoreDetails } from '../../../components/form-frame';
import type { FormProblems } from '../../../components/form-problems';
import formStyles from '../../../components/forms.module.css';
import { TextField } from '../../../components/text-field';
import { useText } from '../../../language';
import { unitChoices } from '../value-text';
import { useLanguage } from '../../../language';
import { writable } from './draft';

interface FieldsProps {
  readonly fields: readonly FieldDefinition[];
  readonly values: Readonly<Record<string, string>>;
  readonly onValue: (name: string, text: string) => void;
  readonly form: FormProblems;
  /** A number that names the document already, and must stay. */
  readonly fixed?: ReadonlySet<string>;
}

/** The help below, so that inputs side by side stand on one line. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** Days that most people give, although they may be left out. */
const FIRST = new Set([
  'requestedDate',
  'answerDate',
  'estimatedArrival',
  'orderNumber',
  'despatchAdviceNumber',
]);

/** The header of a new document: what is needed first, the rest folded. */
export function HeaderFields({
  definition,
  ...rest
}: Omit<FieldsProps, 'fields'> & { definition: DocumentDefinition }) {
  const fields = writable(definition.header, SAVE);
  const isFirst = (field: FieldDefinition) =>
    field.requiredBy !== undefined || FIRST.has(field.name) || Boolean(rest.values[field.name]);
  const [first, later] = [fields.filter(isFirst), fields.filter((field) => !isFirst(field))];
  return (
    <>
      <FieldInputs fields={first} {...rest} />
      {later.length > 0 && (
        <MoreDetails>
          <FieldInputs fields={later} {...rest} />
        </MoreDetails>
      )}
    </>
  );
}

/** An input for each field, by its kind. */
export function FieldInputs({ fields, ...rest }: FieldsProps) {
  const isLong = ({ type }: FieldDefinition) => type === 'note';
  return (
    <>
      <div className={formStyles.row}>
        {fields
          .filter((field) => !isLong(field))
          .map((field) => (
            <FieldInput key={field.name} field={field} {...rest} />
          ))}
      </div>
      {fields.filter(isLong).map((field) => (
        <FieldInput key={field.name} field={field} {...rest} />
      ))}
    </>
  );
}

function FieldInput({
  field,
  values,
  onValue,
  form,
  fixed,
}: Omit<FieldsProps, 'fields'> & { field: FieldDefinition }) {
  const textOf = useText();
  const { language } = useLanguage();
  const name = `header.${field.name}`;
  const value = values[field.name] ?? '';
  const shared = {
    label: textOf(field.label),
    description: textOf(field.help),
    withAsterisk: field.requiredBy !== undefined,
    inputWrapperOrder: ORDER,
    'data-testid': `field-${field.name}`,
  };
  if (field.codes || field.type === 'unit') {
    const choices = field.codes?.map(({ code, label }) => ({ value: code, label: label[language] }));
    return (
      <Select
        {...form.field(name)}
        {...shared}
        clearable
        searchable
        data={choices ?? unitChoices(language)}
        value={value || null}
        onChange={(next) => onValue(field.name, next ?? '')}
      />
    );
  }
  if (field.type === 'note') {
    return (
      <Textarea
        {...form.field(name)}
        {...shared}
        autosize
        minRows={3}
        value={value}
        onChange={(event) => onValue(field.name, event.currentTarget.value)}
      />
    );
  }
  const isNumber = field.type === 'quantity' || field.type === 'amount' || field.type === 'integer';
  return (
    <TextField
      form={form}
      name={name}
      {...shared}
      type={field.type === 'date' ? 'date' : field.type === 'date_time' ? 'datetime-local' : 'text'}
      {...(isNumber && { inputMode: 'decimal' as const })}
      disabled={fixed?.has(field.name)}
      value={value}
      onText={(text) => onValue(field.name, text)}
    />
  );
}
