import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { definitionOf, readLabel, Values } from '@maillon/documents';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { documentPdf } from './document-pdf.js';
import { labelsPdf, symbolOf } from './labels-pdf.js';
import { Printed } from './print-data.js';
import { drawable } from './readable.js';

const line = (lineNumber: number, values: Values) => ({
  lineNumber,
  values: { quantity: 12.5, unit: 'KGM', ...values },
});
const advice = (lines: Printed['content']['lines']): Printed => ({
  definition: definitionOf('despatch_advice'),
  issuer: 'Forêt d’Œil & fils\nGap\nSIREN 732829320',
  recipient: 'Scierie',
  content: {
    state: 'sent',
    header: { number: 'BL-1', despatchDate: '2026-04-01T08:00:00+02:00', note: 'à quai → B' },
    lines,
  },
});

async function bytesOf(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of pdf) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

describe('documents on paper', () => {
  it('go on over as many pages as their lines need', async () => {
    const few = await bytesOf(await documentPdf(advice([line(1, { buyerItem: 'A' })]), 'fr'));
    expect(few.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pages(few)).toBe(1);
    const many = Array.from({ length: 200 }, (_one, index) =>
      line(index + 1, { buyerItem: `A-${index}`, lot: 'L'.repeat(60) }),
    );
    expect(pages(await bytesOf(await documentPdf(advice(many), 'en')))).toBeGreaterThan(4);
    expect(pages(await bytesOf(await documentPdf(advice([]), 'fr')))).toBe(1);
  });

  it('say with a question mark what the font cannot draw', () => {
    expect(drawable('12\u202f500 € → é œ 报')).toBe('12\u00a0500 € ? é œ ?');
  });

  it('have one label a line', async () => {
    const labels = await labelsPdf(
      advice([line(1, { buyerItem: 'A', lot: 'L1' }), line(2, { sscc: '340123450000000000' })]),
      'fr',
    );
    expect(pages(await bytesOf(labels))).toBe(2);
  });
});

describe('symbols', () => {
  beforeAll(async () => {
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    await prepareZXingModule({
      overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer },
      fireImmediately: true,
    });
  });

  it.each<[string, Values]>([
    [
      'a package of an article with GTIN',
      { sscc: '340123450000000000', gtin: '04006381333931', lot: 'L-7', quantity: 40, unit: 'H87' },
    ],
    ['a serial number', { gtin: '04006381333931', serial: 'SN/42' }],
    [
      'an article without GTIN',
      { buyerItem: 'B 9', sellerItem: 'S-7', lot: 'L-1', quantity: 12.5, unit: 'KGM' },
    ],
  ])('are read back by a scanner: %s', async (_name, values) => {
    const [found] = await readBarcodes(new Uint8Array(await symbolOf(values)), { formats: ['DataMatrix'] });
    expect(found).toBeDefined();
    expect(readLabel(new TextDecoder().decode(found!.bytes))).toMatchObject(values);
  });
});
