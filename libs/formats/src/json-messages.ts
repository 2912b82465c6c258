import { text } from '@maillon/kernel';
import { Advice } from './messages.js';

const advice = (fr: string, en: string, remedyFr: string, remedyEn: string): Advice => ({
  message: text(fr, en),
  remedy: text(remedyFr, remedyEn),
});

const CHECK_FR = 'Corrigez cet endroit, ou exportez de nouveau le document depuis votre logiciel.';
const CHECK_EN = 'Correct this place, or export the document from your software again.';

/** Breaches of the JSON grammar (RFC 8259). */
export const JSON_SYNTAX_MESSAGES = {
  CUT_OFF: advice(
    'Le document s’arrête avant la fin : une accolade, un crochet ou un guillemet n’est pas refermé.',
    'The document stops before its end: a brace, a bracket or a quote is not closed.',
    'Vérifiez que l’export et l’envoi sont allés à leur terme, puis recommencez.',
    'Check that the export and the upload were complete, then try again.',
  ),
  VALUE_EXPECTED: advice(
    'Une valeur est attendue ici.',
    'A value is expected here.',
    'Écrivez un texte entre guillemets, un nombre (avec un point décimal), true, false, null, un objet ou une liste.',
    'Write a quoted text, a number (with a decimal point), true, false, null, an object or a list.',
  ),
  KEY_EXPECTED: advice(
    'Un nom de champ entre guillemets (") est attendu ici.',
    'A field name in quotes (") is expected here.',
    'Mettez le nom du champ entre guillemets : "eventTime".',
    'Put the field name in quotes: "eventTime".',
  ),
  COLON_EXPECTED: advice(
    'Deux-points (:) attendus après le nom du champ.',
    'A colon (:) is expected after the field name.',
    CHECK_FR,
    CHECK_EN,
  ),
  COMMA_EXPECTED: advice(
    'Une virgule ou une fermeture est attendue ici.',
    'A comma or a closing sign is expected here.',
    'Séparez les champs et les valeurs par des virgules ; les nombres prennent un point décimal.',
    'Separate fields and values by commas; numbers take a decimal point.',
  ),
  TRAILING_COMMA: advice(
    'Une virgule est de trop avant la fermeture.',
    'There is one comma too many before the closing sign.',
    'Supprimez la dernière virgule.',
    'Remove the last comma.',
  ),
  SINGLE_QUOTE: advice(
    'Les textes s’écrivent entre guillemets ("), pas entre apostrophes.',
    'Texts are written in double quotes ("), not in single quotes.',
    'Remplacez les apostrophes par des guillemets.',
    'Replace the single quotes by double quotes.',
  ),
  STRING_NOT_CLOSED: advice(
    'Ce texte commence par un guillemet (") et n’est pas refermé.',
    'This text starts with a quote (") and is not closed.',
    'Refermez le guillemet.',
    'Close the quote.',
  ),
  CONTROL_IN_STRING: advice(
    'Un retour à la ligne ou une tabulation se trouve au milieu d’un texte, ou un guillemet n’est pas refermé.',
    'There is a line break or a tabulation in the middle of a text, or a quote is not closed.',
    'Écrivez \\n ou \\t, ou refermez le guillemet.',
    'Write \\n or \\t, or close the quote.',
  ),
  BAD_ESCAPE: advice(
    'Une barre oblique inverse (\\) est mal employée.',
    'A backslash (\\) is misused.',
    'Écrivez \\\\ pour une barre oblique inverse.',
    'Write \\\\ for a backslash.',
  ),
  TEXT_AFTER_END: advice(
    'Du texte suit la fin du document.',
    'There is text after the end of the document.',
    'Envoyez un seul document EPCIS par fichier.',
    'Send one EPCIS document a file.',
  ),
} as const;

/** Documents and events that cannot be read. */
export const EVENT_STREAM_MESSAGES = {
  EMPTY: advice(
    'Le document est vide.',
    'The document is empty.',
    'Vérifiez que vous avez choisi le bon fichier.',
    'Check that you chose the right file.',
  ),
  NOT_JSON: advice(
    'Ce n’est pas un document JSON.',
    'This is not a JSON document.',
    'Envoyez un document EPCIS 2.0 en JSON (UTF-8) ; un document XML s’envoie avec le type application/xml.',
    'Send an EPCIS 2.0 document in JSON (UTF-8); an XML document is sent with the type application/xml.',
  ),
  NO_EVENTS: advice(
    'Ce document ne contient pas d’événements.',
    'This document holds no events.',
    'Placez les événements dans epcisBody.eventList, ou envoyez un seul événement avec son champ "type".',
    'Put the events in epcisBody.eventList, or send a single event with its "type" field.',
  ),
  EVENT_NOT_OBJECT: advice(
    'Cet élément de la liste n’est pas un événement.',
    'This member of the list is not an event.',
    'Chaque événement s’écrit entre accolades : { "type": "ObjectEvent", … }.',
    'Each event is written in braces: { "type": "ObjectEvent", … }.',
  ),
  BAD_UTF8: advice(
    'Ce passage contient un caractère qui n’est pas en UTF-8.',
    'This part holds a character that is not UTF-8.',
    'Enregistrez le document en UTF-8 (RFC 8259), puis renvoyez-le.',
    'Save the document as UTF-8 (RFC 8259), then send it again.',
  ),
  PART_TOO_LARGE: advice(
    'Le champ « @context », ou un nom de champ, dépasse 256 Kio.',
    'The “@context” member, or a field name, is larger than 256 KiB.',
    'Remplacez le contenu du champ « @context » par l’adresse de ce contexte.',
    'Replace the content of “@context” by the address of that context.',
  ),
  UTF16: advice(
    'Ce document est en UTF-16 ; JSON s’échange en UTF-8.',
    'This document is UTF-16; JSON is exchanged as UTF-8.',
    'Enregistrez le document en UTF-8, puis renvoyez-le.',
    'Save the document as UTF-8, then send it again.',
  ),
} as const;

export const eventTooLarge = (maxBytes: number): Advice => {
  const size = Math.round(maxBytes / 1024).toLocaleString('en');
  return advice(
    `Cet événement dépasse ${size.replaceAll(',', ' ')} Kio.`,
    `This event is larger than ${size} KiB.`,
    'Répartissez ses articles entre plusieurs événements.',
    'Spread its items over several events.',
  );
};

export const tooDeep = (maxDepth: number): Advice =>
  advice(
    `Plus de ${maxDepth} niveaux d’objets et de listes sont emboîtés ici.`,
    `More than ${maxDepth} levels of objects and lists are nested here.`,
    'Simplifiez cet événement : un événement EPCIS n’en demande pas dix.',
    'Simplify this event: an EPCIS event does not need ten.',
  );
