import { text } from '@maillon/kernel';
import { DocumentDefinition } from '../definition.js';
import { act, discard, discarded, draft, field, required, state } from '../field-builders.js';
import { codes, itemFields, note, number, quantity, unit } from './common-fields.js';

/** UBL 2.1 InventoryReport; EDIFACT INVRPT. The newest of an item and kind counts; the planning view draws on it. */
export const stockStatement: DocumentDefinition = {
  type: 'stock_statement',
  version: 1,
  label: text('État de stock et de capacité', 'Stock and capacity statement'),
  plural: text('États de stock et de capacité', 'Stock and capacity statements'),
  purpose: text(
    'L’un dit à l’autre ce qu’il a en stock et ce qu’il va produire, pour voir venir les manques.',
    'One tells the other what it has in stock and will produce, so that shortages are seen coming.',
  ),
  standard: { ubl: 'InventoryReport', edifact: 'INVRPT' },
  issuerRole: 'either',
  header: [
    number,
    required(
      field(
        'statementDate',
        'date_time',
        ['Arrêté au', 'As of'],
        ['Moment du comptage.', 'Moment of the count.'],
      ),
    ),
    field(
      'location',
      'text',
      ['Lieu', 'Place'],
      ['GLN, SIRET ou nom du site.', 'GLN, SIRET or name of the site.'],
    ),
    note,
  ],
  lines: [
    required(
      field('kind', 'code', ['Nature', 'Kind'], ['Ce que compte la quantité.', 'What the quantity counts.'], {
        codes: codes(
          ['on_hand', 'en stock', 'on hand'],
          ['blocked', 'bloqué', 'blocked'],
          ['planned_production', 'production prévue', 'planned production'],
          ['capacity', 'capacité', 'capacity'],
          ['consumption', 'consommé', 'consumed'],
        ),
      }),
    ),
    ...itemFields,
    quantity,
    unit,
    field(
      'date',
      'date',
      ['Jour ou semaine du', 'Day or week of'],
      ['Pour ce qui est prévu.', 'For what is planned.'],
    ),
    field(
      'lot',
      'text',
      ['Lot', 'Lot'],
      ['Numéro de lot, si le stock en dépend.', 'Lot number, if the stock depends on it.'],
    ),
  ],
  states: [draft(), state('published', null, ['Publié', 'Published']), discarded],
  acts: [act('send', 'issuer', 'draft', 'published', ['Publier', 'Publish'], { needsLines: true }), discard],
};
