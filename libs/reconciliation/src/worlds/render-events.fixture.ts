import { partyUri, readEvent } from '@maillon/epcis';
import { derivedId } from '@maillon/kernel';
import { composeEvent, draftEvents, NamedQuantity } from '@maillon/traceability';
import { Draft } from './draft.fixture.js';
import type { Firm, Making, Plan, Portion, Receipt, Shipment, Thing } from './plan.fixture.js';
import { Random } from './random.fixture.js';
import type { EventRecord } from './records.fixture.js';
import { DAY } from './rules.fixture.js';

type Json = Record<string, unknown>;

/** The event id that a company gives. */
const eventUri = (firm: Firm, key: string): string => `urn:uuid:${derivedId('world-event', firm.id, key)}`;
/** The id under which it is stored. */
export const eventIdOf = (firm: Firm, key: string): string =>
  derivedId('event', firm.id, eventUri(firm, key));

/** A company without any number of its own is named by its id on the platform. */
export const partyOf = (firm: Firm): string => partyUri('private', firm.id);

const OFFSETS = [0, 1, 2, -5] as const;

/** The same instant as people in different places write it. */
export function written(random: Random, at: number): string {
  const hours = random.pick(OFFSETS);
  if (!hours) return new Date(at).toISOString().replace('.000Z', 'Z');
  const local = new Date(at + hours * 3_600_000).toISOString().slice(0, 19);
  return `${local}${hours < 0 ? '-' : '+'}0${Math.abs(hours)}:00`;
}

export interface Seen {
  readonly source?: Firm;
  readonly destination?: Firm;
  readonly sharedWith?: readonly Firm[];
  readonly isPrivate?: boolean;
}

/** An event on record. Throws where the platform would refuse it: a mistake of the generator. */
export function recorded(declarant: Firm, body: Json, eventID: string, seen: Seen): EventRecord {
  const { event, findings } = readEvent({ ...body, eventID });
  if (!event) throw new Error(JSON.stringify(findings));
  const relations = new Map<string, 'destination' | 'source' | 'shared'>();
  for (const firm of seen.sharedWith ?? []) relations.set(firm.id, 'shared');
  if (seen.source) relations.set(seen.source.id, 'source');
  if (seen.destination) relations.set(seen.destination.id, 'destination');
  relations.delete(declarant.id);
  const viewers = seen.isPrivate
    ? []
    : [...relations]
        .map(([organisationId, relation]) => ({ organisationId, relation }))
        .sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1));
  const [draft] = draftEvents(declarant.id, [{ event }]);
  return { kind: 'event', declarant, draft: draft!, isPrivate: seen.isPrivate ?? false, viewers };
}

/** The declaration that an event was in error (EPCIS 2.0, 7.4.1.4). */
export function declaredVoid(
  declarant: Firm,
  { body, eventID }: { readonly body: Json; readonly eventID: string },
  at: number,
  seen: Seen,
  correctiveEventIDs: readonly string[] = [],
): EventRecord {
  const errorDeclaration = {
    declarationTime: new Date(at).toISOString(),
    reason: correctiveEventIDs.length ? 'incorrect_data' : 'did_not_occur',
    ...(correctiveEventIDs.length && { correctiveEventIDs }),
  };
  return recorded(declarant, { ...body, errorDeclaration }, eventID, seen);
}

/** The same event with figures or a time that are not right. */
export function mistold(random: Random, body: Json): Json {
  const factor = random.pick([0.1, 0.5, 3, 20]);
  const scaled = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      name.endsWith('uantityList')
        ? (value as Json[]).map((one) => ({
            ...one,
            ...(typeof one['quantity'] === 'number' && {
              quantity: Number((one['quantity'] * factor).toFixed(6)),
            }),
          }))
        : value,
    ]),
  );
  const early = new Date(Date.parse(String(body['eventTime'])) - random.int(0, 90) * DAY).toISOString();
  return { ...scaled, eventTime: early, eventTimeZoneOffset: '+00:00' };
}

/** The event, and now and then what was declared before it in error: once or twice, and taken back once or twice. */
function told(d: Draft, declarant: Firm, key: string, body: Json, seen: Seen): EventRecord[] {
  const { random } = d;
  const eventID = eventUri(declarant, key);
  const records = [recorded(declarant, body, eventID, seen)];
  for (let time = random.chance(0.12) ? random.int(1, 2) : 0; time > 0; time--)
    records.push(...inError(d, declarant, mistold(random, body), `${key}/${time}`, seen, [eventID]));
  return records;
}

function inError(
  d: Draft,
  declarant: Firm,
  body: Json,
  key: string,
  seen: Seen,
  correctives: readonly string[] = [],
): EventRecord[] {
  const eventID = eventUri(declarant, key);
  const declarations = d.random.chance(0.3) ? 2 : 1;
  return [
    recorded(declarant, body, eventID, seen),
    ...Array.from({ length: declarations }, (_none, index) =>
      declaredVoid(declarant, { body, eventID }, d.now - (index + 1) * DAY, seen, correctives),
    ),
  ];
}

const named = ({ thing, quantity, unit }: Portion): NamedQuantity => ({
  uri: thing.uri!,
  ...(quantity !== undefined && thing.kind === 'lot' && { quantity, unit }),
});

