// Who sees what inside a filière: random small worlds, captured by the real path, read as each organisation behind the
// policies, and compared with an oracle that knows only the story of the world and shares no code with the engine.
import { createDataSource, TenantDb } from '@maillon/db';
import { itemId, readEvent } from '@maillon/epcis';
import { newId, personActor } from '@maillon/kernel';
import { CaptureEvents, trace } from '@maillon/traceability';
import { withClient } from '../lib/database.mjs';
import { step } from '../lib/steps.mjs';
import { randomFrom } from './random.mjs';

const FILIERE = 4;

export async function probe({ server, worlds, seed }) {
  await server.create('probe_visibility');
  const dataSource = await createDataSource(server.appUrl('probe_visibility'), { poolSize: 3 }).initialize();
  const db = new TenantDb(dataSource);
  const random = randomFrom(seed);
  let [differences, compared] = [0, 0];
  try {
    await step(`${worlds} random worlds`, () =>
      withClient(server.superuserUrl('probe_visibility'), async (admin) => {
        for (let world = 0; world < worlds; world++) {
          const story = await tell(admin, random, world);
          await capture(db, story);
          for (const viewer of story.organisations) {
            const [found, expected] = [await seenBy(db, story, viewer), expectedOf(story, viewer)];
            for (const key of Object.keys(expected)) {
              compared++;
              if (found[key] !== expected[key]) {
                differences++;
                process.stderr.write(
                  `world ${world} (seed ${seed}), ${key}: found ${found[key]}, expected ${expected[key]}\n`,
                );
              }
            }
          }
        }
      }),
    );
  } finally {
    await dataSource.destroy();
  }
  return [
    { line: 'visibility.comparisons', figure: compared, isGood: compared > 0 },
    { line: 'visibility.differences', figure: differences, isGood: differences === 0 },
  ];
}

/** Two to four firms, up to seven things, up to nine events at different hours, each private or shared with some. */
async function tell(admin, random, world) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const organisations = Array.from({ length: 2 + Math.floor(random() * 3) }, () => newId());
  for (const id of organisations) {
    await admin.query('insert into organisation (id, name) values ($1, $2)', [id, id]);
    await admin.query('insert into membership (filiere_id, organisation_id) values ($1, $2)', [FILIERE, id]);
  }
  const things = Array.from(
    { length: 3 + Math.floor(random() * 5) },
    (_, index) => `urn:example:w${world}:${organisations[0]}:${index}`,
  );
  const events = Array.from({ length: 2 + Math.floor(random() * 8) }, (_, hour) => {
    const declarant = pick(organisations);
    const isPrivate = random() < 0.25;
    const sharedWith = isPrivate ? [] : organisations.filter((id) => id !== declarant && random() < 0.4);
    const kind = pick(['make', 'make', 'pack', 'unpack', 'ship']);
    const [first, second, third] = [pick(things), pick(things), pick(things)];
    return { hour, declarant, isPrivate, sharedWith, kind, first, second, third };
  }).filter(({ first, second, third }) => first !== second && second !== third && first !== third);
  return { organisations, things, events };
}

const at = (hour) => `2026-03-01T${String(hour + 1).padStart(2, '0')}:00:00.000Z`;

function epcisOf({ hour, kind, first, second, third }) {
  const common = { eventTime: at(hour), eventTimeZoneOffset: '+01:00' };
  switch (kind) {
    case 'make':
      return {
        type: 'TransformationEvent',
        ...common,
        inputEPCList: [first, second],
        outputEPCList: [third],
      };
    case 'pack':
      return {
        type: 'AggregationEvent',
        ...common,
        action: 'ADD',
        parentID: third,
        childEPCs: [first, second],
      };
    case 'unpack':
      return { type: 'AggregationEvent', ...common, action: 'DELETE', parentID: third, childEPCs: [first] };
    default:
      return { type: 'ObjectEvent', ...common, action: 'OBSERVE', bizStep: 'shipping', epcList: [first] };
  }
}

const actorOf = (organisationId) =>
  personActor({ filiereId: FILIERE, personId: organisationId, organisationId, role: 'owner' });

async function capture(db, { events }) {
  // the order of arrival is not the order of the story
  for (const told of [...events].sort((a, b) => (a.first + a.hour < b.first + b.hour ? -1 : 1))) {
    const { event } = readEvent(epcisOf(told));
    const record = { event, sharedWith: told.sharedWith };
    const answer = await new CaptureEvents(db).records(
      actorOf(told.declarant),
      [record],
      told.isPrivate ? 'private' : 'parties',
    );
    if ('findings' in answer) throw new Error(JSON.stringify(answer.findings));
    told.id = answer.eventIds[0];
  }
}

const text = (values) => [...new Set(values)].sort().join(' ');

