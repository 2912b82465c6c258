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

export const textNotEpcis = (first: string): Finding => ({
  code: 'TEXT_NOT_EPCIS',
  severity: 'error',
  field: 'text',
  value: first,
  line: 1,
  message: {
    fr: 'Ce texte n’est ni du JSON ni du XML\u00A0: un document EPCIS commence par { ou par <.',
    en: 'This text is neither JSON nor XML: an EPCIS document begins with { or with <.',
  },
  remedy: {
    fr: 'Collez le document entier, dès son premier signe. Un tableau (CSV) s’envoie page «\u00A0Fichiers envoyés\u00A0».',
    en: 'Paste the whole document, from its first character. A table (CSV) is sent on the page “Files sent”.',
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
