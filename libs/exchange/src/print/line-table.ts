import { DocumentDefinition, DocumentLine, FieldDefinition } from '@maillon/documents';
import { Language } from '@maillon/kernel';
import { drawable, readable } from './readable.js';
import { PRINT } from './print-messages.js';

export const MARGIN = 40;
export const GREY = '#5a6270';
const TEXT_SIZE = 8;
/** Columns are measured on so many rows: enough for their look, and a document may have 20,000. */
const MEASURED_ROWS = 500;
const WIDEST_WORD = 110;
const WIDEST_CELL = 180;
const GAP = 8;

export interface LineTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly isNumber: readonly boolean[];
}

/** The lines of a document as text; columns are the fields that any line fills. */
export function lineTable(
  definition: DocumentDefinition,
  lines: readonly DocumentLine[],
  language: Language,
): LineTable {
  const fields = definition.lines.filter(({ name }) =>
    lines.some(({ values }) => values[name] !== undefined),
  );
  const cell = (field: FieldDefinition, { values }: DocumentLine) =>
    values[field.name] === undefined ? '' : drawable(readable(field, values[field.name]!, language));
  return {
    headers: [PRINT.line[language], ...fields.map(({ label }) => drawable(label[language]))],
    rows: lines.map((line) => [String(line.lineNumber), ...fields.map((field) => cell(field, line))]),
    isNumber: [
      true,
      ...fields.map(({ type }) => type === 'quantity' || type === 'amount' || type === 'integer'),
    ],
  };
}

/** Draws the table; its header stands again on every page. */
export function drawTable(pdf: PDFKit.PDFDocument, table: LineTable): void {
  const width = pdf.page.width - 2 * MARGIN;
  const bottom = pdf.page.height - MARGIN - 20;
  const widths = columnWidths(pdf, table, width);
  const draw = (cells: readonly string[], isHeader: boolean): void => {
    const pen = () =>
      pdf
        .font(isHeader ? 'Helvetica-Bold' : 'Helvetica')
        .fontSize(TEXT_SIZE)
        .fillColor(isHeader ? GREY : 'black');
    pen();
    const height =
      Math.max(
        ...cells.map((cell, column) => pdf.heightOfString(cell, { width: widths[column]! - GAP + 2 })),
      ) + 5;
    if (pdf.y + height > bottom) {
      pdf.addPage();
      if (!isHeader) draw(table.headers, true);
      pen();
    }
    const y = pdf.y;
    cells.reduce((x, cell, column) => {
      pdf.text(cell, x + 3, y + 2, {
        width: widths[column]! - GAP + 2,
        align: table.isNumber[column] ? 'right' : 'left',
      });
      return x + widths[column]!;
    }, MARGIN);
    pdf.y = y + height;
    pdf
      .moveTo(MARGIN, pdf.y)
      .lineTo(MARGIN + width, pdf.y)
      .lineWidth(0.4)
      .strokeColor('#c8cdd5')
      .stroke();
  };
  draw(table.headers, true);
  for (const row of table.rows) draw(row, false);
}

/** No word is cut: a column is as wide as its longest word, and what is left goes to those with most to say. */
function columnWidths(pdf: PDFKit.PDFDocument, { headers, rows }: LineTable, width: number): number[] {
  pdf.font('Helvetica-Bold').fontSize(TEXT_SIZE);
  const widest = (texts: readonly string[]) =>
    Math.max(...texts.map((text) => pdf.widthOfString(text))) + GAP;
  const columns = headers.map((header, column) => {
    const cells = [header, ...rows.slice(0, MEASURED_ROWS).map((row) => row[column]!)];
    const least = Math.min(WIDEST_WORD, widest(cells.flatMap((cell) => cell.split(' '))));
    return { least, wish: Math.max(least, Math.min(WIDEST_CELL, widest(cells))) };
  });
  const needed = columns.reduce((sum, { least }) => sum + least, 0);
  if (needed > width) return columns.map(({ least }) => (least * width) / needed);
  const wished = columns.reduce((sum, { least, wish }) => sum + wish - least, 0);
  return columns.map(
    ({ least, wish }) => least + (wished ? ((width - needed) * (wish - least)) / wished : 0),
  );
}
