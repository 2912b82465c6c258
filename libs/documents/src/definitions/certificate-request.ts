import { text } from '@maillon/kernel';
import { DocumentDefinition } from '../definition.js';
import {
  act,
  declined,
  discard,
  discarded,
  draft,
  field,
  insist,
  reference,
  required,
  setBy,
  state,
  withdrawn,
} from '../field-builders.js';
import { issueDate, itemFields, note, number, traceFields } from './common-fields.js';

/** One partner asks the other for a certificate; the answer stays with the request and can be shown again. */
export const certificateRequest: DocumentDefinition = {
  type: 'certificate_request',
  version: 1,
  label: text('Demande de certificat', 'Certificate request'),
  plural: text('Demandes de certificat', 'Certificate requests'),
  purpose: text(
    'Demander un certificat une fois, et savoir ce qui est attendu, de qui et pour quand.',
    'Ask for a certificate once, and know what is expected, from whom and by when.',
  ),
  standard: {},
  issuerRole: 'either',
  header: [
    number,
    issueDate,
    required(
      field(
        'certificateType',
        'text',
        ['Certificat demandé', 'Certificate asked for'],
        [
          'Par exemple 3.1 (EN 10204), certificat d’analyse.',
          'For example 3.1 (EN 10204), certificate of analysis.',
        ],
      ),
    ),
    field(
      'answerDate',
      'date',
      ['Attendu le', 'Expected on'],
      ['Jour où vous en avez besoin.', 'Day on which you need it.'],
    ),
    reference(
      'orderNumber',
      'order',
      'issuer',
      ['Commande', 'Order'],
      ['Celle qui est concernée.', 'The one concerned.'],
    ),
    note,
    required(
      setBy(
        field(
          'certificateNumber',
          'text',
          ['Numéro du certificat', 'Certificate number'],
          ['Tel qu’il y est écrit.', 'As it is written there.'],
        ),
        'provide',
      ),
      'provide',
    ),
    setBy(
      field('certifiedBy', 'text', ['Organisme', 'Issued by'], ['Qui l’a délivré.', 'Who issued it.']),
      'provide',
    ),
    setBy(
      field(
        'validFrom',
        'date',
        ['Valable du', 'Valid from'],
        ['Premier jour de validité.', 'First day of validity.'],
      ),
      'provide',
    ),
    setBy(
      field(
        'validTo',
        'date',
        ['Valable jusqu’au', 'Valid to'],
        ['Dernier jour de validité.', 'Last day of validity.'],
      ),
      'provide',
    ),
  ],
  lines: [...itemFields, ...traceFields],
  dateOrder: [{ level: 'header', from: 'validFrom', to: 'validTo' }],
  states: [
    draft(),
    state(
      'sent',
      'recipient',
      ['Demandé', 'Requested'],
      ['Fournissez le certificat', 'Provide the certificate'],
      'answerDate',
    ),
    state('provided', 'issuer', ['Fourni', 'Provided'], ['Acceptez ou renvoyez', 'Accept or return']),
    declined,
    state('accepted', null, ['Accepté', 'Accepted']),
    withdrawn,
    discarded,
  ],
  acts: [
    act('send', 'issuer', 'draft', 'sent', ['Envoyer', 'Send']),
    discard,
    act('provide', 'recipient', 'sent', 'provided', ['Fournir', 'Provide']),
    act('decline', 'recipient', 'sent', 'declined', ['Décliner', 'Decline'], { needsReason: true }),
    act('accept', 'issuer', 'provided', 'accepted', ['Accepter', 'Accept']),
    act('return', 'issuer', 'provided', 'sent', ['Renvoyer', 'Return'], { needsReason: true }),
    insist,
    act('withdraw', 'issuer', ['sent', 'provided', 'declined'], 'withdrawn', ['Retirer', 'Withdraw'], {
      needsReason: true,
    }),
  ],
};
