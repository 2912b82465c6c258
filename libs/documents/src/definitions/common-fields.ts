import { text } from '@maillon/kernel';
import { Code } from '../definition.js';
import { field, required } from '../field-builders.js';

const code = (value: string, fr: string, en: string): Code => ({ code: value, label: text(fr, en) });

/** Every document carries its issuer's own number (UBL cbc:ID) and day of issue (cbc:IssueDate). */
export const number = required(
  field(
    'number',
    'text',
    ['Numéro', 'Number'],
    ['Votre numéro pour ce document.', 'Your own number for this document.'],
  ),
  'save',
);
export const issueDate = required(
  field(
    'issueDate',
    'date',
    ['Date', 'Date'],
    ['Jour où le document est établi.', 'Day on which the document is made out.'],
  ),
);
export const note = field(
  'note',
  'note',
  ['Remarque', 'Note'],
  ['Ce que votre partenaire doit savoir de plus.', 'What else your partner should know.'],
);

/** What a line is about: both partners' numbers, the GTIN, a description (UBL cac:Item). */
export const itemFields = [
  field(
    'buyerItem',
    'text',
    ['Référence client', 'Buyer’s item number'],
    ['Le numéro que le client donne à l’article.', 'The number that the buyer gives the item.'],
  ),
  field(
    'sellerItem',
    'text',
    ['Référence fournisseur', 'Seller’s item number'],
    ['Le numéro que le fournisseur donne à l’article.', 'The number that the seller gives the item.'],
  ),
  field(
    'gtin',
    'gtin',
    ['GTIN', 'GTIN'],
    [
      'Le code-barres de l’article : 8, 12, 13 ou 14 chiffres.',
      'The item’s barcode number: 8, 12, 13 or 14 digits.',
    ],
  ),
  field(
    'description',
    'text',
    ['Désignation', 'Description'],
    ['Le nom de l’article, comme vous le diriez.', 'The name of the item, as you would say it.'],
  ),
] as const;

export const quantity = required(
  field(
    'quantity',
    'quantity',
    ['Quantité', 'Quantity'],
    ['Dans l’unité de la ligne.', 'In the unit of the line.'],
  ),
);
export const unit = required(
  field('unit', 'unit', ['Unité', 'Unit'], ['Pièce, kilogramme, mètre…', 'Piece, kilogram, metre…']),
);
/** What tells one part of a delivery from another (UBL LotNumberID, SerialID, cac:TransportHandlingUnit). */
export const traceFields = [
  field('lot', 'text', ['Lot', 'Lot'], ['Numéro de lot ou de coulée.', 'Lot or heat number.']),
  field(
    'serial',
    'text',
    ['Numéro de série', 'Serial number'],
    ['Pour une pièce suivie une à une.', 'For a part followed one by one.'],
  ),
  field(
    'sscc',
    'sscc',
    ['Colis (SSCC)', 'Package (SSCC)'],
    [
      'Les 18 chiffres de l’étiquette du colis ou de la palette.',
      'The 18 digits on the label of the package or pallet.',
    ],
  ),
] as const;

/** Incoterms 2020. */
export const INCOTERMS: readonly Code[] = [
  code('EXW', 'EXW, à l’usine', 'EXW, ex works'),
  code('FCA', 'FCA, franco transporteur', 'FCA, free carrier'),
  code('CPT', 'CPT, port payé jusqu’à', 'CPT, carriage paid to'),
  code('CIP', 'CIP, port et assurance payés jusqu’à', 'CIP, carriage and insurance paid to'),
  code('DAP', 'DAP, rendu au lieu de destination', 'DAP, delivered at place'),
  code('DPU', 'DPU, rendu déchargé', 'DPU, delivered at place unloaded'),
  code('DDP', 'DDP, rendu droits acquittés', 'DDP, delivered duty paid'),
  code('FAS', 'FAS, franco le long du navire', 'FAS, free alongside ship'),
  code('FOB', 'FOB, franco à bord', 'FOB, free on board'),
  code('CFR', 'CFR, coût et fret', 'CFR, cost and freight'),
  code('CIF', 'CIF, coût, assurance et fret', 'CIF, cost, insurance and freight'),
];

/** ISO 4217, those in use between the filières and their partners. */
export const CURRENCIES: readonly Code[] = [
  code('EUR', 'euro', 'euro'),
  code('USD', 'dollar des États-Unis', 'US dollar'),
  code('GBP', 'livre sterling', 'pound sterling'),
  code('CHF', 'franc suisse', 'Swiss franc'),
  code('JPY', 'yen', 'yen'),
  code('CNY', 'yuan', 'yuan'),
];

/** UN/ECE Recommendation 21, the packages that despatch advices name. */
export const PACKAGE_TYPES: readonly Code[] = [
  code('CT', 'carton', 'carton'),
  code('PX', 'palette', 'pallet'),
  code('BX', 'caisse', 'box'),
  code('CR', 'caisse à claire-voie', 'crate'),
  code('CS', 'caisson', 'case'),
  code('DR', 'fût', 'drum'),
  code('BG', 'sac', 'bag'),
  code('WA', 'conteneur pour vrac (IBC)', 'intermediate bulk container'),
  code('CN', 'conteneur', 'container'),
  code('BE', 'fardeau', 'bundle'),
  code('RL', 'bobine', 'reel'),
  code('NE', 'sans emballage', 'unpacked'),
];

export const codes = (
  ...list: readonly (readonly [value: string, fr: string, en: string])[]
): readonly Code[] => list.map((one) => code(...one));
