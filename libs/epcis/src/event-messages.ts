import { text } from '@maillon/kernel';
import { dashEn, dashFr, ELSEWHERE, isUuid, meantEn, meantFr, OWN_FIELD } from './message-hints.js';
import type { Message, Told } from './messages.js';

function prefixUndeclared({ value, nearest }: Told): Message {
  return {
    message: text(
      `Le préfixe « ${value} » n’est déclaré nulle part.${meantFr(nearest)}`,
      `The prefix “${value}” is declared nowhere.${meantEn(nearest)}`,
    ),
    remedy: text(
      `Ajoutez à « @context » l’adresse que ce préfixe abrège, par exemple {"${value}": "https://exemple.fr/vocabulaire/"}.`,
      `Add to “@context” the address that this prefix stands for, for example {"${value}": "https://example.com/vocabulary/"}.`,
    ),
  };
}

const partMalformed = (field: string, value: string, allowed: string): Message => ({
  message: text(
    `L’identifiant GS1 « ${value} » de « ${field} » est mal formé : ce qui suit son numéro n’a pas la longueur ou les caractères que GS1 admet, ${allowed}`,
    `The GS1 identifier “${value}” of “${field}” is malformed: what follows its number has not the length or the characters that GS1 takes, ${allowed}`,
  ),
  remedy: text(
    'Recopiez-le depuis l’étiquette. Si votre numéro de lot ou de série est ainsi fait, écrivez-le sous votre propre nom, par exemple urn:maillon:item:404833048:REF-1:LOT-1.',
    'Copy it from the label. If your lot or serial number is made like that, write it under your own name, for example urn:maillon:item:404833048:REF-1:LOT-1.',
  ),
});

/** The type of an event, or of a document: among the types of documents nobody has one of their own. */
function typeUnknown({ value, allowed, nearest }: Told): Message {
  const isDocument = allowed.startsWith('EPCIS');
  return {
    message: text(
      `Le type ${isDocument ? 'de document' : 'd’événement'} « ${value} » n’existe pas.${meantFr(nearest)}`,
      `There is no ${isDocument ? 'document' : 'event'} type “${value}”.${meantEn(nearest)}`,
    ),
    remedy: text(
      `Choisissez l’un de ces types : ${allowed}.${isDocument ? '' : ' Un type à vous s’écrit préfixe:Nom.'}`,
      `Choose one of these types: ${allowed}.${isDocument ? '' : ' A type of your own is written prefix:Name.'}`,
    ),
  };
}

/** An identifier that most know. */
const EXAMPLE = 'https://id.gs1.org/01/09521141012345/10/LOT1';

