import type { MessageId } from '../../messages/fr';

export interface FileModel {
  readonly file: string;
  readonly title: MessageId;
  /** Whether its rows make things, and so bear the data that the filière asks for. */
  readonly makes: boolean;
  /** Header as a French spreadsheet writes it, and what stands under it. */
  readonly columns: readonly (readonly [string, MessageId])[];
}

/** The four models of `public/modeles`; the importer understands these headers, and their English names. */
export const MODELS: readonly FileModel[] = [
  {
    file: 'lots.csv',
    title: 'fileHelp.lots',
    makes: true,
    columns: [
      ['Numéro de lot', 'column.lot'],
      ['Référence', 'column.reference'],
      ['Désignation', 'column.name'],
      ['Granularité', 'column.granularity'],
      ['Quantité', 'column.quantity'],
      ['Unité', 'column.unit'],
      ['Date de fabrication', 'column.date'],
      ['Type de certificat', 'column.certificateType'],
      ['Certificat', 'column.certificate'],
      ['Validité du certificat', 'column.certificateEnd'],
    ],
  },
  {
    file: 'transformations.csv',
    title: 'fileHelp.transformations',
    makes: true,
    columns: [
      ['Lot utilisé', 'column.inputLot'],
      ['Référence utilisée', 'column.inputReference'],
      ['Quantité utilisée', 'column.inputQuantity'],
      ['Numéro de lot', 'column.outputLot'],
      ['Référence', 'column.reference'],
      ['Désignation', 'column.name'],
      ['Quantité', 'column.quantity'],
      ['Date de transformation', 'column.date'],
    ],
  },
  {
    file: 'expeditions.csv',
    title: 'fileHelp.shipments',
    makes: false,
    columns: [
      ['Numéro de lot', 'column.lot'],
      ['Référence', 'column.reference'],
      ['Quantité', 'column.quantity'],
      ['Destinataire', 'column.recipient'],
      ["Date d'expédition", 'column.date'],
      ['Bon de livraison', 'column.despatchAdvice'],
      ['Commande', 'column.order'],
    ],
  },
  {
    file: 'receptions.csv',
    title: 'fileHelp.receipts',
    makes: false,
    columns: [
      ['Numéro de lot', 'column.lot'],
      ['Référence', 'column.senderReference'],
      ['Quantité', 'column.quantity'],
      ['Expéditeur', 'column.sender'],
      ['Date de réception', 'column.date'],
      ['Bon de livraison', 'column.despatchAdvice'],
    ],
  },
];

/** A model with the columns that this filière needs besides, empty, to be filled in. `text` begins with a byte order mark. */
export function withColumns(text: string, labels: readonly string[]): string {
  const [header = '', ...rows] = text.trimEnd().split('\r\n');
  const cells = labels.map((label) => (/[;"]/.test(label) ? `"${label.replaceAll('"', '""')}"` : label));
  return (
    [[header, ...cells].join(';'), ...rows.map((row) => row + ';'.repeat(labels.length))].join('\r\n') +
    '\r\n'
  );
}
