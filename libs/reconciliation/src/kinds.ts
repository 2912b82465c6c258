import { Text, text } from '@maillon/kernel';

/**
 * What can be wrong. The first seven set what a shipper says against what its receiver says; the others set what one company
 * says against itself.
 */
export const DISCREPANCY_KINDS = [
  'shipped_not_received',
  'received_not_shipped',
  'quantity',
  'unit',
  'identity',
  'date_order',
  'overdue',
  'double_custody',
  'never_made',
  'consumed_more_than_made',
  'mass_balance',
  'chain_gap',
  'duplicate_identity',
] as const;
export type DiscrepancyKind = (typeof DISCREPANCY_KINDS)[number];

export const KIND_LABELS: Readonly<Record<DiscrepancyKind, Text>> = {
  shipped_not_received: text('Expédié, pas reçu', 'Shipped, not received'),
  received_not_shipped: text('Reçu, pas annoncé', 'Received, not announced'),
  quantity: text('Quantités différentes', 'Different quantities'),
  unit: text('Unités différentes', 'Different units'),
  identity: text('Lots ou numéros de série différents', 'Different lots or serial numbers'),
  date_order: text('Dates dans le désordre', 'Dates out of order'),
  overdue: text('Réception en retard', 'Receipt overdue'),
  double_custody: text('Parti deux fois', 'Left twice'),
  never_made: text('Utilisé sans origine', 'Used without origin'),
  consumed_more_than_made: text('Sorti plus qu’entré', 'More out than in'),
  mass_balance: text('Bilan matière impossible', 'Impossible mass balance'),
  chain_gap: text('Chaîne interrompue', 'Gap in the chain'),
  duplicate_identity: text('Identifiant en double', 'Identifier used twice'),
};

export const DISCREPANCY_STATES = ['open', 'disputed', 'accepted', 'waived', 'healed'] as const;
export type DiscrepancyState = (typeof DISCREPANCY_STATES)[number];

export const STATE_LABELS: Readonly<Record<DiscrepancyState, Text>> = {
  open: text('À résoudre', 'To resolve'),
  disputed: text('En discussion', 'Under discussion'),
  accepted: text('Écart accepté', 'Difference accepted'),
  waived: text('Classé sans suite', 'Waived'),
  healed: text('Rentré dans l’ordre', 'Back in order'),
};
