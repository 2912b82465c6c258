import { Finding, Text, text } from '@maillon/kernel';

const AT = { severity: 'error', field: 'epcisMasterData' } as const;

/** More elements of master data than one document may bring. */
export const masterDataTooMuch = (count: number, most: number): Finding => ({
  ...AT,
  code: 'MASTER_DATA_TOO_MUCH',
  value: String(count),
  allowed: String(most),
  message: text(
    `L’en-tête porte ${count} éléments de données de référence, ${most} au plus par document.`,
    `The header holds ${count} elements of master data, ${most} at most in one document.`,
  ),
  remedy: text(
    'Répartissez-les en plusieurs documents : chacun complète les précédents.',
    'Spread them over several documents: each adds to those before.',
  ),
});

/** One element that is larger than what is kept. */
export const masterDataTooLarge = (id: string, most: string): Finding => ({
  ...AT,
  code: 'MASTER_DATA_TOO_LARGE',
  value: id,
  allowed: most,
  message: text(
    `La fiche « ${id} » des données de référence est trop grande : ${most} au plus.`,
    `The element “${id}” of the master data is too large: ${most} at most.`,
  ),
  remedy: text(
    'Gardez les attributs utiles à vos partenaires ; donnez une adresse pour le reste.',
    'Keep the attributes that are of use to your partners; give an address for the rest.',
  ),
});

/** One element with a text that no database holds. */
export const masterDataNotKept = (id: string): Finding => ({
  ...AT,
  code: 'MASTER_DATA_NOT_KEPT',
  value: id,
  message: text(
    `La fiche « ${id} » des données de référence porte un caractère qui ne peut pas être gardé : caractère nul, ou moitié de caractère (\\ud800…).`,
    `The element “${id}” of the master data has a character that cannot be kept: a null character, or half a character (\\ud800…).`,
  ),
  remedy: text('Retirez-le, puis renvoyez le document.', 'Take it out, then send the document again.'),
});

/** A query with descendants that would have to look for too many places. */
export const tooManyPlaces = (most: number): Text =>
  text(
    `Vos données de référence rangent plus de ${most} lieux, ou trop d’étages, sous ceux que cette requête nomme. Demandez un lieu plus bas dans l’arbre, ou plusieurs requêtes.`,
    `Your master data puts more than ${most} places, or too many storeys, below those that this query names. Ask for a place further down, or in several queries.`,
  );
