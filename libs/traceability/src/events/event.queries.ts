import { bizStepLabel } from '@maillon/epcis';
import { decodeCursor, encodeCursor, isUuid, pageSize, Text } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { Connection, pageOf } from '@maillon/graphql';
import { membersNamed } from '@maillon/membership';
import { Audience, partyName } from '@maillon/sharing';
import { EventFilter, EventItemType, EventPartyType, TraceEventType } from './event.types.js';

interface Row {
  id: string;
  declarant_id: string;
  audience: Audience;
  event_id: string | null;
  type: string;
  action: string | null;
  biz_step: string | null;
  disposition: string | null;
  event_time: Date;
  event_time_zone_offset: string;
  record_time: Date;
  read_point: string | null;
  biz_location: string | null;
  document: Record<string, unknown>;
}

const COLUMNS = `e.id, e.declarant_id, e.audience, e.event_id, e.type, e.action, e.biz_step, e.disposition, e.event_time,
  e.event_time_zone_offset, e.record_time, e.read_point, e.biz_location, e.document`;

const CONDITIONS = `($3::timestamptz is null or e.event_time >= $3) and ($4::timestamptz is null or e.event_time < $4)
  and ($5::text is null or e.biz_step = $5)
  and ($6::uuid is null or e.declarant_id = $6 or $6 = any (e.party_ids))
  and ($7::timestamptz is null or (e.event_time, e.id) < ($7, $8::uuid))`;
const NEWEST = 'order by e.event_time desc, e.id desc limit $9';

/** Everything visible: what the actor's organisation declared, and what names it. Each arm reads its own index in order. */
const BY_ORGANISATION = `
  select ${COLUMNS} from (
    (select e.* from trace_event e where e.filiere_id = $1 and e.declarant_id = $2 and ${CONDITIONS} ${NEWEST})
    union all
    (select e.* from trace_event_party p join trace_event e on e.filiere_id = p.filiere_id and e.id = p.event_id
     where p.filiere_id = $1 and p.organisation_id = $2 and ${CONDITIONS}
     order by p.event_time desc, p.event_id desc limit $9)
  ) e ${NEWEST}`;

/** Events that name one of these items, as far as the actor may see them. */
const BY_ITEM = `
  select ${COLUMNS} from trace_event e
  where e.filiere_id = $1 and $2::uuid is not null and ${CONDITIONS}
    and e.id in (select i.event_id from trace_event_item i where i.filiere_id = $1 and i.item_id = any ($10::uuid[]))
  ${NEWEST}`;

export interface EventPageInput {
  readonly filter?: EventFilter;
  readonly first?: number;
  readonly after?: string;
}

/** Events the actor may see, newest first. */
export async function eventPage(tx: Tx, input: EventPageInput): Promise<Connection<TraceEventType>> {
  const first = pageSize(input.first);
  const filter = input.filter ?? {};
  const [afterTime, afterId] = input.after ? decodeCursor(input.after, 2) : [null, null];
  const items = await itemsWanted(tx, filter);
  const parameters = [
    tx.actor.filiereId,
    tx.actor.organisationId ?? null,
    filter.from ?? null,
    filter.to ?? null,
    filter.bizStep ?? null,
    filter.organisation && isUuid(filter.organisation) ? filter.organisation : null,
    afterTime,
    afterId,
    first + 1,
  ];
  const rows = items
    ? await tx.prepared<Row>('events-by-item', BY_ITEM, [...parameters, items])
    : await tx.prepared<Row>('events-by-organisation', BY_ORGANISATION, parameters);
  return pageOf(rows, first, eventOf, (row) => encodeCursor([row.event_time.toISOString(), row.id]));
}

/** Ids of the items that a filter names; undefined where it names none. */
async function itemsWanted(tx: Tx, filter: EventFilter): Promise<string[] | undefined> {
  if (filter.item) return isUuid(filter.item) ? [filter.item] : [];
  const text = filter.text?.trim();
  if (!text) return undefined;
  const rows = await tx.query<{ id: string }>(
    `select distinct id from item where filiere_id = $1 and lower(label) like $2 limit 1000`,
    [tx.actor.filiereId, `${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`],
  );
  return rows.map(({ id }) => id);
}

/** Events among these ids that the actor may see. */
export async function eventsById(tx: Tx, ids: readonly string[]): Promise<Map<string, TraceEventType>> {
  const rows = await tx.prepared<Row>(
    'events-by-id',
    `select ${COLUMNS} from trace_event e where e.filiere_id = $1 and e.id = any ($2)`,
    [tx.actor.filiereId, ids.filter(isUuid)],
  );
  return new Map(rows.map((row) => [row.id, eventOf(row)]));
}

