import { text } from '@maillon/kernel';

/** What people seem to have meant, behind the sentence that says what is wrong. */
export const meantFr = (nearest: string): string => (nearest ? ` Vouliez-vous écrire « ${nearest} » ?` : '');
export const meantEn = (nearest: string): string => (nearest ? ` Did you mean “${nearest}”?` : '');

/** A UUID without the urn:uuid: that makes it an identifier, as many programs write it. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (value: string): boolean => UUID.test(value);
/** The dashes of word processors and PDF files look like the hyphen of the keyboard. */
const DASH = /[\u2010-\u2015\u2212]/;
export const dashFr = (value: string): string =>
  DASH.test(value) ? ' Ses tirets sont ceux d’un traitement de texte : tapez celui du clavier (-).' : '';
export const dashEn = (value: string): string =>
  DASH.test(value) ? ' Its dashes are those of a word processor: type the hyphen of the keyboard (-).' : '';

/** What to do about a field that nobody knows. */
export const OWN_FIELD = text(
  'Corrigez son nom. Pour garder une donnée à vous, donnez-lui un préfixe déclaré dans « @context », par exemple ex:couleur.',
  'Correct its name. To keep data of your own, give it a prefix declared in “@context”, for example ex:colour.',
);
/** For what has a prefix already: quantities, transactions, parties and dispositions take no field of one's own. */
export const ELSEWHERE = text(
  'La norme n’admet ici que ses propres champs : placez cette donnée sur l’événement lui-même, ou retirez-la.',
  'The standard takes only its own fields here: put these data on the event itself, or remove them.',
);
