import { Finding, Text, text } from '@maillon/kernel';

/** Why a document is not even taken in. */
export const unreadableDocument = ({ message, remedy, line, column }: Finding): Text => {
  const at = line === undefined ? ['', ''] : [`Ligne ${line}`, `Line ${line}`];
  const near = column === undefined || !line ? ['', ''] : [`, colonne ${column}`, `, column ${column}`];
  const lead = [at[0] ? `${at[0]}${near[0]} : ` : '', at[1] ? `${at[1]}${near[1]}: ` : ''];
  return text(`${lead[0]}${message.fr} ${remedy.fr}`, `${lead[1]}${message.en} ${remedy.en}`);
};

/** A document that holds neither events nor master data. */
export const emptyBody = text(
  'La demande ne porte aucun contenu. Envoyez un document EPCIS en JSON ou en XML.',
  'The request has no content. Send an EPCIS document in JSON or XML.',
);

/** Errors that were found and not kept. */
export const moreErrors = (count: number): Finding => ({
  code: 'CAPTURE_MORE_ERRORS',
  severity: 'error',
  message: text(
    `${count} autres erreurs ne sont pas détaillées.`,
    `${count} more errors are not told one by one.`,
  ),
  remedy: text(
    'Corrigez d’abord celles qui précèdent, puis renvoyez le document : ce qui est déjà enregistré ne change pas.',
    'Correct those above first, then send the document again: what is recorded already does not change.',
  ),
});

/** A capture that failed again and again for a reason of ours. */
export const captureFailed = (): Finding => ({
  code: 'CAPTURE_FAILED',
  severity: 'error',
  message: text(
    'L’enregistrement a échoué de notre côté, plusieurs fois.',
    'Recording failed on our side, several times.',
  ),
  remedy: text(
    'Renvoyez le document : ce qui est déjà enregistré ne change pas. Si l’erreur revient, prévenez l’assistance.',
    'Send the document again: what is recorded already does not change. If the error comes back, tell support.',
  ),
});

/** The stored document is gone: nothing can be recorded of it. */
export const documentGone = (): Finding => ({
  code: 'CAPTURE_DOCUMENT_GONE',
  severity: 'error',
  message: text(
    'Le document reçu n’est plus disponible.',
    'The document that was received is no longer there.',
  ),
  remedy: text('Renvoyez-le.', 'Send it again.'),
});