/** The error declaration of each of these events, where there is one: the one that was declared last. */
export async function correctionsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, TraceEventType>> {
  const rows = await tx.query<Row & { corrects_id: string }>(
    `select distinct on (e.corrects_id) ${COLUMNS}, e.corrects_id from trace_event e
     where e.filiere_id = $1 and e.corrects_id = any ($2)
     order by e.corrects_id, (e.document || e.canonical) #>> '{errorDeclaration,declarationTime}' collate "C" desc, e.record_time desc, e.id`,
    [tx.actor.filiereId, ids],
  );
  return new Map(rows.map((row) => [row.corrects_id, eventOf(row)]));
}

/** Items that these events name, with the description the actor may read. */
export async function itemsOfEvents(tx: Tx, ids: readonly string[]): Promise<Map<string, EventItemType[]>> {
  const rows = await tx.prepared<{
    event_id: string;
    item_id: string;
    role: string;
    quantity: string | null;
    unit: string | null;
    uri: string;
    label: string;
    name: string | null;
  }>(
    'items-of-events',
    `select i.event_id, i.item_id, i.role, i.quantity, i.unit, d.uri, d.label, d.name
     from trace_event_item i
     join lateral (
       select k.uri, k.label, k.name from item k where k.filiere_id = i.filiere_id and k.id = i.item_id
       order by k.name is null, k.made_at is null, k.declarant_id = $3 desc limit 1
     ) d on true
     where i.filiere_id = $1 and i.event_id = any ($2) order by i.event_id, i.role, d.label`,
    [tx.actor.filiereId, ids, tx.actor.organisationId ?? null],
  );
  const byEvent = new Map<string, EventItemType[]>(ids.map((id) => [id, []]));
  for (const row of rows) {
    byEvent.get(row.event_id)!.push({
      role: row.role,
      itemId: row.item_id,
      uri: row.uri,
      label: row.label,
      ...(row.name && { name: row.name }),
      ...(row.quantity !== null && { quantity: Number(row.quantity) }),
      ...(row.unit && { unit: row.unit }),
    });
  }
  return byEvent;
}

/** Which members the parties of events are, by URI. */
export async function partyOrganisations(tx: Tx, uris: readonly string[]): Promise<Map<string, string>> {
  const names = uris.map((uri) => [uri, partyName(uri)] as const);
  const members = await membersNamed(
    tx,
    names.flatMap(([, name]) => name ?? []),
  );
  return new Map(
    names.flatMap(([uri, name]) => {
      const id = name && members.get(`${name.scheme}:${name.value}`);
      return id ? [[uri, id] as const] : [];
    }),
  );
}

const UNKNOWN_STEP: Text = { fr: 'Événement', en: 'Event' };

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const asTitle = ({ fr, en }: Text): Text => ({ fr: capital(fr), en: capital(en) });

function eventOf(row: Row): TraceEventType {
  const errorDeclaredAt = declarationTime(row.document);
  return {
    id: row.id,
    type: row.type,
    audience: row.audience,
    declarantId: row.declarant_id,
    stepLabel: row.biz_step ? asTitle(bizStepLabel(row.biz_step)) : UNKNOWN_STEP,
    eventTime: withOffset(row.event_time, row.event_time_zone_offset),
    recordTime: row.record_time.toISOString(),
    document: row.document,
    parties: partiesOf(row.document),
    transactions: transactionsOf(row.document),
    ...(row.event_id && { eventId: row.event_id }),
    ...(row.action && { action: row.action }),
    ...(row.biz_step && { bizStep: row.biz_step }),
    ...(row.disposition && { disposition: row.disposition }),
    ...(row.read_point && { readPoint: row.read_point }),
    ...(row.biz_location && { bizLocation: row.biz_location }),
    ...(errorDeclaredAt && { errorDeclaredAt }),
  };
}

/** EPCIS 2.0, 7.4.1.2 (ErrorDeclaration): an event that bears one tells of no fact, it declares an earlier event wrong. */
function declarationTime({ errorDeclaration }: Record<string, unknown>): string | undefined {
  const time = (errorDeclaration as { declarationTime?: unknown } | undefined)?.declarationTime;
  return typeof time === 'string' ? time : undefined;
}

/** The instant in the time of the place where it happened. */
function withOffset(instant: Date, offset: string): string {
  const minutes =
    (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  return new Date(instant.getTime() + minutes * 60_000).toISOString().replace('Z', offset);
}

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : []);

function partiesOf(document: Record<string, unknown>): EventPartyType[] {
  const read = (kind: 'source' | 'destination') =>
    listOf(document[`${kind}List`]).map((entry) => ({
      kind,
      type: String(entry['type']),
      uri: String(entry[kind]),
    }));
  return [...read('source'), ...read('destination')];
}

function transactionsOf(document: Record<string, unknown>) {
  return listOf(document['bizTransactionList']).map((entry) => {
    const uri = String(entry['bizTransaction']);
    const label = decodeOr(uri.slice(Math.max(uri.lastIndexOf(':'), uri.lastIndexOf('/')) + 1));
    return { uri, label, ...(typeof entry['type'] === 'string' && { type: entry['type'] }) };
  });
}

function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that encodes nothing: shown as written
  }
}
