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

/** An error declaration that says something else than the event that it declares erroneous, or than a declaration before it. */
export const declarationDiffers = (eventId: string): Finding => ({
  code: 'DECLARATION_DIFFERS',
  severity: 'error',
  field: 'errorDeclaration',
  value: eventId,
  message: {
    fr: 'Cette déclaration d’erreur ne reprend pas l’événement tel que vous l’avez déclaré sous cet identifiant.',
    en: 'This error declaration does not repeat the event as you declared it under this id.',
  },
  remedy: {
    fr: 'Reprenez l’événement à l’identique (GET /events/{eventID} le donne) et n’y ajoutez que errorDeclaration. Ce qui est juste s’envoie à part, sous un autre identifiant, cité dans correctiveEventIDs.',
    en: 'Repeat the event exactly (GET /events/{eventID} gives it) and add errorDeclaration only. Send what is right on its own, under another id, named in correctiveEventIDs.',
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