async function seenBy(db, { things }, viewer) {
  const ids = things.map((uri) => itemId(uri));
  const nameOf = new Map(things.map((uri) => [itemId(uri), uri]));
  const named = (id) => nameOf.get(id);
  const { events, mentions, words } = await db.transaction(actorOf(viewer), async (tx) => ({
    mentions: await tx.query(
      'select distinct item_id, event_id from trace_event_item where filiere_id = $1 and item_id = any ($2)',
      [FILIERE, ids],
    ),
    events: await tx.query(
      'select distinct e.id from trace_event e join trace_event_item i on i.filiere_id = e.filiere_id and i.event_id = e.id where e.filiere_id = $1 and i.item_id = any ($2)',
      [FILIERE, ids],
    ),
    words: await tx.query(
      'select id, declarant_id, is_private from item where filiere_id = $1 and id = any ($2)',
      [FILIERE, ids],
    ),
  }));
  const seen = {
    events: text(events.map(({ id }) => id)),
    mentions: text(mentions.map((row) => `${named(row.item_id)}@${row.event_id}`)),
    words: text(words.map((row) => `${named(row.id)}:${row.declarant_id}:${row.is_private}`)),
  };
  for (const uri of things) {
    for (const direction of ['UPSTREAM', 'DOWNSTREAM']) {
      const look = db.transaction(actorOf(viewer), (tx) =>
        trace(tx, { item: itemId(uri), direction, maxDepth: 50, maxNodes: 5000 }),
      );
      const found = await look.catch((error) =>
        error.code === 'NOT_FOUND' ? undefined : Promise.reject(error),
      );
      seen[`${direction} ${uri}`] = found
        ? `nodes ${text(found.nodes.map(({ id }) => named(id)))} hidden ${text(found.tombstones.map(({ node }) => named(node)))}`
        : 'nothing';
    }
  }
  return seen;
}

/** The oracle: from the story alone, by the words of the design. */
function expectedOf({ things, events }, viewer) {
  const shows = (event) => event.declarant === viewer || event.sharedWith.includes(viewer);
  const mentioned = ({ kind, first, second, third }) =>
    kind === 'ship' ? [first] : kind === 'unpack' ? [first, third] : [first, second, third];
  const visible = events.filter(shows);
  const wordsSeen = events.flatMap((event) => {
    const isMine = event.declarant === viewer;
    return mentioned(event)
      .filter(() => isMine || event.sharedWith.includes(viewer))
      .map((uri) => `${uri}:${event.declarant}:${event.isPrivate}`);
  });
  const expected = {
    events: text(visible.map(({ id }) => id)),
    mentions: text(visible.flatMap((event) => mentioned(event).map((uri) => `${uri}@${event.id}`))),
    words: text(wordsSeen),
  };
  const known = new Set(visible.flatMap(mentioned));
  for (const uri of things) {
    for (const direction of ['UPSTREAM', 'DOWNSTREAM']) {
      expected[`${direction} ${uri}`] = known.has(uri)
        ? follow(events, uri, direction === 'UPSTREAM', shows)
        : 'nothing';
    }
  }
  return expected;
}

/** Follows the story step by step with the window of time in which the thing was part of the chain. */
function follow(events, root, isUp, shows) {
  const [nodes, hidden, done] = [new Set([root]), new Set(), new Set()];
  const visit = (uri, since, until) => {
    const state = `${uri} ${since} ${until}`;
    if (done.has(state)) return;
    done.add(state);
    for (const event of events) {
      for (const next of stepsOf(events, event, uri, since, until, isUp)) {
        if (!shows(event)) hidden.add(uri);
        else {
          nodes.add(next.uri);
          visit(next.uri, next.since, next.until);
        }
      }
    }
  };
  visit(root, -Infinity, Infinity);
  return `nodes ${text(nodes)} hidden ${text(hidden)}`;
}

function stepsOf(events, event, uri, since, until, isUp) {
  const { kind, first, second, third, hour } = event;
  const far = isUp ? (third === uri ? [first, second] : []) : [first, second].includes(uri) ? [third] : [];
  if (kind === 'make') {
    if (isUp)
      return hour <= until
        ? far.map((next) => ({ uri: next, since: -Infinity, until: Math.min(until, hour) }))
        : [];
    return hour >= since && hour <= until
      ? far.map((next) => ({ uri: next, since: hour, until: Infinity }))
      : [];
  }
  if (kind !== 'pack') return [];
  return far.flatMap((next) => {
    const child = isUp ? next : uri;
    const out = leaves(events, event, child);
    return hour <= until && out > since
      ? [{ uri: next, since: Math.max(since, hour), until: Math.min(until, out) }]
      : [];
  });
}

/** The first hour after a packing at which the thing was taken out by its packer, or by one the packing was shared with. */
function leaves(events, packing, child) {
  const out = events.filter(
    (event) =>
      event.kind === 'unpack' &&
      event.third === packing.third &&
      event.first === child &&
      event.hour > packing.hour &&
      (event.declarant === packing.declarant || packing.sharedWith.includes(event.declarant)),
  );
  return Math.min(Infinity, ...out.map(({ hour }) => hour));
}
