import { Text, text } from '@maillon/kernel';

/** How a figure is read: a share of 1, a mean number of days, or a number of things. */
export type Measure = 'share' | 'days' | 'count';

/** One figure of a company and a month: `part` of `whole`; a count has the whole 1, so that wholes count companies. */
export interface FigureValue {
  /** First day of the month, YYYY-MM-DD, in Paris. */
  readonly month: string;
  readonly figure: FigureName;
  readonly part: number;
  readonly whole: number;
}

export const FIGURE_NAMES = [
  'delivery_accuracy',
  'unreceived_lines',
  'matched_flows',
  'response_days',
  'open_days',
  'opened',
  'closed',
  'delivery_accuracy_bought',
  'partner_response_days',
  'open_days_received',
  'opened_received',
  'closed_received',
] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

export interface Indicator {
  readonly name: string;
  readonly measure: Measure;
  readonly label: Text;
  /** Exactly what is counted, in one or two sentences. */
  readonly definition: Text;
  /** Figures that a company reads as one: its part in discrepancies of either side. */
  readonly own: readonly FigureName[];
  /** Figures that the committee adds up; each thing is counted for one of its two companies. Absent: for the company alone. */
  readonly shared?: readonly FigureName[];
}

export const INDICATORS: readonly Indicator[] = [
  {
    name: 'delivery_accuracy',
    measure: 'share',
    label: text('Livraisons conformes', 'Delivery accuracy'),
    definition: text(
      'Des lignes de commande et d’appel acceptées dont le jour de livraison (confirmé, sinon demandé) tombe dans le mois et est passé : la part dont le client a déclaré reçue, ce jour-là et aucun autre, la quantité convenue, aux tolérances près. Ce que le client n’a pas déclaré compte comme non livré.',
      'Of the accepted order and call-off lines whose delivery day (confirmed, otherwise requested) lies in the month and is past: the share of which the buyer declared received, on that day and no other, the quantity agreed, within tolerance. What the buyer has not declared counts as not delivered.',
    ),
    own: ['delivery_accuracy'],
    shared: ['delivery_accuracy'],
  },
  {
    name: 'delivery_accuracy_bought',
    measure: 'share',
    label: text('Livraisons conformes de vos fournisseurs', 'Delivery accuracy of your suppliers'),
    definition: text(
      'La même part, sur les lignes que vous avez commandées.',
      'The same share, over the lines that you ordered.',
    ),
    own: ['delivery_accuracy_bought'],
  },
  {
    name: 'unreceived_lines',
    measure: 'share',
    label: text('Lignes sans réception', 'Lines without receipt'),
    definition: text(
      'Des mêmes lignes que les livraisons justes : la part dont le client n’a déclaré aucune réception. Une part forte dit surtout que les réceptions ne sont pas déclarées ici.',
      'Of the same lines as delivery accuracy: the share of which the buyer has declared no receipt at all. A high share mostly says that receipts are not declared here.',
    ),
    own: ['unreceived_lines'],
    shared: ['unreceived_lines'],
  },
  {
    name: 'matched_flows',
    measure: 'share',
    label: text('Envois rapprochés', 'Despatches matched'),
    definition: text(
      'Des lots, pièces, colis et articles que l’entreprise a commencé d’expédier à un client dans le mois : la part où expédié et reçu s’accordent, rien n’étant plus attendu et aucun écart n’étant ouvert, accepté ou classé.',
      'Of the lots, pieces, packages and articles that the company began to ship to a customer in the month: the share where shipped and received agree, with nothing awaited and no discrepancy open, accepted or waived.',
    ),
    own: ['matched_flows'],
    shared: ['matched_flows'],
  },
  {
    name: 'response_days',
    measure: 'days',
    label: text('Délai de réponse', 'Response time'),
    definition: text(
      'Des écarts entre deux entreprises ouverts dans le mois, où c’était d’abord à celle-ci d’agir et où elle a répondu : jours, en moyenne, jusqu’à son premier acte (message, contestation, acceptation, correction demandée, classement).',
      'Of the discrepancies between two companies that opened in the month, where it was first for this one to act and it answered: days, on average, to its first act (message, dispute, acceptance, correction asked for, waiver).',
    ),
    own: ['response_days'],
    shared: ['response_days'],
  },
  {
    name: 'partner_response_days',
    measure: 'days',
    label: text('Délai de réponse de vos partenaires', 'Response time of your partners'),
    definition: text(
      'Le même délai, pour les écarts où c’était d’abord à l’autre d’agir.',
      'The same time, for the discrepancies where it was first for the other to act.',
    ),
    own: ['partner_response_days'],
  },
  {
    name: 'open_days',
    measure: 'days',
    label: text('Âge des écarts ouverts', 'Age of open discrepancies'),
    definition: text(
      'Des écarts ouverts à la fin du mois (à cette heure pour le mois en cours) : jours, en moyenne, depuis leur ouverture.',
      'Of the discrepancies open at the end of the month (now, for the current one): days, on average, since they opened.',
    ),
    own: ['open_days', 'open_days_received'],
    shared: ['open_days'],
  },
  {
    name: 'opened',
    measure: 'count',
    label: text('Écarts ouverts dans le mois', 'Discrepancies opened in the month'),
    definition: text(
      'Ouverts ou rouverts, quel que soit leur sort.',
      'Opened or opened again, whatever became of them.',
    ),
    own: ['opened', 'opened_received'],
    shared: ['opened'],
  },
  {
    name: 'closed',
    measure: 'count',
    label: text('Écarts résolus dans le mois', 'Discrepancies resolved in the month'),
    definition: text('Rentrés dans l’ordre, acceptés ou classés.', 'Back in order, accepted or waived.'),
    own: ['closed', 'closed_received'],
    shared: ['closed'],
  },
];

export const TOO_FEW = text(
  'Trop peu d’entreprises ce mois-là (moins de 3) : rien n’est affiché.',
  'Too few companies in that month (fewer than 3): nothing is shown.',
);
export const NOT_YET = text(
  'Rien à mesurer ce mois-là, ou pas encore calculé.',
  'Nothing to measure in that month, or not computed yet.',
);

/** What a reader sees: the share or mean of the two sums, or the sum of counts; undefined where there is nothing to measure. */
export const valueOf = (measure: Measure, part: number, whole: number): number | undefined =>
  measure === 'count' ? part : whole > 0 ? Number((part / whole).toPrecision(12)) : undefined;
