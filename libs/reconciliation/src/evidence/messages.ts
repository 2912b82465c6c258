import { text } from '@maillon/kernel';

export const PAPER = {
  state: text('État', 'State'),
  filiere: text('Filière', 'Filière'),
  opened: text('Constaté le', 'Found on'),
  closed: text('Clos le', 'Closed on'),
  mustAct: text('À qui d’agir', 'Who must act'),
  until: text('avant le', 'by'),
  blocks: text('Bloque le lot', 'Blocks the lot'),
  yes: text('oui', 'yes'),
  no: text('non', 'no'),
  rule: text('La règle', 'The rule'),
  sides: text('Ce que dit chacun', 'What each says'),
  nothing: text('Rien n’est déclaré.', 'Nothing is declared.'),
  whole: text('en entier', 'the whole of it'),
  equals: text('soit', 'that is'),
  rejected: text('dont refusé', 'of which rejected'),
  short: text('manquant signalé', 'stated as missing'),
  item: text('article', 'item'),
  arithmetic: text('Le calcul', 'The arithmetic'),
  corrections: text('Les corrections', 'The corrections'),
  thread: text('Les échanges', 'The exchange'),
  none: text('Aucune pour l’instant.', 'None so far.'),
  page: text('page', 'page'),
  of: text('sur', 'of'),
  made: text('Établi le', 'Made on'),
  by: text(
    'par la plateforme, d’après ce que les entreprises ont déclaré. Écart',
    'by the platform, from what the companies declared. Discrepancy',
  ),
} as const;

export const omitted = (count: number) =>
  text(
    `… et ${count} autre${count > 1 ? 's' : ''}, à lire en ligne.`,
    `… and ${count} more, to be read online.`,
  );

export const revised = (count: number) =>
  text(`révisé ${count} fois`, `revised ${count === 1 ? 'once' : `${count} times`}`);

export const CSV_HEADER = [
  text('Écart', 'Discrepancy'),
  text('État', 'State'),
  text('Bloquant', 'Blocking'),
  text('Lot, série ou colis', 'Lot, serial or package'),
  text('Article', 'Item'),
  text('Commande ou expédition', 'Order or despatch'),
  text('Expéditeur', 'Shipper'),
  text('Destinataire', 'Receiver'),
  text('Attendu', 'Expected'),
  text('Trouvé', 'Found'),
  text('Différence', 'Difference'),
  text('Unité', 'Unit'),
  text('Constaté le', 'Found on'),
  text('Répondre avant le', 'Answer by'),
  text('Clos le', 'Closed on'),
  text('À qui d’agir', 'Who must act'),
  text('En clair', 'In plain words'),
  text('Identifiant', 'Id'),
] as const;

export const filterWrong = (value: string, allowed: readonly string[]) =>
  text(
    `« ${value} » n’est pas un filtre connu. Choisissez parmi : ${allowed.join(', ')}.`,
    `“${value}” is no known filter. Choose one of: ${allowed.join(', ')}.`,
  );
