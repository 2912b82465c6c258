import { text } from '@maillon/kernel';
import { DocumentDefinition } from '../definition.js';
import { act, discard, discarded, draft, field, required, setBy, state } from '../field-builders.js';
import { codes, issueDate, itemFields, note, number, quantity, unit } from './common-fields.js';

const ANSWERS = ['confirm', 'propose'];
const ANSWER = ['confirmedQuantity', 'confirmedDate', 'answerNote'];

/** UBL 2.1 Forecast with its response; EDIFACT DELFOR. One line an item and day or week. */
export const forecast: DocumentDefinition = {
  type: 'forecast',
  version: 1,
  label: text('Prévision', 'Forecast'),
  plural: text('Prévisions', 'Forecasts'),
  purpose: text(
    'Le client annonce ses besoins à venir ; le fournisseur dit ce qu’il pourra tenir.',
    'The buyer announces its needs to come; the seller says what it can meet.',
  ),
  standard: { ubl: 'Forecast', edifact: 'DELFOR' },
  issuerRole: 'buyer',
  header: [
    number,
    issueDate,
    required(field('periodStart', 'date', ['Du', 'From'], ['Premier jour couvert.', 'First day covered.'])),
    required(field('periodEnd', 'date', ['Au', 'To'], ['Dernier jour couvert.', 'Last day covered.'])),
    field(
      'answerDate',
      'date',
      ['Réponse attendue le', 'Answer expected on'],
      ['Jour où vous avez besoin de savoir.', 'Day on which you need to know.'],
    ),
    field(
      'replacesNumber',
      'text',
      ['Remplace la prévision', 'Replaces forecast'],
      [
        'Le numéro de la prévision que celle-ci remplace.',
        'The number of the forecast that this one replaces.',
      ],
    ),
    field(
      'deliveryLocation',
      'text',
      ['Lieu de livraison', 'Delivery location'],
      ['GLN, SIRET ou nom du site.', 'GLN, SIRET or name of the site.'],
    ),
    note,
  ],
  lines: [
    ...itemFields,
    quantity,
    unit,
    required(
      field(
        'date',
        'date',
        ['Jour ou semaine du', 'Day or week of'],
        ['Le jour, ou le lundi de la semaine.', 'The day, or the Monday of the week.'],
      ),
    ),
    field(
      'bucket',
      'code',
      ['Maille', 'Bucket'],
      ['Sur quelle durée porte la quantité.', 'The span that the quantity covers.'],
      {
        codes: codes(['day', 'jour', 'day'], ['week', 'semaine', 'week'], ['month', 'mois', 'month']),
      },
    ),
    field(
      'commitment',
      'code',
      ['Engagement', 'Commitment'],
      ['Jusqu’où le client s’engage.', 'How far the buyer commits itself.'],
      {
        codes: codes(
          ['firm', 'ferme', 'firm'],
          ['production', 'lancement en fabrication', 'production go-ahead'],
          ['material', 'achat de matière', 'material go-ahead'],
          ['planning', 'indicatif', 'for planning'],
        ),
      },
    ),
    setBy(
      field(
        'confirmedQuantity',
        'quantity',
        ['Quantité possible', 'Quantity possible'],
        ['Ce que le fournisseur pourra livrer.', 'What the seller can deliver.'],
      ),
      ...ANSWERS,
    ),
    setBy(
      field(
        'confirmedDate',
        'date',
        ['Date possible', 'Date possible'],
        ['Quand il le pourra.', 'When it can.'],
      ),
      ...ANSWERS,
    ),
    setBy(
      field(
        'answerNote',
        'text',
        ['Motif', 'Reason'],
        ['Ce qui empêche de tenir le besoin.', 'What stands in the way.'],
      ),
      ...ANSWERS,
    ),
  ],
  dateOrder: [{ level: 'header', from: 'periodStart', to: 'periodEnd' }],
  states: [
    draft(),
    state(
      'sent',
      'recipient',
      ['Envoyée', 'Sent'],
      ['Dites ce que vous pourrez tenir', 'Say what you can meet'],
      'answerDate',
    ),
    state(
      'proposed',
      'issuer',
      ['Réponse avec écarts', 'Answered with differences'],
      ['Acceptez ou revoyez vos besoins', 'Accept or revise your needs'],
    ),
    state('confirmed', null, ['Confirmée', 'Confirmed']),
    state('superseded', null, ['Remplacée', 'Superseded']),
    state('withdrawn', null, ['Retirée', 'Withdrawn']),
    discarded,
  ],
  acts: [
    act('send', 'issuer', 'draft', 'sent', ['Envoyer', 'Send'], { needsLines: true, follows: ['supersede'] }),
    discard,
    act('confirm', 'recipient', 'sent', 'confirmed', ['Confirmer', 'Confirm'], {
      unless: { condition: 'answer_differs', to: 'proposed' },
    }),
    act('propose', 'recipient', 'sent', 'proposed', ['Répondre avec des écarts', 'Answer with differences'], {
      needsReason: true,
    }),
    act('accept_proposal', 'issuer', 'proposed', 'confirmed', ['Accepter', 'Accept']),
    act('ask_again', 'issuer', 'proposed', 'sent', ['Redemander', 'Ask again'], {
      needsReason: true,
      clears: ANSWER,
    }),
    act('withdraw', 'issuer', ['sent', 'proposed'], 'withdrawn', ['Retirer', 'Withdraw'], {
      needsReason: true,
    }),
    act('supersede', 'chain', ['sent', 'proposed', 'confirmed'], 'superseded', [
      'Remplacée par une plus récente',
      'Replaced by a newer one',
    ]),
  ],
};
