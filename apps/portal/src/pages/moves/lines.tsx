import { Button, Select, TextInput } from '@mantine/core';
import { usePlace } from '../../api/place';
import type { FormProblems, Problem } from '../../components/form-problems';
import formStyles from '../../components/forms.module.css';
import { Icon } from '../../components/icon';
import { ItemPicker, type PickedItem } from '../../components/item-picker';
import { useUnitChoices } from '../../components/quantity';
import type { ItemQuantityInput } from '../../generated/graphql';
import { type Translate, useT } from '../../language';
import { numberFrom } from '../declare-lot/lot-draft';

/** One lot and how much of it, while it is being typed. */
export interface Line {
  readonly key: number;
  readonly item: PickedItem | null;
  readonly quantity: string;
  readonly unit: string;
}

export const emptyLine = (key: number, unit: string, item: PickedItem | null = null): Line => ({
  key,
  item,
  quantity: item?.quantity ? String(item.quantity) : '',
  unit: item?.unit ?? unit,
});

export const linesInput = (lines: readonly Line[]): ItemQuantityInput[] =>
  lines.flatMap(({ item, quantity, unit }) => {
    const amount = numberFrom(quantity);
    return item ? [{ item: { id: item.id }, ...(amount !== undefined && { quantity: amount, unit }) }] : [];
  });

export const lineFields = (lines: readonly Line[], name: string): string[] =>
  lines.flatMap((_, index) => [`${name}.${index}.item`, `${name}.${index}.quantity`]);

export const lineProblems = (lines: readonly Line[], name: string, t: Translate): Problem[] =>
  lines.flatMap(({ item, quantity }, index) => [
    ...(item ? [] : [{ field: `${name}.${index}.item`, message: t('move.itemMissing') }]),
    ...(quantity.trim() && numberFrom(quantity) === undefined
      ? [{ field: `${name}.${index}.quantity`, message: t('declare.quantityWrong') }]
      : []),
  ]);

interface LinesProps {
  readonly legend: string;
  /** Name of the list in the input: `items`, `inputs`. */
  readonly name: string;
  readonly lines: readonly Line[];
  readonly onChange: (lines: Line[]) => void;
  readonly form: FormProblems;
}

/** The lots of a form, one a line. */
export function Lines({ legend, name, lines, onChange, form }: LinesProps) {
  const t = useT();
  const { filiere } = usePlace();
  const nextKey = Math.max(0, ...lines.map(({ key }) => key)) + 1;
  return (
    <fieldset className={formStyles.group}>
      <legend>{legend}</legend>
      {lines.map((line, index) => (
        <LineFields
          key={line.key}
          line={line}
          item={form.field(`${name}.${index}.item`)}
          quantity={form.field(`${name}.${index}.quantity`)}
          onChange={(next) => onChange(lines.map((other) => (other.key === line.key ? next : other)))}
          onRemove={
            lines.length > 1 ? () => onChange(lines.filter((other) => other.key !== line.key)) : undefined
          }
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => onChange([...lines, emptyLine(nextKey, filiere.units[0]?.code ?? 'H87')])}
        >
          {t('move.addLine')}
        </Button>
      </div>
    </fieldset>
  );
}

interface LineFieldsProps {
  readonly line: Line;
  readonly item: { id: string; error: string | undefined };
  readonly quantity: { id: string; error: string | undefined };
  readonly onChange: (line: Line) => void;
  readonly onRemove?: () => void;
}

function LineFields({ line, item, quantity, onChange, onRemove }: LineFieldsProps) {
  const t = useT();
  const units = useUnitChoices();
  const pick = (picked: PickedItem | null) =>
    onChange({
      ...line,
      item: picked,
      quantity: picked?.quantity ? String(picked.quantity) : line.quantity,
      unit: picked?.unit ?? line.unit,
    });
  return (
    <div className={formStyles.line} data-testid="line">
      <ItemPicker {...item} label={t('move.item')} picked={line.item} onPick={pick} />
      <TextInput
        {...quantity}
        label={t('declare.quantity')}
        inputMode="decimal"
        value={line.quantity}
        onChange={(event) => onChange({ ...line, quantity: event.currentTarget.value })}
      />
      <Select
        label={t('declare.unit')}
        data={units}
        value={line.unit}
        allowDeselect={false}
        onChange={(unit) => onChange({ ...line, unit: unit ?? line.unit })}
      />
      {onRemove ? (
        <Button
          variant="subtle"
          px="xs"
          onClick={onRemove}
          aria-label={t('move.removeLine', { item: line.item?.label ?? '' })}
        >
          <Icon name="cross" size={18} />
        </Button>
      ) : (
        <span />
      )}
    </div>
  );
}