/** The things themselves are listed; packages name their own, and not what is in them. */
function shipmentBody(d: Draft, { from, to, at, number }: Shipment, items: readonly Portion[]): Json {
  const [only] = items;
  const event = composeEvent({
    ...{ kind: 'shipment', at: written(d.random, at), items: items.map(named) },
    ...{ from: partyOf(from), to: partyOf(to), despatchAdvice: number },
  });
  if (items.length > 1 || only!.thing.kind !== 'package' || d.random.chance(0.5)) return event;
  // the pallet as the parent of what is on it: that travels as part of the pallet, and is no despatch of its own
  const { epcList: _one, ...rest } = event as Json & { epcList?: unknown };
  const content = d.thing('lot', only!.thing.product);
  const childQuantityList = [{ epcClass: content.uri!, quantity: 12 }];
  return { ...rest, type: 'AggregationEvent', parentID: only!.thing.uri!, childQuantityList };
}

function receiptBody(d: Draft, { from, by, at }: Receipt, items: readonly Portion[]): Json {
  return composeEvent({
    ...{ kind: 'receipt', at: written(d.random, at), items: items.map(named) },
    ...{ from: partyOf(from), to: partyOf(by) },
  });
}

/** One event, or one a thing. */
const split = (random: Random, portions: readonly Portion[]): readonly (readonly Portion[])[] =>
  random.chance(0.25) ? portions.map((one) => [one]) : [portions];

export function shipmentEvents(d: Draft, shipment: Shipment): EventRecord[] {
  const seen = { destination: shipment.to };
  return split(d.random, shipment.lines).flatMap((items, index) =>
    told(d, shipment.from, `S/${shipment.number}/${index}`, shipmentBody(d, shipment, items), seen),
  );
}

export function receiptEvents(d: Draft, receipt: Receipt): EventRecord[] {
  const seen = { source: receipt.from };
  // an event says what was there, kept or not: it has no word for what was turned away
  return split(d.random, receipt.lines).flatMap((items, index) =>
    told(d, receipt.by, `R/${receipt.number}/${index}`, receiptBody(d, receipt, items), seen),
  );
}

/** Some systems send the event beside the document that says the same: it is told twice, and happened once. */
export function echoOfShipment(d: Draft, shipment: Shipment): EventRecord[] {
  const items = shipment.lines.filter(({ thing }) => thing.kind === 'lot' || thing.kind === 'serial');
  if (!items.length || !d.random.chance(0.08)) return [];
  const body = shipmentBody(d, shipment, items);
  return told(d, shipment.from, `ES/${shipment.number}`, body, { destination: shipment.to });
}

export function echoOfReceipt(d: Draft, receipt: Receipt): EventRecord[] {
  const items = receipt.lines.filter(
    ({ thing, naming, rejected, inside }) =>
      (thing.kind === 'lot' || thing.kind === 'serial') && naming === 'item' && !rejected && !inside,
  );
  if (!items.length || !d.random.chance(0.08)) return [];
  return told(d, receipt.by, `ER/${receipt.number}`, receiptBody(d, receipt, items), {
    source: receipt.from,
  });
}

function makingBody(d: Draft, making: Making): Json {
  return composeEvent({ kind: 'lot', at: written(d.random, making.at), item: named(making) });
}

/** All that companies declare of their own doings. */
export function bookEvents(d: Draft, { makings, changes, scraps, unpackings }: Plan): EventRecord[] {
  const { random } = d;
  const seen = (firm: Firm, isPrivate = random.chance(0.4)): Seen => {
    const others = d.firms.filter((other) => other !== firm);
    return isPrivate ? { isPrivate } : { sharedWith: random.chance(0.3) ? [random.pick(others)] : [] };
  };
  const at = (when: number) => written(random, when);
  return [
    ...makings.flatMap((making, index) =>
      told(d, making.firm, `M/${index}`, makingBody(d, making), seen(making.firm, making.isPrivate)),
    ),
    ...changes.flatMap((change) =>
      told(
        ...([d, change.firm, change.key] as const),
        {
          ...composeEvent({
            ...{ kind: 'transformation', at: at(change.at) },
            ...{ inputs: change.inputs.map(named), outputs: change.outputs.map(named) },
          }),
          ...(change.process && { transformationID: change.process }),
        },
        seen(change.firm),
      ),
    ),
    ...scraps.flatMap(({ firm, at: when, portions }, index) => {
      const event = composeEvent({
        kind: 'inspection',
        at: at(when),
        items: portions.map(named),
        disposition: 'inactive',
      });
      return told(
        d,
        firm,
        `X/${index}`,
        { ...event, action: 'DELETE', bizStep: 'decommissioning' },
        seen(firm),
      );
    }),
    ...unpackings.flatMap(({ firm, at: when, parent, children }, index) => {
      const event = composeEvent({
        kind: 'unpacking',
        at: at(when),
        parent: parent.uri!,
        contents: children.map(named),
      });
      return told(d, firm, `U/${index}`, event, seen(firm));
    }),
  ];
}

/** A despatch that was declared by mistake, and taken back: nobody waits for it. */
export function ghostShipment(d: Draft, from: Firm, to: Firm, thing: Thing): EventRecord[] {
  const shipment: Shipment = {
    ...{ style: 'event', from, to, number: d.number('DA'), at: d.now - 60 * DAY },
    lines: [{ no: 1, thing, quantity: 100, unit: thing.product.unit }],
  };
  const body = shipmentBody(d, shipment, shipment.lines);
  return inError(d, from, body, `G/${shipment.number}`, { destination: to });
}
