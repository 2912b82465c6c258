import { Text } from '@maillon/kernel';

/** A query with maxEventCount that finds more. */
export const queryTooLarge = (most: number): Text => ({
  fr: `Cette requête trouve plus de ${most} événements, le nombre que fixe maxEventCount. Précisez-la, par exemple par une période (GE_eventTime, LT_eventTime), ou augmentez maxEventCount.`,
  en: `This query finds more than ${most} events, the number that maxEventCount sets. Narrow it down, for example to a period (GE_eventTime, LT_eventTime), or raise maxEventCount.`,
});

/** A query that would have to look at too many events. */
export const queryTooComplex = (): Text => ({
  fr: 'Cette requête devrait parcourir trop d’événements. Précisez-la, par exemple par une période (GE_eventTime, LT_eventTime), une étape (EQ_bizStep) ou un identifiant (MATCH_epc).',
  en: 'This query would have to go through too many events. Narrow it down, for example to a period (GE_eventTime, LT_eventTime), a step (EQ_bizStep) or an identifier (MATCH_epc).',
});

/** A query on attributes of master data that too much of it has. */
export const tooManyElements = (most: number): Text => ({
  fr: `Plus de ${most} fiches de vos données de référence ont ces attributs. Demandez un attribut ou une valeur plus rares, ou plusieurs requêtes.`,
  en: `More than ${most} elements of your master data have these attributes. Ask for a rarer attribute or value, or in several queries.`,
});

/** A page token that was not given for this query. */
export const tokenUnknown = (): Text => ({
  fr: 'Ce repère de page n’est pas de cette requête. Reprenez-la depuis sa première page, sans nextPageToken.',
  en: 'This page token is not of this query. Start it again from its first page, without nextPageToken.',
});
