import { text } from '@maillon/kernel';

export const PRINT = {
  number: text('N°', 'No.'),
  from: text('De', 'From'),
  to: text('À', 'To'),
  state: text('État', 'State'),
  line: text('Ligne', 'Line'),
  page: text('page', 'page'),
  of: text('sur', 'of'),
  none: text('Aucune ligne.', 'No line.'),
  lot: text('Lot', 'Lot'),
  serial: text('N° de série', 'Serial no.'),
  quantity: text('Quantité', 'Quantity'),
  package: text('Colis', 'Package'),
  order: text('Commande', 'Order'),
} as const;
