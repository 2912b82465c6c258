import { Finding, text } from '@maillon/kernel';

const finding = (
  code: string,
  message: Finding['message'],
  remedy: Finding['remedy'],
  more: object = {},
): Finding => ({
  code,
  severity: 'error',
  message,
  remedy,
  ...more,
});

export const alreadyClosed = finding(
  'DISCREPANCY_CLOSED',
  text('Cet écart est déjà résolu.', 'This discrepancy is already resolved.'),
  text('Rechargez la page pour voir ce qu’il est devenu.', 'Reload the page to see what became of it.'),
);

export const notKnown = finding(
  'DISCREPANCY_UNKNOWN',
  text('Il n’y a pas d’écart sous cet identifiant.', 'There is no discrepancy under this id.'),
  text('Revenez à la liste et ouvrez-le de là.', 'Go back to the list and open it from there.'),
);

export const reasonMissing = finding(
  'REASON_MISSING',
  text('Il manque le pourquoi.', 'The reason is missing.'),
  text(
    'Dites en une phrase pourquoi\u00a0: l’autre partie la lira.',
    'Say why in one sentence: the other side will read it.',
  ),
  { field: 'reason' },
);

export const reasonTooLong = finding(
  'REASON_TOO_LONG',
  text('Ce texte dépasse 2\u00a0000 signes.', 'This text is longer than 2,000 characters.'),
  text('Raccourcissez-le.', 'Shorten it.'),
  { field: 'reason' },
);

export const dueDateInvalid = (value: string): Finding =>
  finding(
    'DUE_DATE_INVALID',
    text(`«\u00a0${value}\u00a0» n’est pas un jour à venir.`, `“${value}” is not a day to come.`),
    text('Donnez un jour à partir d’aujourd’hui, AAAA-MM-JJ.', 'Give a day from today on, YYYY-MM-DD.'),
    { field: 'dueDate', value, allowed: 'YYYY-MM-DD' },
  );

export const nothingToAccept = finding(
  'NOTHING_TO_ACCEPT',
  text(
    'Un écart entre vos propres déclarations ne s’accepte pas.',
    'A discrepancy among your own records cannot be accepted.',
  ),
  text('Corrigez la déclaration, ou classez-le sans suite.', 'Correct the record, or waive it.'),
);

export const notYoursToWaive = finding(
  'NOT_YOURS_TO_WAIVE',
  text(
    'C’est à l’autre entreprise de renoncer à cet écart.',
    'It is for the other company to drop this discrepancy.',
  ),
  text('Corrigez, acceptez la différence ou répondez-lui.', 'Correct it, accept the difference, or reply.'),
);

export const movedMeanwhile = finding(
  'DISCREPANCY_MOVED',
  text('Cet écart a changé depuis que vous l’avez lu.', 'This discrepancy has changed since you read it.'),
  text('Relisez-le, puis décidez.', 'Read it again, then decide.'),
);

export const receiptAwaited = finding(
  'RECEIPT_AWAITED',
  text(
    'L’expéditeur attend votre réception\u00a0: il n’y a encore rien à accepter.',
    'The shipper awaits your receipt: there is nothing yet to accept.',
  ),
  text('Déclarez la réception, ou contestez l’envoi.', 'Declare the receipt, or dispute the despatch.'),
);

export const notYoursToGiveUp = finding(
  'NOT_YOURS_TO_GIVE_UP',
  text(
    'Accepter renonce à ce que votre entreprise réclame\u00a0: votre rôle ne le permet pas.',
    'Accepting gives up what your company claims: your role does not allow it.',
  ),
  text('Demandez-le à un responsable de votre organisation.', 'Ask an owner of your organisation.'),
);

export const reasonUnreadable = finding(
  'REASON_UNREADABLE',
  text('Ce texte contient un signe qui ne se lit pas.', 'This text holds a sign that cannot be read.'),
  text('Saisissez-le de nouveau au clavier.', 'Type it anew.'),
  { field: 'reason' },
);

export const nobodyToDispute = finding(
  'NOBODY_TO_DISPUTE',
  text('Personne d’autre n’est concerné par cet écart.', 'Nobody else is part of this discrepancy.'),
  text('Corrigez la déclaration, ou classez-le sans suite.', 'Correct the record, or waive it.'),
);

export const personNotHere = finding(
  'PERSON_NOT_HERE',
  text(
    'Cette personne n’a pas de rôle dans votre organisation.',
    'This person has no role in your organisation.',
  ),
  text('Choisissez une personne de la liste.', 'Choose a person of the list.'),
  { field: 'person' },
);

export const notCorrectable = finding(
  'NOT_CORRECTABLE',
  text(
    'Cette déclaration n’est pas à vous, ou ne fait pas partie de cet écart.',
    'This record is not yours, or not part of this discrepancy.',
  ),
  text(
    'Choisissez un document des deux entreprises, ou l’une de vos propres déclarations.',
    'Choose a document of the two companies, or one of your own records.',
  ),
);

export const nothingCorrected = finding(
  'NOTHING_CORRECTED',
  text('La correction ne change rien.', 'The correction changes nothing.'),
  text('Donnez la bonne quantité, la bonne unité ou le bon lot.', 'Give the right quantity, unit or lot.'),
);

export const eventTakesQuantityOnly = finding(
  'EVENT_TAKES_QUANTITY_ONLY',
  text(
    'D’une déclaration sans document, on corrige la quantité et l’unité.',
    'Of a record without document, quantity and unit are corrected.',
  ),
  text(
    'Pour un autre lot, annulez la déclaration et déclarez de nouveau.',
    'For another lot, declare the record void and declare anew.',
  ),
);

export const tooMany = finding(
  'TOO_MANY',
  text('Plus de 500 écarts à la fois.', 'More than 500 discrepancies at once.'),
  text('Choisissez-en 500 au plus.', 'Choose 500 at most.'),
  { field: 'ids', allowed: '500' },
);