/** Messages on the members of one event. */
export const eventMessages = {
  EVENT_NOT_OBJECT: ({ value }: Told): Message => ({
    message: text(
      `Un événement est attendu ici, et non « ${value} ».`,
      `An event is expected here, not “${value}”.`,
    ),
    remedy: text(
      'Écrivez l’événement entre accolades, avec son champ « type ».',
      'Write the event in braces, with its “type” field.',
    ),
  }),
  EVENT_TYPE_UNKNOWN: typeUnknown,
  FIELD_MISSING: ({ field, allowed }: Told): Message => ({
    message: text(`Il manque le champ « ${field} ».`, `The field “${field}” is missing.`),
    remedy: text(
      `Ajoutez « ${field} » et sa valeur${allowed && ` : ${allowed}`}.`,
      `Add “${field}” and its value${allowed && `: ${allowed}`}.`,
    ),
  }),
  FIELD_TWICE: ({ field, value }: Told): Message => ({
    severity: 'warning',
    message: text(
      `Le champ « ${field} » est écrit plusieurs fois dans les mêmes accolades : seule compte la dernière valeur, « ${value} ».`,
      `The field “${field}” is written several times within the same braces: only the last value counts, “${value}”.`,
    ),
    remedy: text(
      `Gardez un seul « ${field} » ; s’il a plusieurs valeurs, réunissez-les dans une liste.`,
      `Keep one “${field}”; if it has several values, gather them in a list.`,
    ),
  }),
  FIELD_UNKNOWN: ({ field, nearest }: Told): Message => ({
    message: text(
      `Le champ « ${field} » n’est pas connu ici.${meantFr(nearest)}`,
      `The field “${field}” is not known here.${meantEn(nearest)}`,
    ),
    remedy: field.includes(':') ? ELSEWHERE : OWN_FIELD,
  }),
  FIELD_NOT_ALLOWED: ({ field, allowed }: Told): Message => ({
    message: text(
      `Le champ « ${field} » n’a pas sa place dans ce type d’événement.`,
      `The field “${field}” does not belong in this type of event.`,
    ),
    remedy: text(
      `Retirez-le, ou choisissez un type d’événement qui l’admet : ${allowed}.`,
      `Remove it, or choose an event type that takes it: ${allowed}.`,
    ),
  }),
  WRONG_KIND: ({ field, value, allowed }: Told): Message => ({
    message: text(
      `« ${field} » vaut « ${value} », ce qui n’est pas ${KINDS[allowed]?.[0] ?? allowed}.`,
      `“${field}” is “${value}”, which is not ${KINDS[allowed]?.[1] ?? allowed}.`,
    ),
    remedy: text(
      `Donnez ${KINDS[allowed]?.[0] ?? allowed}.${KINDS[allowed]?.[2] ?? ''}`,
      `Give ${KINDS[allowed]?.[1] ?? allowed}.${KINDS[allowed]?.[3] ?? ''}`,
    ),
  }),
  WORD_UNKNOWN: ({ field, value, allowed, nearest }: Told): Message => ({
    message: text(
      `« ${value} » n’est pas une valeur connue de « ${field} ».${meantFr(nearest)}`,
      `“${value}” is not a known value of “${field}”.${meantEn(nearest)}`,
    ),
    remedy: text(
      `Choisissez dans cette liste : ${allowed}. Une valeur à vous s’écrit comme une adresse, ou préfixe:valeur.`,
      `Choose from this list: ${allowed}. A value of your own is written as an address, or prefix:value.`,
    ),
  }),
  WORD_CLOSED: ({ field, value, allowed, nearest }: Told): Message => ({
    message: text(
      `« ${value} » n’est pas une valeur possible de « ${field} ».${meantFr(nearest)}`,
      `“${value}” is not a possible value of “${field}”.${meantEn(nearest)}`,
    ),
    remedy: text(`Choisissez dans cette liste : ${allowed}.`, `Choose from this list: ${allowed}.`),
  }),
  WORD_SPELT_OUT: ({ field, value, nearest }: Told): Message => ({
    message: text(
      `« ${value} » est la forme longue d’une valeur de « ${field} » ; ici la norme veut le mot seul.`,
      `“${value}” is the long form of a value of “${field}”; here the standard wants the bare word.`,
    ),
    remedy: text(
      nearest ? `Écrivez « ${nearest} ».` : 'Écrivez le mot seul, sans ce qui le précède.',
      nearest ? `Write “${nearest}”.` : 'Write the word alone, without what precedes it.',
    ),
  }),
  WORD_DEPRECATED: ({ field, value, nearest }: Told): Message => ({
    severity: 'warning',
    message: text(
      `« ${value} » ne fait plus partie des valeurs de « ${field} » depuis CBV 2.0 ; la valeur est gardée telle quelle.`,
      `“${value}” is no longer a value of “${field}” since CBV 2.0; it is kept as it is.`,
    ),
    remedy: text(
      `Dans vos prochains envois, écrivez « ${nearest} », le mot qui la remplace.`,
      `In what you send next, write “${nearest}”, the word that replaces it.`,
    ),
  }),
  TIME_INVALID: ({ field, value }: Told): Message => ({
    message: text(
      `« ${field} » vaut « ${value} », qui n’est pas une date et une heure lisibles.`,
      `“${field}” is “${value}”, which is not a readable date and time.`,
    ),
    remedy: text(
      `Écrivez-la ainsi : 2026-07-22T06:45:00+02:00.${dashFr(value)}`,
      `Write it like this: 2026-07-22T06:45:00+02:00.${dashEn(value)}`,
    ),
  }),
  TIME_WITHOUT_OFFSET: ({ field, value }: Told): Message => ({
    message: text(
      `L’heure « ${value} » de « ${field} » ne dit pas son fuseau.`,
      `The time “${value}” of “${field}” does not say its time zone.`,
    ),
    remedy: text(
      'Ajoutez le décalage à la fin : Z pour le temps universel, +02:00 pour Paris en été, +01:00 en hiver.',
      'Add the offset at the end: Z for universal time, +02:00 for Paris in summer, +01:00 in winter.',
    ),
  }),
  OFFSET_INVALID: ({ field, value }: Told): Message => ({
    message: text(
      `« ${field} » vaut « ${value} », qui n’est pas un décalage horaire.`,
      `“${field}” is “${value}”, which is not a time zone offset.`,
    ),
    remedy: text(
      `Écrivez le signe, les heures et les minutes, de -14:00 à +14:00, par exemple +02:00.${dashFr(value)}`,
      `Write sign, hours and minutes, from -14:00 to +14:00, for example +02:00.${dashEn(value)}`,
    ),
  }),
  UNIT_INVALID: ({ field, value, nearest }: Told): Message => ({
    message: text(
      `« ${value} » n’est pas un code d’unité.${meantFr(nearest)}`,
      `“${value}” is not a unit code.${meantEn(nearest)}`,
    ),
    remedy: text(
      `Dans « ${field} », écrivez le code UN/ECE de l’unité en deux ou trois majuscules ou chiffres : KGM (kilogramme), TNE (tonne), MTR (mètre), LTR (litre).`,
      `In “${field}”, write the UN/ECE code of the unit in two or three capitals or digits: KGM (kilogram), TNE (tonne), MTR (metre), LTR (litre).`,
    ),
  }),
  QUANTITY_NEGATIVE: ({ value }: Told): Message => ({
    severity: 'warning',
    message: text(`La quantité ${value} est négative.`, `The quantity ${value} is negative.`),
    remedy: text(
      'Vérifiez-la : pour annuler une déclaration, déclarez-la erronée.',
      'Check it: to cancel a declaration, declare it erroneous.',
    ),
  }),
  URI_INVALID: ({ field, value }: Told): Message => ({
    message: text(
      `« ${value} » n’est pas un identifiant valable pour « ${field} ».`,
      `“${value}” is not a valid identifier for “${field}”.`,
    ),
    remedy: isUuid(value)
      ? text(`Écrivez urn:uuid:${value}.`, `Write urn:uuid:${value}.`)
      : text(
          'Écrivez une adresse complète (https://… ou urn:…), sans espace ni accent ; codez-les en %20, %C3%A9…',
          'Write a complete address (https://… or urn:…) without blanks or accents; encode them as %20, %C3%A9…',
        ),
  }),
  IDENTIFIER_SCHEME: ({ field, value, allowed }: Told): Message => ({
    message: text(
      `L’identifiant « ${value} » de « ${field} » commence par un mot que personne ne peut reconnaître.`,
      `The identifier “${value}” of “${field}” begins with a word that nobody can recognise.`,
    ),
    remedy: text(
      `Commencez par l’un de ceux-ci : ${allowed}, ou déclarez votre préfixe dans « @context ».`,
      `Begin with one of these: ${allowed}, or declare your prefix in “@context”.`,
    ),
  }),
  IDENTIFIER_MALFORMED: ({ field, value, allowed, nearest }: Told): Message =>
    allowed.startsWith('(')
      ? partMalformed(field, value, allowed)
      : {
          message: text(
            `L’identifiant GS1 « ${value} » de « ${field} » est mal formé : il n’a pas les parties ou le nombre de chiffres de son genre.${meantFr(nearest)}`,
            `The GS1 identifier “${value}” of “${field}” is malformed: it has not the parts or the number of digits of its kind.${meantEn(nearest)}`,
          ),
          remedy: text(
            `Recopiez-le depuis l’étiquette ou le système d’origine ; bien formé, il ressemble à ${allowed || EXAMPLE}.`,
            `Copy it from the label or the system it comes from; well formed it looks like ${allowed || EXAMPLE}.`,
          ),
        },
  IDENTIFIER_NOT_GS1: ({ field, value }: Told): Message => ({
    severity: 'warning',
    message: text(
      `« ${value} » de « ${field} » se présente comme un numéro GS1, mais sa référence contient des lettres : il est gardé tel quel.`,
      `“${value}” of “${field}” looks like a GS1 number, but its reference holds letters: it is kept as it is.`,
    ),
    remedy: text(
      'Si vous n’avez pas de numéro GS1 pour ce produit, écrivez-le sous votre propre nom, par exemple urn:maillon:item:404833048:REF-1:LOT-1.',
      'If you have no GS1 number for this product, write it under your own name, for example urn:maillon:item:404833048:REF-1:LOT-1.',
    ),
  }),
  CHECK_DIGIT: ({ field, value, nearest }: Told): Message => ({
    severity: 'warning',
    message: text(
      `Le dernier chiffre du numéro GS1 « ${value} » de « ${field} » n’est pas celui attendu (${nearest}).`,
      `The last digit of the GS1 number “${value}” of “${field}” is not the expected one (${nearest}).`,
    ),
    remedy: text(
      'Un chiffre a sans doute été mal recopié : comparez avec l’étiquette.',
      'A digit was probably mistyped: compare with the label.',
    ),
  }),
  PREFIX_UNDECLARED: prefixUndeclared,
  PREFIX_UNDECLARED_IN_VALUE: (told: Told): Message => ({ severity: 'warning', ...prefixUndeclared(told) }),
  TEXT_NOT_KEPT: ({ field }: Told): Message => ({
    message: text(
      `« ${field} » contient un caractère nul, un autre caractère de commande ou une moitié de caractère : ils ne peuvent pas être gardés partout.`,
      `“${field}” holds a null character, another control character or half a character: these cannot be kept everywhere.`,
    ),
    remedy: text(
      'Retirez-le, puis renvoyez l’événement : il vient le plus souvent d’un champ de longueur fixe, ou d’un texte coupé au milieu d’un caractère.',
      'Take it out and send the event again: most often it comes from a field of fixed length, or from a text cut in the middle of a character.',
    ),
  }),
  NUMBER_NOT_KEPT: ({ field, value, nearest }: Told): Message => ({
    message: text(
      `« ${field} » vaut ${value} : ce nombre a plus de chiffres que les systèmes n’en gardent, il deviendrait ${nearest}.`,
      `“${field}” is ${value}: this number has more digits than systems keep, it would become ${nearest}.`,
    ),
    remedy: text(
      `Écrivez-le comme un texte, entre guillemets : "${value}". Une quantité ou une mesure s’écrit avec 15 chiffres au plus.`,
      `Write it as a text, in quotation marks: "${value}". A quantity or a measurement is written with 15 digits at most.`,
    ),
  }),
  WORD_TOO_LONG: ({ field, allowed }: Told): Message => ({
    message: text(
      `La valeur de « ${field} » dépasse ${allowed} octets.`,
      `The value of “${field}” is longer than ${allowed} bytes.`,
    ),
    remedy: text('Donnez-lui une adresse plus courte.', 'Give it a shorter address.'),
  }),
  TOO_DEEP: ({ allowed }: Told): Message => ({
    message: text(
      `Les données sont imbriquées sur plus de ${allowed} niveaux.`,
      `The data is nested more than ${allowed} levels deep.`,
    ),
    remedy: text('Simplifiez cette partie.', 'Simplify this part.'),
  }),
  TOO_MANY_PROBLEMS: ({ allowed }: Told): Message => ({
    message: text(
      `Plus de ${allowed} problèmes dans cet événement : les suivants ne sont pas montrés.`,
      `More than ${allowed} problems in this event: the others are not shown.`,
    ),
    remedy: text('Corrigez ceux-ci, puis envoyez de nouveau.', 'Correct these, then send again.'),
  }),
} satisfies Record<string, (told: Told) => Message>;

/** Kinds of values in words, with a hint. */
const KINDS: Record<string, readonly [fr: string, en: string, hintFr?: string, hintEn?: string]> = {
  text: ['un texte', 'a text', ' Mettez-le entre guillemets.', ' Put it in quotation marks.'],
  number: [
    'un nombre',
    'a number',
    ' Écrivez-le en chiffres, sans guillemets, avec un point pour les décimales.',
    ' Write it in digits, without quotation marks, with a point for decimals.',
  ],
  boolean: ['vrai ou faux (true ou false)', 'true or false'],
  object: [
    'un groupe de champs',
    'a group of fields',
    ' Écrivez-le entre accolades.',
    ' Write it in braces.',
  ],
  list: [
    'une liste',
    'a list',
    ' Écrivez-la entre crochets, même pour un seul élément.',
    ' Write it in square brackets, even for one element.',
  ],
  hex: [
    'une suite de chiffres hexadécimaux (0 à 9, A à F)',
    'a series of hexadecimal digits (0 to 9, A to F)',
  ],
};
