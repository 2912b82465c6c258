import type { DocumentDefinition, DocumentLine, FieldDefinition } from '@maillon/documents';
import { type Column, DataTable } from '../../../components/data-table';
import { Card, Loading } from '../../../components/panels';
import { useT, useText } from '../../../language';
import { inReadingOrder } from '../kinds';
import { useAmount, useFieldText } from '../values';
import styles from './document.module.css';
import { LongTable } from './long-table';
import type { OpenDocument } from './use-document';

/** Beyond it only the lines in sight are drawn. */
const SHORT_AT_MOST = 40;
const ITEM_FIELDS = ['description', 'buyerItem', 'sellerItem', 'gtin'];
const MERGED = new Set([...ITEM_FIELDS, 'unit', 'quantity']);
/** Quantities in the unit of their line. */
const COUNTED = new Set(['confirmedQuantity', 'rejectedQuantity', 'shortQuantity']);

/** The lines of the document, and how far each has come. */
export function LinesCard({ document }: { document: OpenDocument }) {
  const t = useT();
  const columns = useLineColumns(document);
  const { content, isComplete, head } = document;
  if (!head.lineCount) return null;
  const shape = {
    caption: t('lines.title'),
    columns,
    rows: content.lines,
    rowKey: (line: DocumentLine) => String(line.lineNumber),
    testId: 'lines',
  };
  return (
    <Card title={t('lines.count', { count: head.lineCount })}>
      {content.lines.length <= SHORT_AT_MOST ? (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('lines.title')}>
          <DataTable {...shape} />
        </div>
      ) : (
        <LongTable {...shape} />
      )}
      {!isComplete && <Loading lines={2} />}
    </Card>
  );
}

function useLineColumns({ definition, content, head }: OpenDocument): Column<DocumentLine>[] {
  const t = useT();
  const textOf = useText();
  const fieldText = useFieldText();
  const amount = useAmount();
  const progress = new Map(head.progress.map((row) => [row.lineNumber, row]));
  const unitOf = ({ values }: DocumentLine) =>
    typeof values['unit'] === 'string' ? values['unit'] : undefined;
  const shown = inReadingOrder(definition.lines).filter(
    ({ name }) => !MERGED.has(name) && content.lines.some(({ values }) => values[name] !== undefined),
  );
  const isDelivered = progress.size > 0 && head.state.name !== 'draft';
  const counted = (key: 'despatched' | 'received', title: string): Column<DocumentLine> => ({
    key,
    title,
    number: true,
    cell: (line) => {
      const row = progress.get(line.lineNumber);
      return row ? (
        <Reached reached={row[key]} wanted={row.ordered} words={amount(row[key], unitOf(line))} />
      ) : (
        '—'
      );
    },
  });
  // some kinds count nothing: a certificate is asked for an article
  const quantity = definition.lines.find(({ name }) => name === 'quantity');
  const isOrdered = definition.type !== 'despatch_advice';
  return [
    { key: 'number', title: t('lines.number'), cell: ({ lineNumber }) => lineNumber },
    { key: 'item', title: t('lines.item'), cell: (line) => <ItemCell line={line} definition={definition} /> },
    ...(quantity
      ? [
          {
            key: 'quantity',
            title: textOf(quantity.label),
            number: true,
            cell: (line: DocumentLine) =>
              typeof line.values['quantity'] === 'number'
                ? amount(line.values['quantity'], unitOf(line))
                : '—',
          },
        ]
      : []),
    ...(isDelivered && isOrdered ? [counted('despatched', t('lines.despatched'))] : []),
    ...(isDelivered ? [counted('received', t('lines.received'))] : []),
    ...shown.map((field): Column<DocumentLine> => ({
      key: field.name,
      title: textOf(field.label),
      number: isNumber(field),
      cell: (line) => {
        const value = line.values[field.name];
        return COUNTED.has(field.name) && typeof value === 'number'
          ? amount(value, unitOf(line))
          : fieldText(field, value);
      },
    })),
  ];
}

const isNumber = ({ type }: FieldDefinition): boolean => type === 'quantity' || type === 'amount';

/** How much has come of what was wanted: figures, and a word once nothing is missing. */
function Reached({ reached, wanted, words }: { reached: number; wanted: number; words: string }) {
  const t = useT();
  return (
    <>
      {words}
      {reached > 0 && reached >= wanted && (
        <>
          {' '}
          <span aria-hidden="true">✓</span>
          <span className="unseen">{t('lines.whole')}</span>
        </>
      )}
    </>
  );
}

/** What a line is about: its name first, then each side's number. */
function ItemCell({ line: { values }, definition }: { line: DocumentLine; definition: DocumentDefinition }) {
  const textOf = useText();
  const named = ITEM_FIELDS.filter((name) => values[name] !== undefined);
  const [title, ...rest] = named;
  if (!title) return '—';
  return (
    <span className={styles.item}>
      <span>{values[title]}</span>
      {rest.map((name) => (
        <span key={name} className="small soft">
          {textOf(definition.lines.find((field) => field.name === name)!.label)} {values[name]}
        </span>
      ))}
    </span>
  );
}
