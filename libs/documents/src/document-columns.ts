import { normaliseHeader } from '@maillon/formats';
import { Finding, nearest } from '@maillon/kernel';
import { checkValue } from './check-value.js';
import { DocumentDefinition, FieldDefinition, SAVE } from './definition.js';
import { FieldValue } from './document.js';
import { fieldMissing } from './messages.js';

/** Where the fields of a document stand in the rows of a spreadsheet: one row a line. Column numbers from 0. */
export interface DocumentColumns {
  readonly number: number;
  readonly partner?: number;
  readonly lineNumber?: number;
  readonly header: Readonly<Record<string, number>>;
  readonly line: Readonly<Record<string, number>>;
  readonly ignored: readonly { readonly header: string; readonly nearest?: string }[];
}

export interface DocumentRow {
  readonly number: string;
  /** As written: a number or the name of the partner. */
  readonly partner: string;
  /** Absent where the file numbers no lines. */
  readonly lineNumber?: number;
  readonly header: Readonly<Record<string, FieldValue>>;
  readonly values: Readonly<Record<string, FieldValue>>;
}

const PARTNER = [
  'partenaire',
  'client',
  'fournisseur',
  'destinataire',
  'siren du partenaire',
  'partner',
  'customer',
  'supplier',
  'buyer',
  'seller',
  'recipient',
];
const LINE_NUMBER = ['ligne', 'n° de ligne', 'numéro de ligne', 'poste', 'line', 'line number'];
const NUMBER = ['numéro', 'n°', 'numéro de document', 'n° de document', 'number', 'document number'];
/** Further names of fields that people's spreadsheets use. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  quantity: ['quantité', 'qté', 'qty', 'quantité expédiée', 'quantité commandée'],
  unit: ['unité', 'unité de mesure', 'uom'],
  lot: ['n° de lot', 'numéro de lot', 'batch', 'lot number'],
  serial: ['n° de série', 'serial'],
  sscc: ['sscc', 'n° de colis', 'numéro de colis'],
  gtin: ['ean', 'code ean', 'code-barres'],
  buyerItem: ['article client', 'réf client'],
  sellerItem: ['article fournisseur', 'réf fournisseur', 'référence', 'article'],
  description: ['libellé', 'nom'],
  issueDate: ['date du document', "date d'émission"],
  requestedDate: ['date de livraison', 'délai', 'delivery date'],
  orderNumber: ['n° de commande', 'numéro de commande', 'order number', 'purchase order'],
  orderLine: ['n° de ligne de commande', 'poste de commande'],
};

/**
 * Matches the header of a spreadsheet to the fields of a document type, by their names and labels in both languages.
 * Answers undefined where no column gives the documents' number. A field of lines goes before one of the header.
 */
export function planDocumentColumns(
  definition: DocumentDefinition,
  headers: readonly string[],
): DocumentColumns | undefined {
  const drafted = (fields: readonly FieldDefinition[]) => fields.filter(({ setBy }) => setBy.includes(SAVE));
  const own = [
    `n° de ${definition.label.fr}`,
    `numéro de ${definition.label.fr}`,
    `n° d'${definition.label.fr}`,
    definition.label.fr,
    `${definition.label.en} number`,
    definition.label.en,
  ];
  const names = new Map<
    string,
    readonly [place: 'number' | 'partner' | 'lineNumber' | 'header' | 'line', name: string]
  >();
  const add = (
    place: 'number' | 'partner' | 'lineNumber' | 'header' | 'line',
    name: string,
    written: readonly string[],
  ) => {
    for (const one of written) {
      const plain = normaliseHeader(one);
      if (plain && !names.has(plain)) names.set(plain, [place, name]);
    }
  };
  const addFields = (place: 'header' | 'line', fields: readonly FieldDefinition[]) => {
    for (const { name, label } of drafted(fields))
      if (name !== 'number') add(place, name, [name, label.fr, label.en, ...(ALIASES[name] ?? [])]);
  };
  add('number', 'number', [...own, ...NUMBER]);
  add('partner', 'partner', PARTNER);
  add('lineNumber', 'lineNumber', LINE_NUMBER);
  addFields('line', definition.lines);
  addFields('header', definition.header);

  const found: Record<'header' | 'line', Record<string, number>> = { header: {}, line: {} };
  const single: Partial<Record<'number' | 'partner' | 'lineNumber', number>> = {};
  const ignored: { header: string; nearest?: string }[] = [];
  headers.forEach((written, column) => {
    const plain = normaliseHeader(written);
    const match = names.get(plain);
    if (!match) {
      const close = plain ? nearest(plain, [...names.keys()]) : undefined;
      if (plain) ignored.push({ header: written, ...(close && { nearest: close }) });
    } else if (match[0] === 'header' || match[0] === 'line') found[match[0]][match[1]] ??= column;
    else single[match[0]] ??= column;
  });
  if (single.number === undefined) return undefined;
  return {
    number: single.number,
    ...(single.partner !== undefined && { partner: single.partner }),
    ...(single.lineNumber !== undefined && { lineNumber: single.lineNumber }),
    ...found,
    ignored,
  };
}

/** Reads one row; every fault with the header of its column as field. */
export function readDocumentRow(
  definition: DocumentDefinition,
  columns: DocumentColumns,
  headers: readonly string[],
  cells: readonly string[],
): { readonly row: DocumentRow } | { readonly findings: readonly Finding[]; readonly number: string } {
  const findings: Finding[] = [];
  const cell = (column: number | undefined) => (column === undefined ? '' : (cells[column] ?? '').trim());
  const read = (fields: readonly FieldDefinition[], places: Readonly<Record<string, number>>) => {
    const values: Record<string, FieldValue> = {};
    for (const field of fields) {
      const column = places[field.name];
      const written = cell(column);
      if (!written) continue;
      const checked = checkValue(field, written, field.name);
      if ('finding' in checked) findings.push({ ...checked.finding, field: headers[column!]! });
      else if (checked.value !== null) values[field.name] = checked.value;
    }
    return values;
  };
  const [header, values] = [read(definition.header, columns.header), read(definition.lines, columns.line)];
  const number = cell(columns.number).replace(/\s+/g, ' ');
  const numberField = definition.header.find(({ name }) => name === 'number')!;
  const checked = checkValue(numberField, number, 'number');
  if (!number)
    findings.push({ ...fieldMissing(numberField), severity: 'error', field: headers[columns.number]! });
  else if ('finding' in checked) findings.push({ ...checked.finding, field: headers[columns.number]! });
  const position = cell(columns.lineNumber);
  if (position && !/^[1-9]\d{0,5}$/.test(position))
    findings.push(notALine(headers[columns.lineNumber!]!, position));
  if (findings.length) return { findings, number };
  return {
    row: {
      number,
      partner: cell(columns.partner),
      header,
      values,
      ...(position && { lineNumber: Number(position) }),
    },
  };
}

const notALine = (field: string, value: string): Finding => ({
  code: 'LINE_NUMBER_WRONG',
  severity: 'error',
  field,
  value: value.slice(0, 60),
  message: { fr: 'Ce n’est pas un numéro de ligne.', en: 'This is not a line number.' },
  remedy: {
    fr: 'Numérotez les lignes de 1 à 999999, ou ôtez cette colonne.',
    en: 'Number the lines from 1 to 999999, or remove this column.',
  },
});
