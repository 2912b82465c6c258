export type Pdf = PDFKit.PDFDocument;

export const MARGIN = 40;
export const GREY = '#5a6270';
const RULE = '#c8cdd5';
const FOOT = 24;

/** Helvetica knows Windows-1252 alone; what it cannot draw is a question mark rather than something else. */
export const drawable = (text: string): string =>
  [
    ...text
      .replace(/[\u202f\u2009]/g, '\u00a0')
      .replace(/−/g, '–')
      .replace(/→/g, '›'),
  ]
    .map((letter) => (letter <= '\u00ff' || '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'.includes(letter) ? letter : '?'))
    .join('');

/** A document without a page yet. What draws it is loaded when first asked for: no worker ever does. */
export async function newPaper(title: string): Promise<Pdf> {
  const { default: PDFDocument } = await import('pdfkit');
  return new PDFDocument({ size: 'A4', margin: MARGIN, bufferPages: true, info: { Title: title } });
}

export const widthOf = (pdf: Pdf): number => pdf.page.width - 2 * MARGIN;

/** One piece of text of a cell. */
export interface Ink {
  readonly text: string;
  readonly bold?: boolean;
  readonly grey?: boolean;
  readonly size?: number;
}

const pen = (pdf: Pdf, { bold = false, grey = false, size = 9 }: Ink): Pdf =>
  pdf
    .font(bold ? 'Helvetica-Bold' : 'Helvetica')
    .fontSize(size)
    .fillColor(grey ? GREY : 'black');

export const heightOf = (pdf: Pdf, inks: readonly Ink[], width: number): number =>
  inks.reduce((sum, ink) => sum + pen(pdf, ink).heightOfString(drawable(ink.text), { width }), 0);

export function write(
  pdf: Pdf,
  inks: readonly Ink[],
  { x, y, width, align = 'left' }: { x: number; y: number; width: number; align?: 'left' | 'right' },
): void {
  let at = y;
  for (const ink of inks) {
    pen(pdf, ink).text(drawable(ink.text), x, at, { width, align });
    at = pdf.y;
  }
}

/** Columns of one row, as shares of the width; numbers stand to the right. */
export interface Row {
  readonly cells: readonly (readonly Ink[])[];
  readonly shares: readonly number[];
  readonly alignRight?: readonly boolean[];
}

const GAP = 12;

/** Whether so much still fits above the foot of the page. */
export const fits = (pdf: Pdf, height: number): boolean => pdf.y + height <= pdf.page.height - MARGIN - FOOT;

/** Draws a row under the last; begins a page where it does not fit, and says `again` what stands above it there. */
export function drawRow(pdf: Pdf, row: Row, again?: () => void): void {
  const total = widthOf(pdf);
  const widths = row.shares.map((share) => share * total - GAP);
  const height = Math.max(...row.cells.map((inks, column) => heightOf(pdf, inks, widths[column]!))) + 8;
  if (!fits(pdf, height)) {
    pdf.addPage();
    again?.();
  }
  const y = pdf.y;
  row.cells.reduce((x, inks, column) => {
    write(pdf, inks, {
      x,
      y: y + 3,
      width: widths[column]!,
      align: row.alignRight?.[column] ? 'right' : 'left',
    });
    return x + row.shares[column]! * total;
  }, MARGIN);
  pdf.x = MARGIN;
  pdf.y = y + height;
  pdf
    .moveTo(MARGIN, pdf.y)
    .lineTo(MARGIN + total, pdf.y)
    .lineWidth(0.4)
    .strokeColor(RULE)
    .stroke();
}

/** A heading never stands alone at the foot of a page. */
export function drawHeading(pdf: Pdf, text: string): void {
  if (!fits(pdf, 70)) pdf.addPage();
  pdf.y += 12;
  write(pdf, [{ text, bold: true, size: 12 }], { x: MARGIN, y: pdf.y, width: widthOf(pdf) });
  pdf.y += 3;
}

/** The same words at the foot of every page, with its number. */
export function drawFeet(pdf: Pdf, foot: string, numbered: (page: number, count: number) => string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    // text below the margin would begin a page of its own
    pdf.page.margins.bottom = 0;
    const y = pdf.page.height - MARGIN + 4;
    const width = widthOf(pdf);
    pen(pdf, { text: '', grey: true, size: 7 });
    pdf.text(drawable(foot), MARGIN, y, { lineBreak: false });
    pdf.text(drawable(numbered(page + 1, count)), MARGIN, y, { width, align: 'right', lineBreak: false });
  }
}
