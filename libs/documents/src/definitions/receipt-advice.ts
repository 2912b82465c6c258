import { text } from '@maillon/kernel';
import { DocumentDefinition } from '../definition.js';
import { act, discard, discarded, draft, field, reference, required, state } from '../field-builders.js';
import { codes, itemFields, note, number, quantity, traceFields, unit } from './common-fields.js';

/** UBL 2.1 ReceiptAdvice; EDIFACT RECADV. With lots it is the receiving event. */
export const receiptAdvice: DocumentDefinition = {
  type: 'receipt_advice',
  version: 1,
  label: text('Avis de réception', 'Receipt advice'),
  plural: text('Avis de réception', 'Receipt advices'),
  purpose: text(
    'Le client dit ce qui est arrivé, ce qui manque et ce qu’il refuse : le fournisseur le sait tout de suite.',
    'The buyer says what arrived, what is missing and what it rejects: the seller knows at once.',
  ),
  standard: { ubl: 'ReceiptAdvice', edifact: 'RECADV' },
  issuerRole: 'buyer',
  header: [
    number,
    required(
      field(
        'receiptDate',
        'date_time',
        ['Réception', 'Receipt'],
        ['Jour et heure d’arrivée.', 'Day and hour of arrival.'],
      ),
    ),
    reference(
      'despatchAdviceNumber',
      'despatch_advice',
      'recipient',
      ['Avis d’expédition', 'Despatch advice'],
      ['Celui que cet avis confirme.', 'The one that this advice confirms.'],
    ),
    reference(
      'orderNumber',
      'order',
      'issuer',
      ['Commande', 'Order'],
      ['Pour toutes les lignes qui n’en disent pas d’autre.', 'For every line that names no other.'],
    ),
    field('location', 'text', ['Lieu', 'Place'], ['Site ou quai de réception.', 'Site or dock of receipt.']),
    note,
  ],
  lines: [
    field(
      'despatchLine',
      'integer',
      ['Ligne de l’avis d’expédition', 'Despatch line'],
      ['Le numéro de la ligne reçue.', 'The number of the line received.'],
    ),
    reference(
      'orderNumber',
      'order',
      'issuer',
      ['Commande', 'Order'],
      ['La commande servie.', 'The order served.'],
    ),
    field(
      'orderLine',
      'integer',
      ['Ligne de commande', 'Order line'],
      ['Le numéro de la ligne servie.', 'The number of the line served.'],
    ),
    reference(
      'callOffNumber',
      'call_off',
      'issuer',
      ['Appel', 'Call-off'],
      ['L’appel servi.', 'The call-off served.'],
    ),
    ...itemFields,
    {
      ...quantity,
      label: text('Quantité reçue', 'Quantity received'),
      help: text('Ce qui est arrivé et que vous gardez.', 'What arrived and you keep.'),
    },
    unit,
    field(
      'rejectedQuantity',
      'quantity',
      ['Quantité refusée', 'Quantity rejected'],
      ['Arrivée, mais que vous ne gardez pas.', 'Arrived, yet you do not keep it.'],
    ),
    field(
      'shortQuantity',
      'quantity',
      ['Quantité manquante', 'Quantity short'],
      ['Annoncée, mais pas arrivée.', 'Announced, yet not arrived.'],
    ),
    field(
      'rejectReason',
      'code',
      ['Motif', 'Reason'],
      ['Pourquoi elle est refusée.', 'Why it is rejected.'],
      {
        codes: codes(
          ['damaged', 'abîmé', 'damaged'],
          ['not_conforming', 'non conforme', 'not conforming'],
          ['not_ordered', 'non commandé', 'not ordered'],
          ['expired', 'périmé', 'expired'],
          ['document_missing', 'document manquant', 'document missing'],
          ['other', 'autre', 'other'],
        ),
      },
    ),
    ...traceFields,
    field('note', 'text', ['Remarque', 'Note'], ['Sur cette ligne.', 'About this line.']),
  ],
  states: [
    draft(),
    state(
      'sent',
      'recipient',
      ['Avec réserves', 'With reserves'],
      ['Reconnaissez les réserves ou contestez-les', 'Acknowledge the reserves or contest them'],
    ),
    state(
      'contested',
      'issuer',
      ['Contestée', 'Contested'],
      ['Maintenez ou retirez', 'Maintain or withdraw'],
    ),
    state('settled', null, ['Conforme', 'As announced']),
    state('acknowledged', null, ['Réserves reconnues', 'Reserves acknowledged']),
    state('withdrawn', null, ['Retirée', 'Withdrawn']),
    discarded,
  ],
  acts: [
    act('send', 'issuer', 'draft', 'sent', ['Envoyer', 'Send'], {
      needsLines: true,
      unless: { condition: 'without_reserve', to: 'settled' },
      follows: ['receiving_event', 'delivery_progress'],
    }),
    discard,
    act('acknowledge', 'recipient', 'sent', 'acknowledged', ['Reconnaître', 'Acknowledge']),
    act('contest', 'recipient', 'sent', 'contested', ['Contester', 'Contest'], { needsReason: true }),
    act('maintain', 'issuer', 'contested', 'sent', ['Maintenir', 'Maintain'], { needsReason: true }),
    act('withdraw', 'issuer', ['sent', 'contested'], 'withdrawn', ['Retirer', 'Withdraw'], {
      needsReason: true,
      follows: ['void_event', 'delivery_progress'],
    }),
  ],
};
