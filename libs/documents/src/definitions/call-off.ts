import { text } from '@maillon/kernel';
import { DocumentDefinition } from '../definition.js';
import { act, discard, discarded, draft, field, reference, required, state } from '../field-builders.js';
import { issueDate, itemFields, note, number, quantity, unit } from './common-fields.js';

/** Where despatches and receipts move the document; a withdrawn one moves it back. */
const DELIVERING = ['accepted', 'in_delivery', 'despatched', 'completed'];

/** EDIFACT DELJIT: what is to arrive on which day at which hour, under an order or contract. */
export const callOff: DocumentDefinition = {
  type: 'call_off',
  version: 1,
  label: text('Appel de livraison', 'Call-off'),
  plural: text('Appels de livraison', 'Call-offs'),
  purpose: text(
    'Le client appelle une livraison précise, jour et heure, sur une commande ouverte.',
    'The buyer calls for one precise delivery, day and hour, under a blanket order.',
  ),
  standard: { edifact: 'DELJIT' },
  issuerRole: 'buyer',
  header: [
    number,
    issueDate,
    reference(
      'orderNumber',
      'order',
      'issuer',
      ['Commande', 'Order'],
      ['La commande ouverte.', 'The blanket order.'],
    ),
    field(
      'deliveryLocation',
      'text',
      ['Lieu de livraison', 'Delivery location'],
      ['Site, quai ou poste.', 'Site, dock or station.'],
    ),
    note,
  ],
  lines: [
    ...itemFields,
    quantity,
    unit,
    required(
      field(
        'requestedDate',
        'date',
        ['Jour de livraison', 'Delivery day'],
        ['Jour d’arrivée.', 'Day of arrival.'],
      ),
    ),
    field(
      'requestedTime',
      'text',
      ['Heure', 'Time'],
      ['Heure d’arrivée, par exemple 14:30.', 'Hour of arrival, for example 14:30.'],
    ),
  ],
  states: [
    draft(),
    state(
      'sent',
      'recipient',
      ['Envoyé', 'Sent'],
      ['Confirmez ou refusez', 'Confirm or reject'],
      'requestedDate',
    ),
    state(
      'accepted',
      'recipient',
      ['Confirmé', 'Confirmed'],
      ['Préparez et expédiez', 'Prepare and ship'],
      'requestedDate',
    ),
    state(
      'in_delivery',
      'recipient',
      ['Livré en partie', 'Partly delivered'],
      ['Expédiez le reste', 'Ship the rest'],
      'requestedDate',
    ),
    state('despatched', 'issuer', ['Expédié', 'Despatched'], ['Réceptionnez', 'Receive'], 'requestedDate'),
    state('closed', null, ['Soldé en l’état', 'Closed as it is']),
    state('completed', null, ['Soldé', 'Completed']),
    state('rejected', null, ['Refusé', 'Rejected']),
    state('cancelled', null, ['Annulé', 'Cancelled']),
    discarded,
  ],
  acts: [
    act('send', 'issuer', 'draft', 'sent', ['Envoyer', 'Send'], {
      needsLines: true,
      follows: ['delivery_progress'],
    }),
    discard,
    act('confirm', 'recipient', 'sent', 'accepted', ['Confirmer', 'Confirm'], {
      follows: ['delivery_progress'],
    }),
    act('reject', 'recipient', 'sent', 'rejected', ['Refuser', 'Reject'], { needsReason: true }),
    act('cancel', 'issuer', 'sent', 'cancelled', ['Annuler', 'Cancel'], { needsReason: true }),
    act('close', 'issuer', ['in_delivery', 'despatched'], 'closed', ['Solder en l’état', 'Close as it is'], {
      needsReason: true,
    }),
    act('deliver_part', 'chain', DELIVERING, 'in_delivery', ['Livraison partielle', 'Part delivery']),
    act('deliver_all', 'chain', DELIVERING, 'despatched', ['Tout est expédié', 'All despatched']),
    act('complete', 'chain', DELIVERING, 'completed', ['Tout est reçu', 'All received']),
    act('undeliver', 'chain', ['in_delivery', 'despatched', 'completed'], 'accepted', [
      'Expédition annulée',
      'Despatch cancelled',
    ]),
  ],
};
