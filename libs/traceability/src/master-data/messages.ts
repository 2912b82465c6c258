import { Text, text } from '@maillon/kernel';

/** A query with descendants that would have to look for too many places. */
export const tooManyPlaces = (most: number): Text =>
  text(
    `Vos données de référence rangent plus de ${most} lieux, ou trop d’étages, sous ceux que cette requête nomme. Demandez un lieu plus bas dans l’arbre, ou plusieurs requêtes.`,
    `Your master data puts more than ${most} places, or too many storeys, below those that this query names. Ask for a place further down, or in several queries.`,
  );
