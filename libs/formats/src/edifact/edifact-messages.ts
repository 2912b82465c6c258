import { Text, text } from '@maillon/kernel';

interface EdifactAdvice {
  readonly syntaxError: string;
  readonly severity: 'error' | 'warning';
  readonly message: Text;
  readonly remedy: Text;
}

/** `syntaxError` is the code of list 0085 that CONTRL answers. */
const refusal = (
  syntaxError: string,
  fr: string,
  en: string,
  remedyFr: string,
  remedyEn: string,
): EdifactAdvice => ({
  syntaxError,
  severity: 'error',
  message: text(fr, en),
  remedy: text(remedyFr, remedyEn),
});

const remark = (
  syntaxError: string,
  fr: string,
  en: string,
  remedyFr: string,
  remedyEn: string,
): EdifactAdvice => ({ ...refusal(syntaxError, fr, en, remedyFr, remedyEn), severity: 'warning' });

const SEND_WHOLE_FR = 'Vérifiez que le fichier a été transmis en entier, puis renvoyez-le.';
const SEND_WHOLE_EN = 'Check that the whole file was transmitted, then send it again.';

/** Faults of syntax (ISO 9735), by stable code. */
export const EDIFACT_MESSAGES = {
  SEGMENT_NOT_CLOSED: refusal(
    '13',
    'ce segment n’est pas terminé : le fichier s’arrête avant le signe qui le ferme.',
    'this segment is not closed: the file stops before the sign that ends it.',
    SEND_WHOLE_FR,
    SEND_WHOLE_EN,
  ),
  TAG_INVALID: refusal(
    '15',
    'un segment commence par trois lettres ou chiffres, en capitales ; ce n’en est pas un.',
    'a segment starts with three capital letters or digits; this does not.',
    "Si le texte qui précède contient une apostrophe, un « + » ou un « : », faites-les précéder du signe d’échappement (?' ?+ ?:).",
    "If the text before it holds an apostrophe, a “+” or a “:”, put the release sign before it (?' ?+ ?:).",
  ),
  TOO_MANY_ELEMENTS: refusal(
    '16',
    'ce segment a plus d’éléments qu’aucun répertoire n’en prévoit.',
    'this segment has more elements than any directory provides for.',
    'Vérifiez les signes « + » et « : » dans les textes : ils s’écrivent ?+ et ?:.',
    'Check the “+” and “:” signs inside texts: they are written ?+ and ?:.',
  ),
  CONTROL_CHARACTER: refusal(
    '21',
    'un caractère de commande invisible s’y trouve.',
    'it holds an invisible control character.',
    'Retirez ce caractère du texte d’origine, puis renvoyez le message.',
    'Remove this character from the original text, then send the message again.',
  ),
  BAD_CHARACTER: refusal(
    '21',
    'un caractère n’est pas en UTF-8, que l’enveloppe annonce.',
    'a character is not UTF-8, which the envelope announces.',
    'Écrivez le fichier en UTF-8, ou annoncez UNOC (ISO 8859-1) dans UNB.',
    'Write the file as UTF-8, or announce UNOC (ISO 8859-1) in UNB.',
  ),
  CHARACTER_LOST: remark(
    '21',
    'un caractère était déjà perdu avant l’envoi (losange noir).',
    'a character was already lost before sending (black diamond).',
    'Faites exporter le fichier dans le jeu de caractères que l’enveloppe annonce.',
    'Have the file exported in the character set that the envelope announces.',
  ),
  NEEDLESS_RELEASE: remark(
    '22',
    'le signe d’échappement précède un caractère qui n’en a pas besoin ; il est retiré.',
    'the release sign stands before a character that needs none; it is taken out.',
    'N’échappez que les signes que UNA définit ; un « ? » du texte s’écrit ??.',
    'Release only the signs that UNA defines; a “?” in a text is written ??.',
  ),
  WRAPPED: remark(
    '21',
    'un retour à la ligne coupe ce segment ; il est retiré.',
    'a line break cuts this segment; it is taken out.',
    'Faites transmettre le fichier sans couper les lignes.',
    'Have the file transmitted without wrapping its lines.',
  ),
  CHARSET_MISMATCH: remark(
    '46',
    'le fichier n’est pas dans le jeu de caractères annoncé ; il est lu d’après son contenu.',
    'the file is not in the announced character set; it is read by what it holds.',
    'Annoncez UNOY pour UTF-8, UNOC pour ISO 8859-1.',
    'Announce UNOY for UTF-8, UNOC for ISO 8859-1.',
  ),
  CHARSET_UNKNOWN: remark(
    '2',
    'cet identifiant de syntaxe n’est pas de la norme ; le fichier est lu d’après son contenu.',
    'this syntax identifier is not one of the standard; the file is read by what it holds.',
    'Écrivez UNOA, UNOB, UNOC ou UNOY.',
    'Write UNOA, UNOB, UNOC or UNOY.',
  ),
  NO_ENVELOPE: remark(
    '13',
    'le fichier n’a pas d’enveloppe (UNB…UNZ) : expéditeur et destinataire restent à trouver dans le message.',
    'the file has no envelope (UNB…UNZ): sender and recipient remain to be found in the message.',
    'Envoyez l’interchange entier, de UNB à UNZ.',
    'Send the whole interchange, from UNB to UNZ.',
  ),
  NO_MESSAGE_HEADER: remark(
    '13',
    'le message commence sans UNH : son type et sa version ne sont pas dits.',
    'the message starts without UNH: its type and version are not told.',
    'Envoyez le message entier, de UNH à UNT.',
    'Send the whole message, from UNH to UNT.',
  ),
  OUTSIDE_MESSAGE: refusal(
    '33',
    'ce segment se trouve hors de tout message.',
    'this segment stands outside any message.',
    'Placez-le entre un UNH et son UNT.',
    'Put it between a UNH and its UNT.',
  ),
  TRAILER_MISSING: refusal(
    '13',
    'le message qui commence ici n’est pas fermé par UNT.',
    'the message that starts here is not closed by UNT.',
    SEND_WHOLE_FR,
    SEND_WHOLE_EN,
  ),
  INTERCHANGE_NOT_CLOSED: refusal(
    '13',
    'l’interchange qui commence ici n’est pas fermé par UNZ.',
    'the interchange that starts here is not closed by UNZ.',
    SEND_WHOLE_FR,
    SEND_WHOLE_EN,
  ),
  GROUP_NOT_CLOSED: refusal(
    '13',
    'le groupe qui commence ici n’est pas fermé par UNE.',
    'the group that starts here is not closed by UNE.',
    SEND_WHOLE_FR,
    SEND_WHOLE_EN,
  ),
  NO_MESSAGE: refusal(
    '32',
    'l’interchange ne contient aucun message.',
    'the interchange holds no message.',
    SEND_WHOLE_FR,
    SEND_WHOLE_EN,
  ),
  VALUE_MISSING: refusal(
    '13',
    'une valeur obligatoire manque.',
    'a mandatory value is missing.',
    'Complétez cet élément, puis renvoyez le message.',
    'Fill this element, then send the message again.',
  ),
  PREPARATION_DATE: remark(
    '12',
    'cette date de préparation n’existe pas.',
    'this date of preparation does not exist.',
    'Écrivez AAMMJJ et HHMM.',
    'Write YYMMDD and HHMM.',
  ),
  REFERENCE_MISMATCH: refusal(
    '28',
    'cette référence n’est pas celle de l’ouverture.',
    'this reference is not the one at the opening.',
    'Répétez la référence de l’ouverture (UNB, UNG ou UNH) dans la fermeture (UNZ, UNE ou UNT).',
    'Repeat the reference of the opening (UNB, UNG or UNH) in the closing (UNZ, UNE or UNT).',
  ),
  COUNT_MISMATCH: refusal(
    '29',
    'le compte annoncé n’est pas celui du fichier : il manque peut-être une partie.',
    'the announced count is not that of the file: a part may be missing.',
    'Vérifiez que rien n’a été perdu, corrigez le compte, puis renvoyez.',
    'Check that nothing was lost, correct the count, then send again.',
  ),
} as const satisfies Record<string, EdifactAdvice>;

