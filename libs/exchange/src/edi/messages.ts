import { Finding, text } from '@maillon/kernel';

const error = (
  code: string,
  message: Finding['message'],
  remedy: Finding['remedy'],
  value?: string,
): Finding => ({
  code,
  severity: 'error',
  message,
  remedy,
  ...(value && { value: value.slice(0, 60) }),
});

export const issuerIsOther = (name: string): Finding =>
  error(
    'EDI_ISSUER_OTHER',
    text(
      'Ce message émane d’une autre entreprise que la vôtre.',
      'This message comes from another company than yours.',
    ),
    text(
      'Chacun dépose ses propres messages : demandez-lui de le faire.',
      'Each company brings its own messages: ask it to do so.',
    ),
    name,
  );

export const referenceReused = (reference: string): Finding =>
  error(
    'EDI_REFERENCE_REUSED',
    text(
      'Un autre fichier de cet expéditeur porte déjà cette référence.',
      'Another file of this sender already carries this reference.',
    ),
    text('Donnez à chaque fichier une référence nouvelle.', 'Give each file a new reference.'),
    reference,
  );

export const replaceSent = (number: string): Finding =>
  error(
    'EDI_REPLACE_SENT',
    text('Un document envoyé ne se remplace pas.', 'A document that was sent is not replaced.'),
    text(
      'Annulez-le et envoyez-en un autre, ou demandez une révision.',
      'Cancel it and send another, or request a revision.',
    ),
    number,
  );

export const cancelUnknown = (number: string): Finding =>
  error(
    'EDI_CANCEL_UNKNOWN',
    text('Le document à annuler n’est pas connu ici.', 'The document to cancel is not known here.'),
    text('Vérifiez son numéro.', 'Check its number.'),
    number,
  );

export const responseKept = (number: string): Finding => ({
  ...error(
    'EDI_ORDER_AWAITED',
    text(
      'La commande à laquelle vous répondez n’est pas encore arrivée : votre réponse est gardée.',
      'The order that you answer has not arrived yet: your answer is kept.',
    ),
    text(
      'Rien à faire : elle s’appliquera dès que la commande arrive.',
      'Nothing to do: it applies as soon as the order arrives.',
    ),
    number,
  ),
  severity: 'warning',
});

export const buyerAwaited = (name: string): Finding => ({
  ...error(
    'EDI_BUYER_AWAITED',
    text(
      'Le client auquel vous répondez n’est pas encore membre de cette filière : votre réponse est gardée.',
      'The buyer that you answer is not yet a member of this filière: your answer is kept.',
    ),
    text(
      'Rien à faire : elle s’appliquera dès qu’il rejoint la filière et que sa commande arrive.',
      'Nothing to do: it applies once the buyer joins the filière and its order arrives.',
    ),
    name,
  ),
  severity: 'warning',
});

export const noMessage: Finding = error(
  'EDI_NO_MESSAGE',
  text('Ce fichier ne contient aucun message.', 'This file holds no message.'),
  text('Envoyez un fichier EDIFACT ou UBL 2.1.', 'Send an EDIFACT or UBL 2.1 file.'),
);

export const CANCELLED_BY_EDI = text('Annulé par EDI', 'Cancelled by EDI');
