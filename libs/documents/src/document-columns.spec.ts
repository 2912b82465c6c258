import { definitionOf } from './definitions.js';
import { planDocumentColumns, readDocumentRow } from './document-columns.js';

const order = definitionOf('order');
const HEADERS = [
  'N° de commande',
  'Client',
  'Date',
  'Référence client',
  'Désignation',
  'Qté',
  'Unité',
  'Livraison souhaitée',
  'Couleur',
];
const plan = planDocumentColumns(order, HEADERS)!;
const read = (cells: string[]) => readDocumentRow(order, plan, HEADERS, cells);

describe('documents in a spreadsheet', () => {
  it('know their columns by what people call them, in both languages', () => {
    expect(plan).toMatchObject({
      number: 0,
      partner: 1,
      header: { issueDate: 2 },
      line: { buyerItem: 3, description: 4, quantity: 5, unit: 6, requestedDate: 7 },
      ignored: [{ header: 'Couleur' }],
    });
    const english = planDocumentColumns(order, [
      'Order number',
      'Supplier',
      'Line',
      'Buyer’s item number',
      'Quantity',
      'unit',
      'Currency',
    ]);
    expect(english).toMatchObject({
      number: 0,
      partner: 1,
      lineNumber: 2,
      line: { buyerItem: 3, quantity: 4, unit: 5 },
      header: { currency: 6 },
    });
    expect(planDocumentColumns(order, ['Quantité', 'Unité'])).toBeUndefined();
    expect(
      planDocumentColumns(definitionOf('despatch_advice'), ['Numéro', 'n° de commande', 'n° de lot']),
    ).toMatchObject({ number: 0, line: { orderNumber: 1, lot: 2 } });
  });

  it('are read row by row as people write', () => {
    expect(
      read(['PO  1', '552 100 554', '25/03/2026', 'A-1', 'Chêne', '1 250,5', 'kg', '02/05/2026', 'bleu']),
    ).toEqual({
      row: {
        number: 'PO 1',
        partner: '552 100 554',
        header: { issueDate: '2026-03-25' },
        values: {
          buyerItem: 'A-1',
          description: 'Chêne',
          quantity: 1250.5,
          unit: 'KGM',
          requestedDate: '2026-05-02',
        },
      },
    });
  });

  it('are refused at the column, with every reason', () => {
    const answer = read(['', 'X', '31/02/2026', 'A', '', '-1', 'brouette', '', '']);
    expect('findings' in answer && answer.findings.map(({ code, field }) => [code, field])).toEqual([
      ['FIELD_NOT_A_DATE', 'Date'],
      ['FIELD_NEGATIVE', 'Qté'],
      ['FIELD_UNKNOWN_UNIT', 'Unité'],
      ['FIELD_MISSING', 'N° de commande'],
    ]);
    const numbered = planDocumentColumns(order, ['Numéro', 'Ligne'])!;
    const wrong = readDocumentRow(order, numbered, ['Numéro', 'Ligne'], ['1', 'a']);
    expect('findings' in wrong && wrong.findings[0]).toMatchObject({
      code: 'LINE_NUMBER_WRONG',
      field: 'Ligne',
      value: 'a',
    });
  });
});
