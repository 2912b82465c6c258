import { Button, Select } from '@mantine/core';
import type { FormProblems } from '../../../components/form-problems';
import formStyles from '../../../components/forms.module.css';
import { Icon } from '../../../components/icon';
import { TextField } from '../../../components/text-field';
import { useUnitChoices } from '../../../components/quantity';
import { useT } from '../../../language';
import { useUnitLabel } from '../figures';
import { FIELD_WORDS, LIST_WORDS } from './rule-words';
import { emptyLine, type Line, type ListName, LISTS } from './rules-draft';
import styles from './rules.module.css';

const UNIT_FIELDS = new Set(['unit', 'from', 'to']);
const NUMBER_FIELDS = new Set(['relative', 'absolute', 'least', 'factor']);

/** A list of the rules: one line for each case, the first that fits applies. */
export function ListFields({
  name,
  lines,
  onLines,
  form,
}: {
  name: ListName;
  lines: readonly Line[];
  onLines: (lines: readonly Line[]) => void;
  form: FormProblems;
}) {
  const t = useT();
  const set = (index: number, change: Line) =>
    onLines(lines.map((line, at) => (at === index ? { ...line, ...change } : line)));
  return (
    <fieldset className={formStyles.group}>
      <legend>{t(LIST_WORDS[name].label)}</legend>
      <p className="small soft">{t(LIST_WORDS[name].help)}</p>
      {lines.map((line, index) => (
        <div key={index} className={styles.line}>
          {LISTS[name].map((field) => (
            <RuleField
              key={field}
              name={`${name}.${index}.${field}`}
              field={field}
              value={line[field] ?? ''}
              onText={(text) => set(index, { [field]: text })}
              form={form}
            />
          ))}
          <Button
            variant="default"
            aria-label={t('rules.removeLine', { line: index + 1 })}
            onClick={() => onLines(lines.filter((_line, at) => at !== index))}
          >
            <Icon name="cross" size={18} />
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => onLines([...lines, emptyLine(name)])}
          data-testid={`add-${name}`}
        >
          {t('rules.addLine')}
        </Button>
      </div>
    </fieldset>
  );
}

function RuleField({
  name,
  field,
  value,
  onText,
  form,
}: {
  name: string;
  field: string;
  value: string;
  onText: (text: string) => void;
  form: FormProblems;
}) {
  const t = useT();
  const units = useUnitChoices();
  const unitLabel = useUnitLabel();
  const label = t(FIELD_WORDS[field] ?? 'rules.fieldItem');
  if (!UNIT_FIELDS.has(field))
    return (
      <TextField
        form={form}
        name={name}
        label={label}
        value={value}
        onText={onText}
        {...(NUMBER_FIELDS.has(field) && { inputMode: 'decimal' })}
        data-testid={name}
      />
    );
  const isKnown = !value || units.some((unit) => unit.value === value);
  return (
    <Select
      {...form.field(name)}
      label={label}
      clearable={field === 'unit'}
      placeholder={field === 'unit' ? t('rules.anyUnit') : undefined}
      data={isKnown ? units : [...units, { value, label: unitLabel(value) }]}
      value={value || null}
      onChange={(unit) => onText(unit ?? '')}
      data-testid={name}
    />
  );
}
