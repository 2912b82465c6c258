import { Text } from '@maillon/kernel';
import { shown } from '../messages.js';

/** Says the nearest name at the end of a sentence, where there is one. */
const fr = (nearest?: string): string => (nearest ? ` Vouliez-vous dire « ${nearest} » ?` : '');
const en = (nearest?: string): string => (nearest ? ` Did you mean “${nearest}”?` : '');

export const unknownParameter = (name: string, nearest?: string): Text => ({
  fr: `« ${shown(name)} » n’est pas un paramètre de requête EPCIS 2.0.${fr(nearest)} Les noms tiennent compte des majuscules ; ceux d’une extension s’écrivent par exemple EQ_prefixe:nom.`,
  en: `“${shown(name)}” is not a query parameter of EPCIS 2.0.${en(nearest)} Names are case-sensitive; those of an extension are written, for example, EQ_prefix:name.`,
});

export const askedWithPages = (name: string): Text => ({
  fr: `« ${name} » ne fait pas partie d’une requête enregistrée. Donnez-le quand vous lisez ses événements : GET /queries/{nom}/events?${name}=…`,
  en: `“${name}” is no part of a stored query. Give it when you read its events: GET /queries/{name}/events?${name}=…`,
});

export const undeclaredPrefix = (prefix: string, nearest?: string): Text => ({
  fr: `Le préfixe « ${shown(prefix)} » n’est pas déclaré.${fr(nearest)} Déclarez-le dans l’en-tête GS1-Extensions (${shown(prefix)}=https://…) ou dans @context, ou écrivez l’adresse complète du champ.`,
  en: `The prefix “${shown(prefix)}” is not declared.${en(nearest)} Declare it in the GS1-Extensions header (${shown(prefix)}=https://…) or in @context, or write the field’s full address.`,
});

export const noValue = (): Text => ({
  fr: 'Ce paramètre n’a pas de valeur. Donnez-en au moins une, ou retirez-le.',
  en: 'This parameter has no value. Give at least one, or leave it out.',
});

export const badValue = (value: unknown, allowed: Text, nearest?: string): Text => ({
  fr: `« ${shown(value)} » ne convient pas ici.${fr(nearest)} Attendu : ${allowed.fr}.`,
  en: `“${shown(value)}” does not fit here.${en(nearest)} Expected: ${allowed.en}.`,
});

export const tooManyValues = (most: number): Text => ({
  fr: `Ce paramètre a trop de valeurs : ${most} au plus. Répartissez-les sur plusieurs requêtes.`,
  en: `This parameter has too many values: ${most} at most. Spread them over several queries.`,
});

export const tooManyParameters = (most: number): Text => ({
  fr: `Cette requête a trop de paramètres : ${most} au plus. Retirez-en.`,
  en: `This query has too many parameters: ${most} at most. Leave some out.`,
});

export const exclusive = (): Text => ({
  fr: 'eventCountLimit et maxEventCount ne vont pas ensemble. Gardez eventCountLimit pour les premiers événements, maxEventCount pour refuser une réponse trop longue.',
  en: 'eventCountLimit and maxEventCount do not go together. Keep eventCountLimit for the first events, maxEventCount to refuse an answer that is too long.',
});

export const needsOrder = (): Text => ({
  fr: 'eventCountLimit demande orderBy : sans ordre, « les premiers » ne veut rien dire. Ajoutez par exemple orderBy=eventTime.',
  en: 'eventCountLimit needs orderBy: without an order, “the first” means nothing. Add, for example, orderBy=eventTime.',
});

/** What is allowed, in words. */
export const ALLOWED = {
  uri: {
    fr: 'une adresse (URI), par exemple urn:… ou https://…',
    en: 'a URI, for example urn:… or https://…',
  },
  instant: {
    fr: 'une date et une heure avec décalage, par exemple 2026-03-01T08:00:00+01:00',
    en: 'a date and time with an offset, for example 2026-03-01T08:00:00+01:00',
  },
  number: { fr: 'un nombre, par exemple 12.5', en: 'a number, for example 12.5' },
  numberOrInstant: {
    fr: 'un nombre, ou une date et une heure avec décalage (2026-03-01T08:00:00+01:00)',
    en: 'a number, or a date and time with an offset (2026-03-01T08:00:00+01:00)',
  },
  boolean: { fr: 'true ou false', en: 'true or false' },
  count: { fr: 'un nombre entier de 1 à 2147483647', en: 'a whole number from 1 to 2147483647' },
  hex: { fr: 'des chiffres hexadécimaux, par exemple 0A3F', en: 'hexadecimal digits, for example 0A3F' },
  text: { fr: 'un texte', en: 'a text' },
  list: { fr: 'une liste de textes', en: 'a list of texts' },
  item: {
    fr: 'un identifiant (urn:epc:id:…, https://…/01/…) ou un motif urn:epc:idpat:… dont les étoiles sont à la fin',
    en: 'an identifier (urn:epc:id:…, https://…/01/…) or a pattern urn:epc:idpat:… with its stars at the end',
  },
  unit: {
    fr: 'un code d’unité UN/ECE Rec 20 de 2 ou 3 signes, par exemple KGM',
    en: 'a UN/ECE Rec 20 unit code of 2 or 3 characters, for example KGM',
  },
  order: {
    fr: 'eventTime, recordTime, ou un champ d’extension prefixe:nom',
    en: 'eventTime, recordTime, or an extension field prefix:name',
  },
} as const satisfies Record<string, Text>;

/** A closed list, as what is allowed. */
export const oneOfWords = (words: readonly string[], others?: Text): Text => ({
  fr: words.join(', ') + (others ? `, ou ${others.fr}` : ''),
  en: words.join(', ') + (others ? `, or ${others.en}` : ''),
});
