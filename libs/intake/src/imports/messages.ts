import { DomainError, Language } from '@maillon/kernel';

const HEADER = {
  fr: ['Ligne', 'Suite', 'Colonne', 'Valeur', 'Motif', 'Que faire', 'Ligne d’origine'],
  en: ['Line', 'Outcome', 'Column', 'Value', 'Reason', 'What to do', 'Original row'],
};

const SEVERITY = {
  fr: { error: 'refusée', warning: 'acceptée, à vérifier' },
  en: { error: 'refused', warning: 'accepted, worth a look' },
};

export const csvHeader = (language: Language): string[] => HEADER[language];

export const severityWord = (severity: string, language: Language): string =>
  SEVERITY[language][severity === 'error' ? 'error' : 'warning'];

export const documentsAreCsv = (): DomainError =>
  new DomainError(
    'BAD_INPUT',
    {
      fr: 'Des documents se lisent dans un fichier CSV ; ce fichier est un document EPCIS. Choisissez « traçabilité ».',
      en: 'Documents are read from a CSV file; this file is an EPCIS document. Choose “traceability”.',
    },
    'documents',
  );
