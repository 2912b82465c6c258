import { Language } from '@maillon/kernel';
import { wordsOf } from './words.js';

interface SideWords {
  readonly cameIn: string;
  readonly wentOut: string;
  readonly platform: string;
  readonly documentLine: (label: string, number: string, line: number | undefined) => string;
  readonly event: (at: string) => string;
  readonly revision: (label: string, number: string, state: string) => string;
}

const FRENCH: SideWords = {
  cameIn: 'Entrées',
  wentOut: 'Sorties',
  platform: 'La plateforme',
  documentLine: (label, number, line) => `${label} ${number}${line === undefined ? '' : `, ligne ${line}`}`,
  event: (at) => `Déclaration du ${wordsOf('fr').day(at)}`,
  revision: (label, number, state) => `Correction de ${label} ${number}\u00a0: ${STATES[state]?.fr ?? state}`,
};

const ENGLISH: SideWords = {
  cameIn: 'Come in',
  wentOut: 'Gone out',
  platform: 'The platform',
  documentLine: (label, number, line) => `${label} ${number}${line === undefined ? '' : `, line ${line}`}`,
  event: (at) => `Record of ${wordsOf('en').day(at)}`,
  revision: (label, number, state) => `Correction of ${label} ${number}: ${STATES[state]?.en ?? state}`,
};

const STATES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  pending: { fr: 'en attente', en: 'awaiting an answer' },
  accepted: { fr: 'acceptée', en: 'accepted' },
  refused: { fr: 'refusée', en: 'refused' },
  cancelled: { fr: 'retirée', en: 'taken back' },
};

/** Words of the exports that stand on neither side's papers. */
export const inWords = (language: Language): SideWords => (language === 'fr' ? FRENCH : ENGLISH);
