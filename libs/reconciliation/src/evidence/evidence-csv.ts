import { CsvCell, writeCsvRow } from '@maillon/formats';
import { Language } from '@maillon/kernel';
import { EvidenceRow } from './evidence-data.js';
import { CSV_HEADER, PAPER } from './messages.js';

/** Days in Paris, as a spreadsheet reads them: sv-SE writes YYYY-MM-DD. */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });
const dayOf = (instant: string | undefined): string => (instant ? DAY.format(new Date(instant)) : '');

/** Discrepancies as a spreadsheet: semicolons, decimal comma, UTF-8 with its mark, a line each. */
export async function* evidenceCsv(
  rows: AsyncIterable<EvidenceRow>,
  language: Language,
): AsyncGenerator<string> {
  yield writeCsvRow(
    CSV_HEADER.map((header) => header[language]),
    ';',
    { bom: true },
  );
  for await (const row of rows) yield writeCsvRow(cellsOf(row, language));
}

const cellsOf = (row: EvidenceRow, language: Language): CsvCell[] => [
  row.kind,
  row.state,
  (row.isBlocking ? PAPER.yes : PAPER.no)[language],
  row.label,
  row.product,
  row.reference,
  row.shipper,
  row.receiver,
  row.expected,
  row.found,
  row.difference,
  row.unit,
  dayOf(row.openedAt),
  row.dueDate,
  dayOf(row.closedAt),
  row.mustAct,
  row.what,
  row.id,
];
