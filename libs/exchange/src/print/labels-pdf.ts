import { setImmediate } from 'node:timers/promises';
import { DocumentLine, FieldDefinition, Values, writeLabel } from '@maillon/documents';
import { Language } from '@maillon/kernel';
import { Printed } from './print-data.js';
import { PRINT } from './print-messages.js';
import { drawable, readable } from './readable.js';

const MM = 72 / 25.4;
/** A6 across: two to a folded A4, and what label printers take. */
const SIZE: [number, number] = [148 * MM, 105 * MM];
const MARGIN = 8 * MM;
const SYMBOL = 34 * MM;

/** One label a line of a despatch advice: what it is for people, and a DataMatrix that a receipt reads back. What draws is loaded when first asked for. */
export async function labelsPdf(
  { definition, content, issuer, recipient }: Printed,
  language: Language,
): Promise<PDFKit.PDFDocument> {
  const { default: PDFDocument } = await import('pdfkit');
  // no lower margin: a word near the edge would begin a page of its own
  const pdf = new PDFDocument({
    size: SIZE,
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
    autoFirstPage: false,
  });
  for (const line of content.lines) {
    // drawing a symbol takes the processor: others are served in between
    await setImmediate();
    const symbol = await symbolOf(line.values);
    pdf.addPage();
    drawLabel(
      pdf,
      { fields: definition.lines, line, issuer, recipient, number: String(content.header['number']) },
      symbol,
      language,
    );
  }
  if (!content.lines.length) pdf.addPage().fontSize(10).text(PRINT.none[language]);
  pdf.end();
  return pdf;
}

/** The symbol of a line as PNG, four dots a module. */
export async function symbolOf(values: Values): Promise<Buffer> {
  const { form, text } = writeLabel(values);
  const { default: bwipjs } = await import('bwip-js');
  return bwipjs.toBuffer({
    bcid: form === 'gs1' ? 'gs1datamatrix' : 'datamatrix',
    text,
    scale: 4,
    paddingwidth: 2,
    paddingheight: 2,
    backgroundcolor: 'FFFFFF',
  });
}

interface Label {
  readonly fields: readonly FieldDefinition[];
  readonly line: DocumentLine;
  readonly issuer: string;
  readonly recipient: string;
  readonly number: string;
}

function drawLabel(
  pdf: PDFKit.PDFDocument,
  { fields, line, issuer, recipient, number }: Label,
  symbol: Buffer,
  language: Language,
): void {
  const { values } = line;
  const width = SIZE[0] - 2 * MARGIN;
  const name = (text: string) => drawable(text.split('\n')[0]!);
  pdf
    .font('Helvetica')
    .fontSize(9)
    .text(`${PRINT.from[language]} : ${name(issuer)}`, MARGIN, MARGIN, { width });
  pdf.text(`${PRINT.to[language]} : ${name(recipient)}`, { width });
  pdf.moveDown(0.6);
  const title = values['description'] ?? values['sellerItem'] ?? values['buyerItem'] ?? values['gtin'] ?? '';
  pdf
    .font('Helvetica-Bold')
    .fontSize(15)
    .text(drawable(String(title)), { width, height: 40, ellipsis: true });
  const top = pdf.y + 6;
  pdf.image(symbol, SIZE[0] - MARGIN - SYMBOL, top, { fit: [SYMBOL, SYMBOL] });
  pdf.y = top;
  for (const wanted of [
    'buyerItem',
    'sellerItem',
    'gtin',
    'lot',
    'serial',
    'quantity',
    'expiryDate',
    'sscc',
  ] as const) {
    const field = fields.find((one) => one.name === wanted);
    const value = values[wanted];
    if (!field || value === undefined) continue;
    const unit = wanted === 'quantity' ? fields.find((one) => one.name === 'unit') : undefined;
    const suffix = unit && values['unit'] !== undefined ? ` ${readable(unit, values['unit'], language)}` : '';
    pdf
      .font('Helvetica')
      .fontSize(8)
      .fillColor('#5a6270')
      .text(drawable(field.label[language]), MARGIN, pdf.y, { width: width - SYMBOL - 10 });
    pdf
      .font('Helvetica-Bold')
      .fontSize(12)
      .fillColor('black')
      .text(drawable(readable(field, value, language) + suffix), { width: width - SYMBOL - 10 });
  }
  pdf
    .font('Helvetica')
    .fontSize(8)
    .text(drawable(`${number} / ${line.lineNumber}`), MARGIN, SIZE[1] - MARGIN - 9, {
      width,
      align: 'right',
      lineBreak: false,
    });
}