export type EdifactFault = keyof typeof EDIFACT_MESSAGES;

interface FileAdvice {
  readonly message: Text;
  readonly remedy: Text;
}

const file = (fr: string, en: string, remedyFr: string, remedyEn: string): FileAdvice => ({
  message: text(fr, en),
  remedy: text(remedyFr, remedyEn),
});

const SPLIT_FR = 'Répartissez les messages entre plusieurs fichiers.';
const SPLIT_EN = 'Spread the messages over several files.';

/** Files that are not EDIFACT, and files whose reading stops. */
export const EDIFACT_FILE_MESSAGES = {
  EMPTY: file(
    'Le fichier est vide.',
    'The file is empty.',
    'Vérifiez que vous avez choisi le bon fichier.',
    'Check that you chose the right file.',
  ),
  NOT_EDIFACT: file(
    'Ce n’est pas un fichier EDIFACT : il ne commence ni par UNA, ni par UNB, ni par UNH.',
    'This is not an EDIFACT file: it starts neither with UNA, nor UNB, nor UNH.',
    'Envoyez l’interchange tel que votre logiciel le produit, sans texte devant.',
    'Send the interchange as your software makes it, without any text before it.',
  ),
  UNA_INVALID: file(
    'UNA définit un séparateur qui ne peut pas servir : une lettre, un chiffre, une espace, ou deux fois le même signe.',
    'UNA defines a separator that cannot serve: a letter, a digit, a space, or the same sign twice.',
    "Écrivez les six signes usuels : UNA:+.? '",
    "Write the six usual signs: UNA:+.? '",
  ),
  UNA_MISSING: file(
    'Les séparateurs ne sont pas ceux de la norme, et aucun UNA ne les annonce.',
    'The separators are not those of the standard, and no UNA announces them.',
    "Commencez le fichier par UNA et ses six signes, ou employez : + ? '",
    "Start the file with UNA and its six signs, or use : + ? '",
  ),
  SEGMENT_TOO_LONG: file(
    'Un segment dépasse toute longueur admise : sa fin manque, ou UNA n’annonce pas le bon signe. La lecture s’arrête là.',
    'A segment is longer than any allowed: its end is missing, or UNA announces the wrong sign. Reading stops there.',
    'Vérifiez le signe qui ferme les segments (l’apostrophe, si UNA n’en dit pas d’autre).',
    'Check the sign that ends segments (the apostrophe, unless UNA says otherwise).',
  ),
  TEXT_AFTER_END: file(
    'Du texte suit la fin de l’interchange (UNZ).',
    'There is text after the end of the interchange (UNZ).',
    'Retirez ce texte, ou commencez-le par un nouveau UNB.',
    'Remove this text, or start it with another UNB.',
  ),
  TOO_MANY_SEGMENTS: file(
    'Le fichier a trop de segments.',
    'The file has too many segments.',
    SPLIT_FR,
    SPLIT_EN,
  ),
  TOO_MANY_MESSAGES: file(
    'Le fichier a trop de messages.',
    'The file has too many messages.',
    SPLIT_FR,
    SPLIT_EN,
  ),
  TOO_MANY_INTERCHANGES: file(
    'Le fichier a trop d’interchanges.',
    'The file has too many interchanges.',
    SPLIT_FR,
    SPLIT_EN,
  ),
} as const satisfies Record<string, FileAdvice>;

export const fileTooLarge = (bytes: number): FileAdvice => {
  const size = Math.round(bytes / 1024 / 1024);
  return file(`Le fichier dépasse ${size} Mio.`, `The file is larger than ${size} MiB.`, SPLIT_FR, SPLIT_EN);
};
