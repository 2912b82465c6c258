import { Refusal } from '@maillon/formats';
import { Filiere } from '@maillon/filieres';
import { Finding, Text } from '@maillon/kernel';

/** A value that could not be read, with the reader's own reason. */
export const fromRefusal = ({ code, message, remedy }: Refusal, field: string, value: string): Finding => ({
  code,
  severity: 'error',
  field,
  value: value.slice(0, 200),
  message,
  remedy,
});

export const missingField = (field: string, header: string, example: string): Finding => ({
  code: 'FIELD_MISSING_OR_WRONG',
  severity: 'error',
  field,
  allowed: example,
  message: {
    fr: `La colonne « ${header} » est vide ou ne contient pas une valeur connue.`,
    en: `The column “${header}” is empty or does not hold a known value.`,
  },
  remedy: { fr: `Écrivez-y par exemple : ${example}.`, en: `Write there, for example: ${example}.` },
});

export const unitUnknown = (written: string, filiere: Filiere): Finding => {
  const symbols = filiere.units.map(({ symbol }) => symbol).join(', ');
  return {
    code: 'UNIT_UNKNOWN',
    severity: 'error',
    value: written,
    allowed: symbols,
    message: { fr: `L’unité « ${written} » n’est pas connue.`, en: `The unit “${written}” is not known.` },
    remedy: { fr: `Utilisez l’une de celles-ci : ${symbols}.`, en: `Use one of these: ${symbols}.` },
  };
};

export const partnerUnknown = (): Finding => ({
  code: 'PARTNER_UNKNOWN',
  severity: 'error',
  message: {
    fr: 'Aucun membre de la filière ne porte ce nom ou ce numéro.',
    en: 'No member of the filière has this name or number.',
  },
  remedy: {
    fr: 'Écrivez son SIREN, son SIRET, son GLN ou son nom exact. S’il n’est pas encore membre, demandez au comité de l’inviter.',
    en: 'Write its SIREN, SIRET, GLN or exact name. If it is not a member yet, ask the committee to invite it.',
  },
});

export const noDocumentNumber = ({ label }: { readonly label: Text }): Finding => ({
  code: 'DOCUMENT_NUMBER_COLUMN',
  severity: 'error',
  line: 1,
  message: {
    fr: `Aucune colonne ne donne le numéro du document (« ${label.fr} »).`,
    en: `No column gives the number of the document (“${label.en}”).`,
  },
  remedy: { fr: 'Ajoutez une colonne « Numéro ».', en: 'Add a column “Number”.' },
});

export const partnerColumnEmpty = (field: string | undefined): Finding => ({
  code: 'PARTNER_MISSING',
  severity: 'error',
  field: field ?? 'Partenaire',
  message: {
    fr: 'Cette ligne ne dit pas à qui le document s’adresse.',
    en: 'This row does not say to whom the document is addressed.',
  },
  remedy: {
    fr: 'Donnez le SIREN ou le nom du partenaire sur chaque ligne.',
    en: 'Give the partner’s SIREN or name on each row.',
  },
});

/** A document is sent whole or not at all. */
export const rowsRefused: Finding = {
  code: 'DOCUMENT_ROWS_REFUSED',
  severity: 'error',
  message: { fr: 'certaines de ses lignes sont refusées.', en: 'some of its rows are refused.' },
  remedy: {
    fr: 'Corrigez ces lignes et renvoyez le fichier : le brouillon est remplacé, puis envoyé.',
    en: 'Correct these rows and send the file again: the draft is replaced, then sent.',
  },
};

/** The rows were taken; the document they make cannot leave yet. */
export const notSent = (number: string, reason: Finding): Finding => ({
  code: 'DOCUMENT_NOT_SENT',
  severity: 'warning',
  field: reason.field ?? reason.path ?? '',
  value: number,
  message: {
    fr: `Le document ${number} reste en brouillon : ${reason.message.fr}`,
    en: `Document ${number} stays a draft: ${reason.message.en}`,
  },
  remedy: reason.remedy,
});

/** Findings about a file that are not kept one by one. */
export const moreFindings = (count: number): Finding => ({
  code: 'FILE_MORE_FINDINGS',
  severity: 'warning',
  value: String(count),
  message: {
    fr: `${count} autres constats sur ce document ne sont pas détaillés.`,
    en: `${count} more findings on this document are not told one by one.`,
  },
  remedy: {
    fr: 'Corrigez d’abord ceux qui précèdent, puis renvoyez le fichier : ce qui est déjà enregistré ne change pas.',
    en: 'Correct those above first, then send the file again: what is recorded already does not change.',
  },
});

export const noColumns = (): Finding => ({
  code: 'COLUMNS_UNKNOWN',
  severity: 'error',
  line: 1,
  message: {
    fr: 'Aucune colonne de ce fichier n’est reconnue.',
    en: 'No column of this file is recognised.',
  },
  remedy: {
    fr: 'Reprenez les titres de l’un des modèles proposés sur la page d’envoi.',
    en: 'Take the headers of one of the models offered on the upload page.',
  },
});

export const noNumberColumn = (): Finding => ({
  code: 'NUMBER_COLUMN_MISSING',
  severity: 'error',
  line: 1,
  message: {
    fr: 'Il manque la colonne du numéro de lot, de série ou SSCC.',
    en: 'The column with the lot, serial or SSCC number is missing.',
  },
  remedy: {
    fr: 'Ajoutez une colonne « numéro de lot » (ou « numéro de série », « SSCC »).',
    en: 'Add a column “lot number” (or “serial number”, “SSCC”).',
  },
});
