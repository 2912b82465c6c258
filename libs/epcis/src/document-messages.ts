import { text } from '@maillon/kernel';
import type { Message, Told } from './messages.js';

/** Messages on the document round the events, and on its text. */
export const documentMessages = {
  CONTEXT_MISSING: (): Message => ({
    message: text(
      'Il manque « @context », qui dit dans quel vocabulaire le document est écrit.',
      '“@context” is missing: it says in which vocabulary the document is written.',
    ),
    remedy: text(
      'Ajoutez "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"].',
      'Add "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"].',
    ),
  }),
  CONTEXT_INVALID: ({ value }: Told): Message => ({
    message: text(
      `« ${value} » n’a pas sa place dans « @context ».`,
      `“${value}” does not belong in “@context”.`,
    ),
    remedy: text(
      'Donnez une adresse (https://…) ou un groupe de préfixes {"ex": "https://…"}.',
      'Give an address (https://…) or a group of prefixes {"ex": "https://…"}.',
    ),
  }),
  CONTEXT_DUPLICATE: ({ value }: Told): Message => ({
    message: text(
      `« ${value} » figure deux fois dans « @context ».`,
      `“${value}” stands twice in “@context”.`,
    ),
    remedy: text('Gardez une seule mention.', 'Keep one mention.'),
  }),
  DOCUMENT_NOT_OBJECT: ({ value }: Told): Message => ({
    message: text(
      `Un document EPCIS est attendu, et non « ${value} ».`,
      `An EPCIS document is expected, not “${value}”.`,
    ),
    remedy: text(
      'Envoyez un objet dont le champ « type » vaut EPCISDocument.',
      'Send an object whose “type” field is EPCISDocument.',
    ),
  }),
  DOCUMENT_IS_LIST: (): Message => ({
    message: text(
      'Une liste d’événements sans document autour ne peut pas être lue : rien ne dit son vocabulaire.',
      'A list of events without a document round it cannot be read: nothing says its vocabulary.',
    ),
    remedy: text(
      'Placez la liste dans epcisBody.eventList d’un EPCISDocument, avec « @context », « schemaVersion » et « creationDate ».',
      'Put the list into epcisBody.eventList of an EPCISDocument, with “@context”, “schemaVersion” and “creationDate”.',
    ),
  }),
  DOCUMENT_IS_QUERY: ({ value }: Told): Message => ({
    message: text(
      `« ${value} » interroge un dépôt d’événements, ou répond sans en donner : il n’y a pas d’événement ici.`,
      `“${value}” asks a repository of events, or answers without giving any: there is no event here.`,
    ),
    remedy: text(
      'Pour demander des événements, passez par GET /events ou POST /queries ; pour en déclarer, envoyez un EPCISDocument.',
      'To ask for events, use GET /events or POST /queries; to declare some, send an EPCISDocument.',
    ),
  }),
  VERSION_INVALID: ({ value }: Told): Message => ({
    message: text(
      `La version « ${value} » n’est pas un numéro de version.`,
      `The version “${value}” is not a version number.`,
    ),
    remedy: text(
      'Écrivez "schemaVersion": "2.0", entre guillemets.',
      'Write "schemaVersion": "2.0", in quotation marks.',
    ),
  }),
  DOCUMENT_EMPTY: (): Message => ({
    message: text(
      'Le document ne contient ni événement ni donnée de référence.',
      'The document holds no event and no master data.',
    ),
    remedy: text(
      'Ajoutez au moins un événement à epcisBody.eventList.',
      'Add at least one event to epcisBody.eventList.',
    ),
  }),
  MASTER_DATA_TOO_MUCH: ({ value, allowed }: Told): Message => ({
    message: text(
      `L’en-tête porte ${value} fiches de données de référence, ${allowed} au plus par document.`,
      `The header holds ${value} elements of master data, ${allowed} at most in one document.`,
    ),
    remedy: text(
      'Répartissez-les en plusieurs documents : chacun complète les précédents.',
      'Spread them over several documents: each adds to those before.',
    ),
  }),
  MASTER_DATA_TOO_LARGE: ({ field, value, allowed }: Told): Message => ({
    message: text(
      `La fiche « ${value} » des données de référence est trop grande : « ${field} » dépasse ${allowed} ${field === 'children' ? 'entrées' : 'octets'}.`,
      `The element “${value}” of the master data is too large: “${field}” exceeds ${allowed} ${field === 'children' ? 'entries' : 'bytes'}.`,
    ),
    remedy: text(
      'Gardez les attributs utiles à vos partenaires ; donnez une adresse pour le reste.',
      'Keep the attributes that are of use to your partners; give an address for the rest.',
    ),
  }),
  DOCUMENT_TOO_FAULTY: ({ allowed }: Told): Message => ({
    message: text(
      `Plus de ${allowed} problèmes : la lecture s’arrête à cet événement.`,
      `More than ${allowed} problems: reading stops at this event.`,
    ),
    remedy: text(
      'Corrigez ce qui est signalé, puis envoyez de nouveau.',
      'Correct what is reported, then send again.',
    ),
  }),
  XML_ROOT_UNKNOWN: ({ value, allowed }: Told): Message => ({
    message: text(
      `Ce document XML s’ouvre par « ${value} » : ce n’est pas un document EPCIS.`,
      `This XML document opens with “${value}”: it is no EPCIS document.`,
    ),
    remedy: text(
      `Envoyez un document qui s’ouvre par l’un de ceux-ci : ${allowed}, dans l’espace de noms urn:epcglobal:epcis:xsd:2.`,
      `Send a document that opens with one of these: ${allowed}, in the namespace urn:epcglobal:epcis:xsd:2.`,
    ),
  }),
  XML_DOCTYPE_BARE: (): Message => ({
    severity: 'warning',
    message: text(
      'Le document porte une déclaration DOCTYPE qui ne déclare rien : elle n’est pas lue.',
      'The document carries a DOCTYPE declaration that declares nothing: it is not read.',
    ),
    remedy: text(
      'Supprimez-la : EPCIS n’en a pas besoin, et bien des systèmes refusent le document à cause d’elle.',
      'Remove it: EPCIS needs none, and many systems refuse the document because of it.',
    ),
  }),
  CREATION_DATE_LOCAL: ({ value }: Told): Message => ({
    severity: 'warning',
    message: text(
      `La date du document, « ${value} », ne dit pas son décalage horaire. Elle est gardée telle quelle ; ses événements n’en dépendent pas.`,
      `The date of the document, “${value}”, does not say its offset. It is kept as it is; its events do not depend on it.`,
    ),
    remedy: text(
      'Ajoutez-lui Z ou le décalage, par exemple creationDate="2026-07-22T10:30:00+02:00".',
      'Add Z or the offset to it, for example creationDate="2026-07-22T10:30:00+02:00".',
    ),
  }),
  TEXT_STRAY: ({ field, value }: Told): Message => ({
    message: text(
      `Le texte « ${value} » se trouve entre les éléments de « ${field} », où il ne veut rien dire : il serait perdu.`,
      `The text “${value}” stands between the elements of “${field}”, where it means nothing: it would be lost.`,
    ),
    remedy: text(
      'Supprimez-le, ou donnez-lui un élément à vous, par exemple <ex:remarque>…</ex:remarque> à la fin de l’événement.',
      'Remove it, or give it an element of your own, for example <ex:remark>…</ex:remark> at the end of the event.',
    ),
  }),
  ELEMENT_ORDER: ({ field, allowed }: Told): Message => ({
    message: text(
      `L’élément « ${field} » n’est pas à sa place : le schéma XML d’EPCIS 2.0 fixe l’ordre.`,
      `The element “${field}” is not in its place: the XML schema of EPCIS 2.0 fixes the order.`,
    ),
    remedy: text(`Placez-le dans cet ordre : ${allowed}.`, `Put it in this order: ${allowed}.`),
  }),
  ELEMENT_ORDER_KEPT: ({ field, allowed }: Told): Message => ({
    severity: 'warning',
    message: text(
      `L’élément « ${field} » n’est pas à la place que lui donne EPCIS 2.0 ; il est lu quand même.`,
      `The element “${field}” is not where EPCIS 2.0 puts it; it is read all the same.`,
    ),
    remedy: text(
      `Pour tous les systèmes, gardez cet ordre : ${allowed}.`,
      `For every system to read it, keep this order: ${allowed}.`,
    ),
  }),
  QUERY_NAME_MISSING: (): Message => ({
    severity: 'warning',
    message: text(
      'Cette réponse ne dit pas à quelle requête elle répond : SimpleEventQuery est supposée.',
      'This answer does not say which query it answers: SimpleEventQuery is taken for it.',
    ),
    remedy: text(
      'Ajoutez <queryName>SimpleEventQuery</queryName> à QueryResults.',
      'Add <queryName>SimpleEventQuery</queryName> to QueryResults.',
    ),
  }),
  JSON_SYNTAX: ({ value }: Told): Message => ({
    message: text(
      value
        ? `Le texte n’est pas du JSON correct : « ${value} » n’est pas attendu ici.`
        : 'Le texte n’est pas du JSON correct : il s’arrête avant la fin.',
      value
        ? `The text is not correct JSON: “${value}” is not expected here.`
        : 'The text is not correct JSON: it stops before its end.',
    ),
    remedy: text(
      'Regardez cet endroit : une virgule, un guillemet ou une accolade manque ou est de trop.',
      'Look at this place: a comma, a quotation mark or a brace is missing or too many.',
    ),
  }),
  JSON_TOO_DEEP: ({ allowed }: Told): Message => ({
    message: text(
      `Le texte imbrique plus de ${allowed} niveaux de listes et d’accolades.`,
      `The text nests more than ${allowed} levels of lists and braces.`,
    ),
    remedy: text(
      'Un document EPCIS en demande moins de quinze : vérifiez le programme qui l’a produit.',
      'An EPCIS document takes fewer than fifteen: check the program that produced it.',
    ),
  }),
  JSON_TOO_LARGE: ({ value, allowed }: Told): Message => ({
    message: text(
      `Le texte pèse ${value} octets, plus que les ${allowed} admis.`,
      `The text is ${value} bytes long, more than the ${allowed} allowed.`,
    ),
    remedy: text('Envoyez-le en plusieurs documents.', 'Send it as several documents.'),
  }),
  EVENT_TOO_LARGE: ({ allowed }: Told): Message => ({
    message: text(
      `Cet événement pèse plus de ${allowed} octets.`,
      `This event is longer than ${allowed} bytes.`,
    ),
    remedy: text(
      'Répartissez ce qu’il nomme entre plusieurs événements.',
      'Spread what it names over several events.',
    ),
  }),
  EVENTS_TOO_MANY: ({ allowed }: Told): Message => ({
    message: text(
      `Le document contient plus de ${allowed} événements.`,
      `The document holds more than ${allowed} events.`,
    ),
    remedy: text('Envoyez-les en plusieurs documents.', 'Send them as several documents.'),
  }),
  EVENT_LIST_TWICE: (): Message => ({
    message: text(
      'Le document donne deux listes d’événements : rien ne dit laquelle compte.',
      'The document gives two lists of events: nothing says which one counts.',
    ),
    remedy: text('Réunissez-les en une seule « eventList ».', 'Join them into one “eventList”.'),
  }),
  HEADER_TOO_LARGE: ({ field }: Told): Message => ({
    message: text(
      `Ce qui entoure les événements est trop long${field && ` (« ${field} »)`}.`,
      `What surrounds the events is too long${field && ` (“${field}”)`}.`,
    ),
    remedy: text(
      'Envoyez les données de référence à part, en plusieurs documents.',
      'Send the master data apart, as several documents.',
    ),
  }),
  CONTEXT_TOO_LATE: (): Message => ({
    message: text(
      '« @context » vient après les événements, et il y en a trop pour l’attendre.',
      '“@context” comes after the events, and there are too many of them to wait for it.',
    ),
    remedy: text(
      'Placez « @context » au début du document.',
      'Put “@context” at the beginning of the document.',
    ),
  }),
  JSON_NOT_UTF8: (): Message => ({
    message: text('Le texte n’est pas codé en UTF-8.', 'The text is not encoded in UTF-8.'),
    remedy: text(
      'Enregistrez le fichier en UTF-8, puis recommencez.',
      'Save the file as UTF-8, then try again.',
    ),
  }),
} satisfies Record<string, (told: Told) => Message>;
