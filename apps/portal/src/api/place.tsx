import { createContext, useContext } from 'react';
import type { WhereIAmQuery } from '../generated/graphql';
import type { ActingPlace } from './execute';
import type { Place } from './rest';

export type Filiere = WhereIAmQuery['filiere'];
export type Me = WhereIAmQuery['me'];

/** Where the person works now: the filière with its vocabulary, for whom, and with which rights. */
export interface CurrentPlace extends ActingPlace {
  readonly filiere: Filiere;
  readonly me: Me;
  readonly can: (permission: string) => boolean;
}

const PlaceContext = createContext<CurrentPlace | null>(null);
export const PlaceProvider = PlaceContext.Provider;

/** The place of the page. Throws outside of a filière's pages. */
export function usePlace(): CurrentPlace {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('usePlace is for the pages of a filière.');
  return place;
}

export const organisationKey = (place: Place): string => place.organisation?.id ?? 'committee';

const storageKey = (slug: string) => `maillon.place.${slug}`;

export const rememberPlace = (place: Place): void =>
  localStorage.setItem(storageKey(place.filiere.slug), organisationKey(place));

/** The place to open in a filière: the last one used there, or else the first. */
export function placeIn(places: readonly Place[], slug: string): Place | undefined {
  const here = places.filter((place) => place.filiere.slug === slug);
  const remembered = localStorage.getItem(storageKey(slug));
  return here.find((place) => organisationKey(place) === remembered) ?? here[0];
}
