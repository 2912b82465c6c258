import { Finding } from '@maillon/kernel';

export const textTooLong = (length: number): Finding => ({
  code: 'TEXT_TOO_LONG',
  severity: 'error',
  field: 'text',
  value: String(length),
  allowed: '5000000',
  message: {
    fr: 'Ce document est trop long pour être lu ici : 5 millions de caractères au plus.',
    en: 'This document is too long to be read here: 5 million characters at most.',
  },
  remedy: {
    fr: 'Envoyez-le par l’interface de capture EPCIS, qui prend jusqu’à 50 Mo.',
    en: 'Send it by the EPCIS capture interface, which takes up to 50 MB.',
  },
});

export const nothingRight = (): Finding => ({
  code: 'NOTHING_RIGHT',
  severity: 'error',
  field: 'text',
  message: {
    fr: 'Aucun événement de ce document n’est juste : rien n’a été enregistré.',
    en: 'No event of this document is right: nothing was recorded.',
  },
  remedy: {
    fr: 'Corrigez ce qui est signalé, puis relisez le document.',
    en: 'Correct what is pointed out, then read the document again.',
  },
});
