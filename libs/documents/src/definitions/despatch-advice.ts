import { text } from '@maillon/kernel';
import { DocumentDefinition } from '../definition.js';
import { act, discard, discarded, draft, field, reference, required, state } from '../field-builders.js';
import {
  INCOTERMS,
  itemFields,
  note,
  number,
  PACKAGE_TYPES,
  quantity,
  traceFields,
  unit,
} from './common-fields.js';

/** UBL 2.1 DespatchAdvice; EDIFACT DESADV. With lots it is the shipping event: one line a lot and package. */
export const despatchAdvice: DocumentDefinition = {
  type: 'despatch_advice',
  version: 1,
  label: text('Avis d’expédition', 'Despatch advice'),
  plural: text('Avis d’expédition', 'Despatch advices'),
  purpose: text(
    'Le fournisseur annonce ce qui part, colis par colis et lot par lot : rien n’est à ressaisir à l’arrivée.',
    'The seller announces what leaves, package by package and lot by lot: nothing is typed again on arrival.',
  ),
  standard: { ubl: 'DespatchAdvice', edifact: 'DESADV' },
  issuerRole: 'seller',
  header: [
    number,
    required(
      field(
        'despatchDate',
        'date_time',
        ['Départ', 'Despatch'],
        ['Jour et heure du départ.', 'Day and hour of departure.'],
      ),
    ),
    field(
      'estimatedArrival',
      'date',
      ['Arrivée prévue', 'Expected arrival'],
      ['Jour d’arrivée chez le client.', 'Day of arrival at the buyer’s.'],
    ),
    reference(
      'orderNumber',
      'order',
      'recipient',
      ['Commande', 'Order'],
      ['Pour toutes les lignes qui n’en disent pas d’autre.', 'For every line that names no other.'],
    ),
    field(
      'shipFrom',
      'text',
      ['Lieu de départ', 'Ship from'],
      ['GLN, SIRET ou nom du site.', 'GLN, SIRET or name of the site.'],
    ),
    field(
      'shipTo',
      'text',
      ['Lieu d’arrivée', 'Ship to'],
      ['GLN, SIRET ou nom du site.', 'GLN, SIRET or name of the site.'],
    ),
    field(
      'carrierName',
      'text',
      ['Transporteur', 'Carrier'],
      ['Qui emporte les colis.', 'Who carries the packages.'],
    ),
    field(
      'carrierReference',
      'text',
      ['Référence de transport', 'Transport reference'],
      ['Récépissé, numéro de suivi.', 'Consignment note, tracking number.'],
    ),
    field(
      'incoterm',
      'code',
      ['Incoterm', 'Incoterm'],
      ['Qui porte le transport et le risque.', 'Who bears carriage and risk.'],
      { codes: INCOTERMS },
    ),
    field(
      'grossWeight',
      'quantity',
      ['Poids brut (kg)', 'Gross weight (kg)'],
      ['De l’envoi entier.', 'Of the whole consignment.'],
    ),
    field(
      'packageCount',
      'integer',
      ['Nombre de colis', 'Number of packages'],
      ['De l’envoi entier.', 'Of the whole consignment.'],
    ),
    note,
  ],
  lines: [
    reference(
      'orderNumber',
      'order',
      'recipient',
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
      'recipient',
      ['Appel', 'Call-off'],
      ['L’appel servi.', 'The call-off served.'],
    ),
    ...itemFields,
    quantity,
    unit,
    ...traceFields,
    field('packageType', 'code', ['Emballage', 'Packaging'], ['La sorte de colis.', 'The kind of package.'], {
      codes: PACKAGE_TYPES,
    }),
    field(
      'productionDate',
      'date',
      ['Fabriqué le', 'Made on'],
      ['Jour de fabrication du lot.', 'Day on which the lot was made.'],
    ),
    field(
      'expiryDate',
      'date',
      ['À utiliser avant le', 'Use by'],
      ['Dernier jour d’utilisation.', 'Last day of use.'],
    ),
    field(
      'certificateNumber',
      'text',
      ['Certificat', 'Certificate'],
      ['Numéro du certificat qui suit le lot.', 'Number of the certificate that goes with the lot.'],
    ),
    field('note', 'text', ['Remarque', 'Note'], ['Sur cette ligne.', 'About this line.']),
  ],
  dateOrder: [{ level: 'line', from: 'productionDate', to: 'expiryDate' }],
  states: [
    draft(),
    state('sent', 'recipient', ['En route', 'On its way'], ['Réceptionnez', 'Receive'], 'estimatedArrival'),
    state(
      'partly_received',
      'recipient',
      ['Reçu en partie', 'Partly received'],
      ['Réceptionnez le reste', 'Receive the rest'],
      'estimatedArrival',
    ),
    state('received', null, ['Reçu', 'Received']),
    state('closed', null, ['Soldé en l’état', 'Closed as it is']),
    state('cancelled', null, ['Annulé', 'Cancelled']),
    discarded,
  ],
  acts: [
    act('send', 'issuer', 'draft', 'sent', ['Envoyer', 'Send'], {
      needsLines: true,
      follows: ['shipping_event', 'delivery_progress'],
    }),
    discard,
    act('cancel', 'issuer', 'sent', 'cancelled', ['Annuler', 'Cancel'], {
      needsReason: true,
      follows: ['void_event', 'delivery_progress'],
    }),
    act('close', 'recipient', 'partly_received', 'closed', ['Solder en l’état', 'Close as it is'], {
      needsReason: true,
    }),
    act('receive_part', 'chain', ['sent', 'partly_received', 'received'], 'partly_received', [
      'Reçu en partie',
      'Received in part',
    ]),
    act('receive_all', 'chain', ['sent', 'partly_received', 'received'], 'received', [
      'Tout est reçu',
      'All received',
    ]),
    act('unreceive', 'chain', ['partly_received', 'received'], 'sent', [
      'Réception retirée',
      'Receipt withdrawn',
    ]),
  ],
};
