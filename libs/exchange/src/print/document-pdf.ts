import { Language } from '@maillon/kernel';
import { Printed } from './print-data.js';
import { drawTable, GREY, lineTable, MARGIN } from './line-table.js';
import { PRINT } from './print-messages.js';
import { drawable, readable } from './readable.js';

/** More columns than this read better across. */
const PORTRAIT_COLUMNS = 8;
const WIDTH = 595.28 - 2 * MARGIN;

/** Any document on paper: its two companies, its header, its lines as a table that goes on over the pages. What draws is loaded when first asked for. */
export async function documentPdf(
  { definition, content, issuer, recipient }: Printed,
  language: Language,
): Promise<PDFKit.PDFDocument> {
  const { default: PDFDocument } = await import('pdfkit');
  const table = lineTable(definition, content.lines, language);
  const pdf = new PDFDocument({
    size: 'A4',
    layout: table.headers.length > PORTRAIT_COLUMNS ? 'landscape' : 'portrait',
    margin: MARGIN,
    bufferPages: true,
    info: { Title: `${definition.label[language]} ${content.header['number']}` },
  });
  const state = definition.states.find(({ name }) => name === content.state)!;
  pdf.font('Helvetica-Bold').fontSize(20).text(drawable(definition.label[language]), MARGIN, MARGIN);
  pdf.font('Helvetica').fontSize(11).fillColor(GREY);
  pdf.text(
    drawable(
      `${PRINT.number[language]} ${content.header['number']}   ·   ${PRINT.state[language]} : ${state.label[language]}`,
    ),
  );
  pdf.moveDown(1);

  const top = pdf.y;
  company(pdf, PRINT.from[language], issuer, MARGIN, top);
  const afterIssuer = pdf.y;
  company(pdf, PRINT.to[language], recipient, MARGIN + WIDTH / 2, top);
  pdf.y = Math.max(pdf.y, afterIssuer) + 14;

  for (const field of definition.header) {
    const value = content.header[field.name];
    if (value === undefined || field.name === 'number') continue;
    pdf
      .fontSize(9)
      .fillColor(GREY)
      .text(drawable(field.label[language]), MARGIN, pdf.y, { width: 150, continued: false });
    const line = pdf.y;
    pdf
      .fillColor('black')
      .text(drawable(readable(field, value, language)), MARGIN + 160, line - pdf.currentLineHeight(), {
        width: WIDTH - 160,
      });
  }
  pdf.moveDown(1);
  if (content.lines.length) drawTable(pdf, table);
  else pdf.fontSize(10).text(PRINT.none[language], MARGIN);
  numberPages(pdf, language);
  pdf.end();
  return pdf;
}

function company(pdf: PDFKit.PDFDocument, label: string, text: string, x: number, y: number): void {
  const width = WIDTH / 2 - 20;
  pdf.fontSize(9).fillColor(GREY).text(drawable(label), x, y, { width });
  const [name = '', ...rest] = drawable(text).split('\n');
  pdf.font('Helvetica-Bold').fontSize(11).fillColor('black').text(name, x, pdf.y, { width });
  pdf.font('Helvetica').fontSize(10).text(rest.join('\n'), x, pdf.y, { width });
}

function numberPages(pdf: PDFKit.PDFDocument, language: Language): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    // text below the margin would begin a page of its own
    pdf.page.margins.bottom = 0;
    const label = `${PRINT.page[language]} ${page + 1} ${PRINT.of[language]} ${count}`;
    pdf
      .font('Helvetica')
      .fontSize(8)
      .fillColor(GREY)
      .text(label, MARGIN, pdf.page.height - MARGIN + 8, {
        width: pdf.page.width - 2 * MARGIN,
        align: 'right',
      });
  }
}
