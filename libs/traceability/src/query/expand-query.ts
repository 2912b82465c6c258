import { EventQuery } from '@maillon/epcis';
import { Tx } from '@maillon/db';
import { expandPlaces } from '../master-data/expand-places.js';
import { expandAttributes } from './expand-attributes.js';

/** A query with what the actor's own master data says of it filled in: before the events themselves are looked for. */
export const expandQuery = async (tx: Tx, query: EventQuery): Promise<EventQuery> =>
  expandAttributes(tx, await expandPlaces(tx, query));
