import { Finding, text } from '@maillon/kernel';

const error = (
  code: string,
  path: string,
  message: Finding['message'],
  remedy: Finding['remedy'],
): Finding => ({
  code,
  severity: 'error',
  path,
  message,
  remedy,
});

export const notRevisable: Finding = error(
  'REVISION_NOT_POSSIBLE',
  'document',
  text(
    'Ce document ne peut pas être révisé : il est en brouillon, annulé ou retiré.',
    'This document cannot be revised: it is a draft, cancelled or withdrawn.',
  ),
  text(
    'Modifiez le brouillon, ou établissez un nouveau document.',
    'Change the draft, or make out a new document.',
  ),
);

export const revisionPending: Finding = error(
  'REVISION_PENDING',
  'document',
  text(
    'Une révision de ce document attend déjà une réponse.',
    'A revision of this document already awaits an answer.',
  ),
  text(
    'Attendez la réponse, ou annulez la révision si elle vient de vous.',
    'Wait for the answer, or cancel the revision if it is yours.',
  ),
);

export const nothingRevised: Finding = error(
  'REVISION_CHANGES_NOTHING',
  'changes',
  text('Cette révision ne change rien.', 'This revision changes nothing.'),
  text(
    'Donnez au moins une valeur qui diffère de celle du document.',
    'Give at least one value that differs from the document’s.',
  ),
);

export const numberStays: Finding = error(
  'REVISION_OF_NUMBER',
  'changes',
  text(
    'Le numéro d’un document ne change pas : c’est son nom.',
    'The number of a document does not change: it is its name.',
  ),
  text('Annulez le document et établissez-en un autre.', 'Cancel the document and make out another.'),
);

export const revisionReasonMissing: Finding = error(
  'REASON_MISSING',
  'reason',
  text('Une révision demande un motif.', 'A revision needs a reason.'),
  text(
    'Dites pourquoi en une phrase : votre partenaire la lira.',
    'Say why in one sentence: your partner will read it.',
  ),
);

export const notYoursToAnswer: Finding = error(
  'REVISION_NOT_YOURS',
  'id',
  text(
    'Cette révision vient de vous : c’est à votre partenaire d’y répondre.',
    'This revision is yours: it is for your partner to answer.',
  ),
  text('Attendez sa réponse, ou annulez-la.', 'Wait for the answer, or cancel it.'),
);

export const notYoursToCancel: Finding = error(
  'REVISION_NOT_YOURS',
  'id',
  text(
    'Cette révision vient de votre partenaire : répondez-y plutôt.',
    'This revision is your partner’s: answer it instead.',
  ),
  text('Acceptez-la ou refusez-la.', 'Accept it or refuse it.'),
);

export const revisionAnswered: Finding = error(
  'REVISION_ANSWERED',
  'id',
  text('Cette révision a déjà reçu une réponse.', 'This revision has already been answered.'),
  text(
    'Relisez le document ; demandez-en une nouvelle s’il le faut.',
    'Read the document again; request a new one if needed.',
  ),
);

export const documentMoved: Finding = error(
  'REVISION_OUTDATED',
  'id',
  text(
    'Le document a changé depuis cette demande : elle ne s’applique plus.',
    'The document has changed since this request: it no longer applies.',
  ),
  text('Refusez-la, puis demandez-en une nouvelle.', 'Refuse it, then request a new one.'),
);
