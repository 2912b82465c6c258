import { organisationOf } from '@maillon/kernel';
import { plainArray, textArray, Tx } from '@maillon/db';
import type { EventRow, Ready } from './write-events.js';
import type { ListedResource } from '../query/resource-values.js';

/** A value that stands in an event of the batch, before one who may see it. */
interface Met {
  readonly organisationId: string;
  readonly resource: ListedResource;
  readonly value: string;
  readonly eventId: string;
  /** The time of the event, where the organisation is a party to it and not its declarer. */
  readonly namedAt?: string;
}

/**
 * Adds the values of events that the declarer did not yet put before an organisation, so that the lists of EPCIS REST (OpenAPI,
 * Top-level) are read and not computed. Goes behind the parties of the events: a foreign key asks for them.
 */
export function insertResourceValues(tx: Tx, rows: readonly EventRow[]): Ready {
  const declarantId = organisationOf(tx.actor);
  const met = valuesMet(declarantId, rows);
  const parameters = [
    tx.actor.filiereId,
    declarantId,
    plainArray(met.map(({ organisationId }) => organisationId)),
    plainArray(met.map(({ resource }) => resource)),
    textArray(met.map(({ value }) => value)),
    plainArray(met.map(({ eventId }) => eventId)),
    plainArray(met.map(({ namedAt }) => namedAt)),
  ];
  return () =>
    tx.prepared(
      'insert-resource-values',
      // each is looked up by its key: a plan made while the table was small would otherwise read all of it
      `insert into resource_value (filiere_id, organisation_id, resource, value, declarant_id, event_id, named_at)
     select $1, v.organisation_id, v.resource, v.value, $2, v.event_id, v.named_at
     from unnest($3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[])
       as v (organisation_id, resource, value, event_id, named_at)
     where (select true from resource_value k where k.filiere_id = $1 and k.organisation_id = v.organisation_id
       and k.resource = v.resource and k.key = resource_key(v.value) and k.declarant_id = $2 limit 1) is null`,
      parameters,
    );
}

/** The distinct values of a batch, for its declarer and for each party. */
function valuesMet(declarantId: string, rows: readonly EventRow[]): Met[] {
  const met: Met[] = [];
  const known = new Map<string, Record<ListedResource, Set<string>>>();
  for (const { id: eventId, record, partyIds } of rows) {
    const { type, bizStep, disposition, readPoint, bizLocation, eventTime } = record.event;
    const add = (organisationId: string, namedAt?: string): void => {
      let values = known.get(organisationId);
      if (!values) known.set(organisationId, (values = noValues()));
      const meet = (resource: ListedResource, value: string | undefined): void => {
        if (!value || values[resource].has(value)) return;
        values[resource].add(value);
        met.push({ organisationId, resource, value, eventId, ...(namedAt && { namedAt }) });
      };
      meet('eventTypes', type);
      meet('bizSteps', bizStep);
      meet('dispositions', disposition);
      meet('readPoints', readPoint);
      meet('bizLocations', bizLocation);
    };
    add(declarantId);
    for (const partyId of partyIds) add(partyId, eventTime);
  }
  return met;
}

const noValues = (): Record<ListedResource, Set<string>> => ({
  eventTypes: new Set(),
  bizSteps: new Set(),
  dispositions: new Set(),
  readPoints: new Set(),
  bizLocations: new Set(),
});
