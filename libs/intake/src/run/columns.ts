import { normaliseHeader } from '@maillon/formats';
import { Filiere, KeyDataElement } from '@maillon/filieres';
import { nearest } from '@maillon/kernel';

/** What a column of a spreadsheet may hold. The guide page lists the same names. */
export type Field =
  | 'type'
  | 'lot'
  | 'serial'
  | 'sscc'
  | 'gtin'
  | 'reference'
  | 'name'
  | 'granularity'
  | 'quantity'
  | 'unit'
  | 'date'
  | 'place'
  | 'certificateType'
  | 'certificateNumber'
  | 'certificateIssuer'
  | 'certificateEnd'
  | 'inputLot'
  | 'inputSerial'
  | 'inputGtin'
  | 'inputReference'
  | 'inputQuantity'
  | 'inputUnit'
  | 'recipient'
  | 'sender'
  | 'despatchAdvice'
  | 'order'
  | 'disposition';

/** Header names understood for each field, French first; compared without accents, case and punctuation. */
export const HEADERS: Readonly<Record<Field, readonly string[]>> = {
  type: ['type', 'nature', 'kind', 'type de ligne', 'row type'],
  lot: [
    'numéro de lot',
    'n° de lot',
    'n° lot',
    'lot',
    'numéro de coulée',
    'n° de coulée',
    'coulée',
    'lot number',
    'batch',
    'batch number',
    'heat number',
  ],
  serial: ['numéro de série', 'n° de série', 'n° série', 'serial number', 'serial'],
  sscc: ['sscc', 'numéro sscc', 'palette', 'unité logistique', 'logistic unit'],
  gtin: ['gtin', 'code article (GTIN)', 'code GTIN', 'EAN', 'code EAN'],
  reference: [
    'référence',
    'référence article',
    'article',
    'code article',
    'réf',
    'part number',
    'reference',
    'item reference',
  ],
  name: ['désignation', 'libellé', 'produit', 'nom', 'name', 'description', 'product'],
  granularity: ['granularité', 'niveau', 'granularity', 'level'],
  quantity: ['quantité', 'qté', 'quantity', 'qty'],
  unit: ['unité', 'unit', 'uom', 'unit of measure'],
  date: [
    'date',
    'date de fabrication',
    "date d'expédition",
    'date de réception',
    'date de transformation',
    'production date',
    'despatch date',
    'receipt date',
    'event date',
  ],
  place: ['lieu', 'GLN du lieu', 'site', 'place', 'location'],
  certificateType: ['type de certificat', 'certificate type'],
  certificateNumber: [
    'certificat',
    'numéro de certificat',
    'n° de certificat',
    'certificate',
    'certificate number',
  ],
  certificateIssuer: ['organisme certificateur', 'émetteur du certificat', 'certificate issuer'],
  certificateEnd: [
    'fin de validité du certificat',
    'validité du certificat',
    'certificate valid to',
    'certificate end',
  ],
  inputLot: ["lot d'origine", 'lot utilisé', 'lot consommé', 'input lot', 'source lot'],
  inputSerial: ["numéro de série d'origine", 'n° de série utilisé', 'input serial number'],
  inputGtin: ["GTIN d'origine", 'GTIN utilisé', 'input GTIN'],
  inputReference: ["référence d'origine", 'référence utilisée', 'input reference'],
  inputQuantity: ['quantité utilisée', 'quantité consommée', 'input quantity'],
  inputUnit: ['unité utilisée', 'input unit'],
  recipient: ['destinataire', 'client', 'SIREN du destinataire', 'recipient', 'customer', 'ship to'],
  sender: ['expéditeur', 'fournisseur', "SIREN de l'expéditeur", 'sender', 'supplier', 'ship from'],
  despatchAdvice: [
    "avis d'expédition",
    'bon de livraison',
    'BL',
    'n° de BL',
    'despatch advice',
    'delivery note',
  ],
  order: ['commande', 'numéro de commande', 'n° de commande', 'order', 'order number', 'purchase order'],
  disposition: ['état', 'disposition', 'state'],
};

/** Where each field and key data element stands in the rows of one file. `ignored` are columns that say nothing to us. */
export interface ColumnPlan {
  readonly fields: Readonly<Partial<Record<Field, number>>>;
  readonly keyData: Readonly<Record<string, number>>;
  readonly ignored: readonly { readonly header: string; readonly nearest?: string }[];
}

const FIELD_OF = new Map<string, Field>(
  Object.entries(HEADERS).flatMap(([field, names]) =>
    names.map((name) => [normaliseHeader(name), field as Field] as const),
  ),
);

/** « Essence (nom scientifique) » is also found under « Essence ». */
const BRACKETED = /\s*\([^)]*\)/g;

/** Matches the header of a file to fields and to the filière's key data elements; the first column of a name wins. */
export function planColumns(header: readonly string[], filiere: Filiere): ColumnPlan {
  const fields: Partial<Record<Field, number>> = {};
  const keyData: Record<string, number> = {};
  const ignored: { header: string; nearest?: string }[] = [];
  const elements = new Map<string, KeyDataElement>(
    filiere.keyDataElements.flatMap((element) =>
      [element.key, element.label.fr, element.label.en].flatMap((name) =>
        [name, name.replace(BRACKETED, '')].map((written) => [normaliseHeader(written), element] as const),
      ),
    ),
  );
  header.forEach((written, index) => {
    const name = normaliseHeader(written);
    const field = FIELD_OF.get(name);
    const element = elements.get(name);
    if (field && fields[field] === undefined) fields[field] = index;
    else if (element && keyData[element.key] === undefined) keyData[element.key] = index;
    else if (name) ignored.push({ header: written, ...suggestion(name, elements) });
  });
  return { fields, keyData, ignored };
}

function suggestion(name: string, elements: ReadonlyMap<string, KeyDataElement>): { nearest?: string } {
  const found = nearest(name, [...FIELD_OF.keys(), ...elements.keys()]);
  return found ? { nearest: found } : {};
}
