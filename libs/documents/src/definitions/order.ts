import { text } from '@maillon/kernel';
import { DocumentDefinition } from '../definition.js';
import { act, discard, discarded, draft, field, setBy, state } from '../field-builders.js';
import {
  codes,
  CURRENCIES,
  INCOTERMS,
  issueDate,
  itemFields,
  note,
  number,
  quantity,
  unit,
} from './common-fields.js';

const ANSWERED = ['accept', 'modify'];
const ANSWER = ['answer', 'confirmedQuantity', 'confirmedDate', 'answerNote'];
/** Where despatches and receipts move the order; a withdrawn one moves it back. */
const DELIVERING = ['accepted', 'in_delivery', 'despatched', 'completed'];

/** UBL 2.1 Order with its OrderResponse; EDIFACT ORDERS with ORDRSP. The answer is an act on the order itself. */
export const order: DocumentDefinition = {
  type: 'order',
  version: 1,
  label: text('Commande', 'Order'),
  plural: text('Commandes', 'Orders'),
  purpose: text(
    'Le client dit ce qu’il veut recevoir, et quand ; le fournisseur accepte, refuse ou propose autre chose.',
    'The buyer says what it wants and when; the seller accepts, rejects or proposes something else.',
  ),
  standard: { ubl: 'Order', edifact: 'ORDERS' },
  issuerRole: 'buyer',
  header: [
    number,
    issueDate,
    field(
      'requestedDate',
      'date',
      ['Livraison souhaitée', 'Delivery requested'],
      ['Pour toutes les lignes qui n’en disent pas d’autre.', 'For every line that names no other day.'],
    ),
    field('currency', 'code', ['Devise', 'Currency'], ['Celle des prix.', 'That of the prices.'], {
      codes: CURRENCIES,
    }),
    field(
      'incoterm',
      'code',
      ['Incoterm', 'Incoterm'],
      ['Qui porte le transport et le risque.', 'Who bears carriage and risk.'],
      {
        codes: INCOTERMS,
      },
    ),
    field(
      'incotermPlace',
      'text',
      ['Lieu de l’incoterm', 'Incoterm place'],
      ['La ville ou le quai.', 'The town or the dock.'],
    ),
    field(
      'deliveryLocation',
      'text',
      ['Lieu de livraison', 'Delivery location'],
      ['GLN, SIRET ou nom du site.', 'GLN, SIRET or name of the site.'],
    ),
    field(
      'contractNumber',
      'text',
      ['Contrat', 'Contract'],
      ['Le contrat ou la commande ouverte.', 'The contract or blanket order.'],
    ),
    note,
  ],
  lines: [
    ...itemFields,
    quantity,
    unit,
    field(
      'price',
      'amount',
      ['Prix unitaire', 'Unit price'],
      ['Hors taxes, par unité.', 'Without tax, per unit.'],
    ),
    field(
      'requestedDate',
      'date',
      ['Livraison souhaitée', 'Delivery requested'],
      ['Jour d’arrivée chez le client.', 'Day of arrival at the buyer’s.'],
    ),
    field('note', 'text', ['Remarque', 'Note'], ['Sur cette ligne.', 'About this line.']),
    setBy(
      field(
        'answer',
        'code',
        ['Réponse', 'Answer'],
        ['Du fournisseur, pour la ligne.', 'The seller’s, for the line.'],
        {
          codes: codes(
            ['accepted', 'acceptée', 'accepted'],
            ['changed', 'modifiée', 'changed'],
            ['rejected', 'refusée', 'rejected'],
          ),
        },
      ),
      ...ANSWERED,
    ),
    setBy(
      field(
        'confirmedQuantity',
        'quantity',
        ['Quantité confirmée', 'Confirmed quantity'],
        ['Ce que le fournisseur livrera.', 'What the seller will deliver.'],
      ),
      ...ANSWERED,
    ),
    setBy(
      field(
        'confirmedDate',
        'date',
        ['Date confirmée', 'Confirmed date'],
        ['Jour d’arrivée que le fournisseur tiendra.', 'Day of arrival that the seller will keep.'],
      ),
      ...ANSWERED,
    ),
    setBy(
      field(
        'answerNote',
        'text',
        ['Motif', 'Reason'],
        ['Pourquoi la ligne change.', 'Why the line changes.'],
      ),
      ...ANSWERED,
    ),
  ],
  states: [
    draft(),
    state(
      'sent',
      'recipient',
      ['Envoyée', 'Sent'],
      ['Acceptez, refusez ou proposez', 'Accept, reject or propose'],
      'requestedDate',
    ),
    state(
      'modified',
      'issuer',
      ['Modification proposée', 'Change proposed'],
      ['Dites si cela vous convient', 'Say whether it suits you'],
      'requestedDate',
    ),
    state(
      'accepted',
      'recipient',
      ['Acceptée', 'Accepted'],
      ['Préparez et expédiez', 'Prepare and ship'],
      'requestedDate',
    ),
    state(
      'in_delivery',
      'recipient',
      ['Livrée en partie', 'Partly delivered'],
      ['Expédiez le reste', 'Ship the rest'],
      'requestedDate',
    ),
    state('despatched', 'issuer', ['Expédiée', 'Despatched'], ['Réceptionnez', 'Receive'], 'requestedDate'),
    state(
      'cancellation_requested',
      'recipient',
      ['Annulation demandée', 'Cancellation requested'],
      ['Acceptez ou refusez l’annulation', 'Accept or refuse the cancellation'],
    ),
    state('closed', null, ['Soldée en l’état', 'Closed as it is']),
    state('completed', null, ['Soldée', 'Completed']),
    state('rejected', null, ['Refusée', 'Rejected']),
    state('cancelled', null, ['Annulée', 'Cancelled']),
    discarded,
  ],
  acts: [
    act('send', 'issuer', 'draft', 'sent', ['Envoyer', 'Send'], {
      needsLines: true,
      follows: ['delivery_progress'],
    }),
    discard,
    act('accept', 'recipient', 'sent', 'accepted', ['Accepter', 'Accept'], {
      unless: { condition: 'answer_differs', to: 'modified' },
      follows: ['delivery_progress'],
    }),
    act('modify', 'recipient', 'sent', 'modified', ['Proposer une modification', 'Propose a change'], {
      needsReason: true,
    }),
    act('reject', 'recipient', 'sent', 'rejected', ['Refuser', 'Reject'], { needsReason: true }),
    act('approve', 'issuer', 'modified', 'accepted', ['Approuver', 'Approve'], {
      follows: ['delivery_progress'],
    }),
    act('refuse_change', 'issuer', 'modified', 'sent', ['Refuser la modification', 'Refuse the change'], {
      needsReason: true,
      clears: ANSWER,
    }),
    act('cancel', 'issuer', ['sent', 'modified'], 'cancelled', ['Annuler', 'Cancel'], { needsReason: true }),
    act(
      'request_cancellation',
      'issuer',
      ['accepted', 'in_delivery'],
      'cancellation_requested',
      ['Demander l’annulation', 'Request cancellation'],
      { needsReason: true },
    ),
    act('accept_cancellation', 'recipient', 'cancellation_requested', 'cancelled', [
      'Accepter l’annulation',
      'Accept the cancellation',
    ]),
    act(
      'refuse_cancellation',
      'recipient',
      'cancellation_requested',
      'accepted',
      ['Refuser l’annulation', 'Refuse the cancellation'],
      { needsReason: true, follows: ['delivery_progress'] },
    ),
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
