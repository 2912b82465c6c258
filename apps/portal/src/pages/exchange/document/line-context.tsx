import type { DocumentLine } from '@maillon/documents';
import { useT, useText } from '../../../language';
import type { ContextColumn } from '../form/grid-rows';
import { useAmount, useFieldText } from '../values';
import type { OpenDocument } from './use-document';

const DAYS = ['requestedDate', 'date'];

/** What a line is about, beside the cells in which it is answered: article, quantity, day. */
export function useLineContext({ definition, content }: OpenDocument): ContextColumn[] {
  const t = useT();
  const textOf = useText();
  const amount = useAmount();
  const fieldText = useFieldText();
  const lines = new Map(content.lines.map((line) => [line.lineNumber, line]));
  const day = definition.lines.find(({ name }) => DAYS.includes(name));
  const quantity = definition.lines.find(({ name }) => name === 'quantity');
  const column = (key: string, title: string, cell: (line: DocumentLine) => string): ContextColumn => ({
    key,
    title,
    cell: (lineNumber) => {
      const line = lines.get(lineNumber);
      return line ? cell(line) : '—';
    },
  });
  return [
    column('item', t('lines.item'), ({ values }) => itemName(values)),
    ...(quantity
      ? [
          column('asked', textOf(quantity.label), ({ values }) =>
            typeof values['quantity'] === 'number'
              ? amount(values['quantity'], values['unit'] === undefined ? undefined : String(values['unit']))
              : '—',
          ),
        ]
      : []),
    ...(day
      ? [
          column('day', textOf(day.label), ({ values }) =>
            fieldText(day, values[day.name] ?? content.header[day.name]),
          ),
        ]
      : []),
  ];
}

/** The plainest name of an article: what people call it, or else one of its numbers. */
export function itemName(values: DocumentLine['values']): string {
  const found = ['description', 'buyerItem', 'sellerItem', 'gtin', 'sscc'].find(
    (name) => values[name] !== undefined,
  );
  const number = values['buyerItem'] ?? values['sellerItem'];
  if (!found) return '—';
  return found === 'description' && number !== undefined
    ? `${values[found]} (${number})`
    : String(values[found]);
}
