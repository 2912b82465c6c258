import { text } from '@maillon/kernel';
import { DocumentDefinition } from '../definition.js';
import {
  act,
  discard,
  discarded,
  draft,
  field,
  reference,
  required,
  setBy,
  state,
} from '../field-builders.js';
import { codes, issueDate, itemFields, number, traceFields } from './common-fields.js';

const stage = (name: string, fr: string, en: string, helpFr: string, helpEn: string, ...acts: string[]) =>
  required(setBy(field(name, 'note', [fr, en], [helpFr, helpEn]), ...acts), acts[0]!);

/** A nonconformity told to the partner and worked off in the eight disciplines (8D); severities as in CX-0125. */
export const qualityNotice: DocumentDefinition = {
  type: 'quality_notice',
  version: 1,
  label: text('Avis qualité', 'Quality notice'),
  plural: text('Avis qualité', 'Quality notices'),
  purpose: text(
    'Un défaut est signalé à celui qui peut le corriger ; les étapes 8D disent où en est la correction.',
    'A defect is told to whoever can mend it; the 8D stages say how far the mending has come.',
  ),
  standard: {},
  issuerRole: 'either',
  header: [
    number,
    issueDate,
    required(
      field(
        'title',
        'text',
        ['Objet', 'Subject'],
        ['Le défaut en une phrase.', 'The defect in one sentence.'],
      ),
    ),
    required(
      field(
        'severity',
        'code',
        ['Gravité', 'Severity'],
        ['Ce que le défaut peut causer.', 'What the defect may cause.'],
        {
          codes: codes(
            ['MINOR', 'mineure', 'minor'],
            ['MAJOR', 'majeure', 'major'],
            ['CRITICAL', 'critique', 'critical'],
            ['LIFE_THREATENING', 'danger pour la vie', 'life-threatening'],
          ),
        },
      ),
    ),
    field(
      'answerDate',
      'date',
      ['Réponse attendue le', 'Answer expected on'],
      ['Jour où l’analyse est attendue.', 'Day on which the analysis is expected.'],
    ),
    reference(
      'orderNumber',
      'order',
      'issuer',
      ['Commande', 'Order'],
      ['Celle qui est concernée.', 'The one concerned.'],
    ),
    reference(
      'despatchAdviceNumber',
      'despatch_advice',
      'recipient',
      ['Avis d’expédition', 'Despatch advice'],
      ['Celui qui est concerné.', 'The one concerned.'],
    ),
    required(
      field(
        'problem',
        'note',
        ['D2. Problème', 'D2. Problem'],
        ['Quoi, où, quand, combien.', 'What, where, when, how many.'],
      ),
    ),
    stage(
      'team',
      'D1. Équipe',
      'D1. Team',
      'Qui y travaille : des fonctions, pas de noms.',
      'Who works on it: functions, no names.',
      'contain',
    ),
    stage(
      'containment',
      'D3. Mesures immédiates',
      'D3. Containment',
      'Ce qui protège le client dès maintenant.',
      'What protects the customer from now on.',
      'contain',
      'submit',
    ),
    stage(
      'rootCause',
      'D4. Cause',
      'D4. Root cause',
      'Ce qui l’a produit, et pourquoi on ne l’a pas vu.',
      'What made it, and why it was not seen.',
      'analyse',
      'submit',
    ),
    stage(
      'correctiveAction',
      'D5. Actions correctives',
      'D5. Corrective actions',
      'Ce qui est choisi pour l’ôter.',
      'What is chosen to remove it.',
      'correct',
      'submit',
    ),
    stage(
      'implementation',
      'D6. Mise en œuvre',
      'D6. Implementation',
      'Ce qui est fait, et la preuve que cela marche.',
      'What is done, and the proof that it works.',
      'submit',
    ),
    stage(
      'prevention',
      'D7. Prévention',
      'D7. Prevention',
      'Ce qui empêche qu’il revienne.',
      'What keeps it from coming back.',
      'submit',
    ),
    stage(
      'closure',
      'D8. Clôture',
      'D8. Closure',
      'Le bilan de l’émetteur.',
      'The issuer’s conclusion.',
      'accept',
    ),
  ],
  lines: [
    ...itemFields,
    field(
      'quantity',
      'quantity',
      ['Quantité touchée', 'Quantity affected'],
      ['Dans l’unité de la ligne.', 'In the unit of the line.'],
    ),
    field('unit', 'unit', ['Unité', 'Unit'], ['Pièce, kilogramme, mètre…', 'Piece, kilogram, metre…']),
    ...traceFields,
    field('defect', 'text', ['Défaut', 'Defect'], ['Sur cette ligne.', 'About this line.']),
  ],
  states: [
    draft(),
    state('sent', 'recipient', ['Envoyé', 'Sent'], ['Prenez-en acte', 'Acknowledge it'], 'answerDate'),
    state(
      'acknowledged',
      'recipient',
      ['Pris en charge', 'Acknowledged'],
      ['Dites vos mesures immédiates (D1 à D3)', 'State your containment (D1 to D3)'],
      'answerDate',
    ),
    state(
      'contained',
      'recipient',
      ['Contenu', 'Contained'],
      ['Dites la cause (D4)', 'State the root cause (D4)'],
      'answerDate',
    ),
    state(
      'analysed',
      'recipient',
      ['Analysé', 'Analysed'],
      ['Dites les actions correctives (D5)', 'State the corrective actions (D5)'],
      'answerDate',
    ),
    state(
      'corrected',
      'recipient',
      ['En correction', 'Being corrected'],
      ['Mettez en œuvre et concluez (D6, D7)', 'Implement and conclude (D6, D7)'],
      'answerDate',
    ),
    state('submitted', 'issuer', ['8D remis', '8D submitted'], ['Acceptez ou renvoyez', 'Accept or return']),
    state('declined', 'issuer', ['Décliné', 'Declined'], ['Maintenez ou retirez', 'Maintain or withdraw']),
    state('closed', null, ['Clos', 'Closed']),
    state('withdrawn', null, ['Retiré', 'Withdrawn']),
    discarded,
  ],
  acts: [
    act('send', 'issuer', 'draft', 'sent', ['Envoyer', 'Send']),
    discard,
    act('acknowledge', 'recipient', 'sent', 'acknowledged', ['Prendre en charge', 'Acknowledge']),
    act('decline', 'recipient', ['sent', 'acknowledged'], 'declined', ['Décliner', 'Decline'], {
      needsReason: true,
    }),
    act('contain', 'recipient', 'acknowledged', 'contained', ['Remettre D1 à D3', 'Submit D1 to D3']),
    act('analyse', 'recipient', 'contained', 'analysed', ['Remettre D4', 'Submit D4']),
    act('correct', 'recipient', 'analysed', 'corrected', ['Remettre D5', 'Submit D5']),
    act('submit', 'recipient', 'corrected', 'submitted', ['Remettre le 8D', 'Submit the 8D']),
    act('return', 'issuer', 'submitted', 'corrected', ['Renvoyer', 'Return'], { needsReason: true }),
    act('accept', 'issuer', 'submitted', 'closed', ['Accepter et clore', 'Accept and close']),
    act('insist', 'issuer', 'declined', 'sent', ['Maintenir', 'Maintain'], { needsReason: true }),
    act('withdraw', 'issuer', ['sent', 'declined', 'submitted'], 'withdrawn', ['Retirer', 'Withdraw'], {
      needsReason: true,
    }),
  ],
};
