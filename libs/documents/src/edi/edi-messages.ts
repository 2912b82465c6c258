import { Text, text } from '@maillon/kernel';

/** Something wrong with a value of a message, without where: the syntax says that. */
export interface EdiProblem {
  readonly code: string;
  readonly severity?: 'error' | 'warning';
  /** Code list 0085, for CONTRL and APERAK. */
  readonly syntaxError: string;
  readonly value?: string;
  readonly allowed?: string;
  readonly nearest?: string;
  readonly message: Text;
  readonly remedy: Text;
}

const problem = (
  code: string,
  syntaxError: string,
  fr: string,
  en: string,
  remedyFr: string,
  remedyEn: string,
): EdiProblem => ({ code, syntaxError, message: text(fr, en), remedy: text(remedyFr, remedyEn) });

const warning = (...words: Parameters<typeof problem>): EdiProblem => ({
  ...problem(...words),
  severity: 'warning',
});

/** What can be wrong in a message that is well written, by stable code. */
export const EDI_PROBLEMS = {
  TYPE_UNKNOWN: problem(
    'EDI_TYPE_UNKNOWN',
    '12',
    'ce type de message n’est pas lu ici.',
    'this type of message is not read here.',
    'Envoyez l’un des types admis, ou saisissez le document sur le portail.',
    'Send one of the types allowed, or enter the document on the portal.',
  ),
  VERSION_OTHER: warning(
    'EDI_VERSION_OTHER',
    '12',
    'cette version n’est pas l’une des deux lues ici ; le message est lu comme la plus proche.',
    'this version is not one of the two read here; the message is read as the nearest.',
    'Envoyez D 96A ou D 01B.',
    'Send D 96A or D 01B.',
  ),
  FUNCTION_UNKNOWN: problem(
    'EDI_FUNCTION_UNKNOWN',
    '12',
    'cette fonction de message n’est pas connue : original, remplacement ou annulation ?',
    'this message function is not known: original, replacement or cancellation?',
    'Écrivez 9 pour un original, 5 pour un remplacement, 1 pour une annulation.',
    'Write 9 for an original, 5 for a replacement, 1 for a cancellation.',
  ),
  NUMBER_UNREADABLE: problem(
    'EDI_NUMBER_UNREADABLE',
    '37',
    'ce n’est pas un nombre.',
    'this is not a number.',
    'Écrivez des chiffres, avec un seul signe décimal et sans séparateur de milliers.',
    'Write digits, with one decimal mark only and without thousands separator.',
  ),
  NUMBER_NEGATIVE: problem(
    'EDI_NUMBER_NEGATIVE',
    '12',
    'cette quantité est négative.',
    'this quantity is negative.',
    'Écrivez zéro ou plus ; un retour est un envoi dans l’autre sens.',
    'Write zero or more; a return is a delivery the other way.',
  ),
  NUMBER_TOO_LARGE: problem(
    'EDI_NUMBER_TOO_LARGE',
    '12',
    'ce nombre est trop grand, ou a plus de six décimales.',
    'this number is too large, or has more than six decimals.',
    'Choisissez une unité qui convient à la quantité.',
    'Choose a unit that suits the quantity.',
  ),
  DATE_IMPOSSIBLE: problem(
    'EDI_DATE_IMPOSSIBLE',
    '12',
    'cette date n’existe pas, ou n’est pas écrite comme son code de format le dit.',
    'this date does not exist, or is not written as its format code says.',
    'Écrivez AAAAMMJJ avec le code 102, AAAAMMJJHHMM avec 203.',
    'Write CCYYMMDD with code 102, CCYYMMDDHHMM with 203.',
  ),
  DATE_FORMAT_UNKNOWN: problem(
    'EDI_DATE_FORMAT_UNKNOWN',
    '12',
    'ce code de format de date n’est pas lu ici.',
    'this date format code is not read here.',
    'Employez l’un des codes admis.',
    'Use one of the codes allowed.',
  ),
  UNIT_UNKNOWN: problem(
    'EDI_UNIT_UNKNOWN',
    '12',
    'cette unité n’est pas connue.',
    'this unit is not known.',
    'Employez un code UN/CEFACT (recommandation 20) de la liste.',
    'Use a UN/ECE code (Recommendation 20) of the list.',
  ),
  UNIT_ASSUMED: warning(
    'EDI_UNIT_ASSUMED',
    '13',
    'la quantité est sans unité : elle est comptée en pièces.',
    'the quantity has no unit: it is counted in pieces.',
    'Écrivez l’unité, par exemple PCE ou KGM.',
    'Write the unit, for example PCE or KGM.',
  ),
  VALUE_MISSING: problem(
    'EDI_VALUE_MISSING',
    '13',
    'une valeur obligatoire manque.',
    'a mandatory value is missing.',
    'Complétez-la, puis renvoyez le message.',
    'Fill it, then send the message again.',
  ),
  VALUE_TOO_LONG: problem(
    'EDI_VALUE_TOO_LONG',
    '39',
    'cette valeur est trop longue.',
    'this value is too long.',
    'Raccourcissez-la. Un « : » ou un « + » du texte s’écrit ?: ou ?+.',
    'Shorten it. A “:” or a “+” in a text is written ?: or ?+.',
  ),
  NOT_NUMERIC: problem(
    'EDI_NOT_NUMERIC',
    '37',
    'seul un nombre est admis ici.',
    'only a number is allowed here.',
    'Écrivez des chiffres.',
    'Write digits.',
  ),
  TOO_MANY_COMPONENTS: problem(
    'EDI_TOO_MANY_COMPONENTS',
    '16',
    'cet élément a un composant de trop.',
    'this element has one component too many.',
    'Un « : » qui fait partie du texte s’écrit ?:.',
    'A “:” that is part of the text is written ?:.',
  ),
  TOO_MANY_ELEMENTS: problem(
    'EDI_TOO_MANY_ELEMENTS',
    '16',
    'ce segment a un élément de trop.',
    'this segment has one element too many.',
    'Un « + » qui fait partie du texte s’écrit ?+.',
    'A “+” that is part of the text is written ?+.',
  ),
  SEGMENT_UNEXPECTED: warning(
    'EDI_SEGMENT_UNEXPECTED',
    '15',
    'ce segment n’est pas attendu dans ce type de message ; il n’est pas lu.',
    'this segment is not expected in this type of message; it is not read.',
    'Rien à faire si son contenu ne vous importe pas.',
    'Nothing to do unless its content matters to you.',
  ),
  PARTY_MISSING: problem(
    'EDI_PARTY_MISSING',
    '13',
    'le message ne dit pas qui l’émet ou à qui il s’adresse.',
    'the message does not say who issues it or to whom it is addressed.',
    'Nommez le client et le fournisseur (NAD+BY et NAD+SU, ou leurs équivalents UBL).',
    'Name the buyer and the seller (NAD+BY and NAD+SU, or their UBL counterparts).',
  ),
  LINES_TOO_MANY: problem(
    'EDI_LINES_TOO_MANY',
    '35',
    'le message a trop de lignes, de lots ou de numéros de série.',
    'the message has too many lines, lots or serial numbers.',
    'Répartissez-les entre plusieurs documents.',
    'Spread them over several documents.',
  ),
  LINES_MISSING: problem(
    'EDI_LINES_MISSING',
    '32',
    'le message n’a aucune ligne lisible.',
    'the message has no line that can be read.',
    'Ajoutez au moins une ligne avec article et quantité.',
    'Add at least one line with item and quantity.',
  ),
  ITEM_MISSING: problem(
    'EDI_ITEM_MISSING',
    '13',
    'cette ligne ne dit pas de quel article elle parle.',
    'this line does not say which item it is about.',
    'Donnez le GTIN, la référence du client ou celle du fournisseur.',
    'Give the GTIN, the buyer’s or the seller’s item number.',
  ),
  LINE_COUNT: warning(
    'EDI_LINE_COUNT',
    '29',
    'ce n’est pas le nombre de lignes du message.',
    'this is not the number of lines of the message.',
    'Vérifiez qu’aucune ligne ne manque.',
    'Check that no line is missing.',
  ),
  SERIAL_COUNT: problem(
    'EDI_SERIAL_COUNT',
    '12',
    'il n’y a pas autant de numéros de série que de pièces.',
    'there are not as many serial numbers as pieces.',
    'Donnez un numéro de série par pièce, ou aucun.',
    'Give one serial number a piece, or none.',
  ),
  LOT_QUANTITY: problem(
    'EDI_LOT_QUANTITY',
    '13',
    'plusieurs lots sont nommés sans dire combien de chacun.',
    'several lots are named without saying how much of each.',
    'Donnez la quantité de chaque lot, ou une ligne par lot.',
    'Give the quantity of each lot, or one line a lot.',
  ),
  PACKAGES_UNSPLIT: warning(
    'EDI_PACKAGES_UNSPLIT',
    '13',
    'plusieurs colis sont nommés sans dire ce que chacun contient ; leurs numéros ne sont pas repris.',
    'several packages are named without saying what each holds; their numbers are not taken over.',
    'Donnez la quantité par colis (QTY+52), ou un groupe CPS par colis.',
    'Give the quantity per package (QTY+52), or one CPS group a package.',
  ),
  LABEL_NOT_SSCC: warning(
    'EDI_LABEL_NOT_SSCC',
    '12',
    'ce numéro d’étiquette n’est pas un SSCC de 18 chiffres ; il n’est pas repris.',
    'this label number is not an SSCC of 18 digits; it is not taken over.',
    'Étiquetez vos colis d’un SSCC pour les suivre un à un.',
    'Label your packages with an SSCC to follow them one by one.',
  ),
  CODE_LEFT_OUT: warning(
    'EDI_CODE_LEFT_OUT',
    '12',
    'ce code n’est pas de la liste ; il n’est pas repris.',
    'this code is not in the list; it is not taken over.',
    'Employez l’un des codes admis.',
    'Use one of the codes allowed.',
  ),
  TEXT_CUT: warning(
    'EDI_TEXT_CUT',
    '39',
    'ce texte est trop long ; sa fin n’est pas reprise.',
    'this text is too long; its end is not taken over.',
    'Joignez les longs textes comme documents.',
    'Attach long texts as documents.',
  ),
  DATE_ASSUMED: warning(
    'EDI_DATE_ASSUMED',
    '13',
    'la date attendue manque ; celle du message est prise.',
    'the date expected is missing; that of the message is taken.',
    'Écrivez la date d’expédition ou de réception.',
    'Write the date of despatch or of receipt.',
  ),
  ANSWER_UNCLEAR: warning(
    'EDI_ANSWER_UNCLEAR',
    '12',
    'la réponse de l’en-tête ne s’accorde pas avec celle des lignes ; celle des lignes est prise.',
    'the answer of the header does not agree with that of the lines; that of the lines is taken.',
    'Vérifiez la réponse.',
    'Check the answer.',
  ),
  PRICE_LEFT_OUT: warning(
    'EDI_PRICE_LEFT_OUT',
    '12',
    'ce prix se rapporte à une autre unité que la ligne ; il n’est pas repris.',
    'this price is per another unit than the line’s; it is not taken over.',
    'Donnez le prix par unité de la ligne.',
    'Give the price per unit of the line.',
  ),
  NOT_UBL: problem(
    'EDI_NOT_UBL',
    '12',
    'ce n’est pas un document UBL 2.1 lu ici.',
    'this is not a UBL 2.1 document read here.',
    'Envoyez un Order, OrderResponse, DespatchAdvice ou ReceiptAdvice.',
    'Send an Order, OrderResponse, DespatchAdvice or ReceiptAdvice.',
  ),
  ELEMENT_MISSING: problem(
    'EDI_ELEMENT_MISSING',
    '13',
    'un élément obligatoire manque ici.',
    'a mandatory element is missing here.',
    'Ajoutez-le à sa place dans le document.',
    'Add it at its place in the document.',
  ),
} as const satisfies Record<string, EdiProblem>;

export type EdiFault = keyof typeof EDI_PROBLEMS;

/** A field that the document cannot do without and that the message does not give. */
export const fieldNotGiven = (label: Text): EdiProblem => ({
  code: 'EDI_FIELD_MISSING',
  syntaxError: '13',
  message: text(`« ${label.fr} » manque.`, `“${label.en}” is missing.`),
  remedy: text('Complétez le message, puis renvoyez-le.', 'Complete the message, then send it again.'),
});
