import { Finding } from '@maillon/kernel';

/** Another event already stands under this id: an EPCIS event is corrected by an error declaration, never replaced. */
export const eventIdTaken = (eventId: string): Finding => ({
  code: 'EVENT_ID_TAKEN',
  severity: 'error',
  field: 'eventID',
  value: eventId,
  message: {
    fr: 'Vous avez déjà déclaré un événement différent sous cet identifiant.',
    en: 'You have already declared a different event under this id.',
  },
  remedy: {
    fr: 'Donnez-lui un autre identifiant, ou déclarez l’ancien erroné (errorDeclaration) puis envoyez le nouveau.',
    en: 'Give it another id, or declare the former one erroneous (errorDeclaration) and send the new one.',
  },
});

/** A document without a single event. */
export const nothingToCapture = (): Finding => ({
  code: 'NOTHING_TO_CAPTURE',
  severity: 'error',
  path: '$.epcisBody.eventList',
  message: { fr: 'Ce document ne contient aucun événement.', en: 'This document holds no event.' },
  remedy: { fr: 'Ajoutez au moins un événement à eventList.', en: 'Add at least one event to eventList.' },
});
