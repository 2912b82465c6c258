import type { Rules } from '../rules/rules.js';
import { Draft } from './draft.fixture.js';
import type { Flow, Story } from './plan.fixture.js';
import type { World, WorldRecord } from './records.fixture.js';
import { despatchAdvice, ghostDocuments, orderRecord, receiptAdvice } from './render-documents.fixture.js';
import {
  bookEvents,
  echoOfReceipt,
  echoOfShipment,
  ghostShipment,
  receiptEvents,
  shipmentEvents,
} from './render-events.fixture.js';
import {
  ChangeInjector,
  inputFromNowhere,
  leftTwice,
  madeLate,
  madeTwice,
  moreThanMade,
  originLost,
  tooMuchOut,
  usedFromNowhere,
  usedTooMuch,
} from './spoil-books.fixture.js';
import {
  extraReceived,
  FlowInjector,
  lostDelivery,
  lostLine,
  mistaken,
  mistakenInPart,
  neverAnnounced,
  receivedEarly,
} from './spoil-flows.fixture.js';
import { sameFigure, strangeUnit, wrongQuantity } from './spoil-quantities.fixture.js';
import { lotReturned, pieceReturned, rejectedReturned } from './returns.fixture.js';
import { chain, delivery, workshop } from './stories.fixture.js';
import { waiting } from './waiting.fixture.js';

const STORIES = [
  delivery,
  delivery,
  delivery,
  chain,
  workshop,
  lotReturned,
  rejectedReturned,
  pieceReturned,
  waiting,
] as const;

const OF_FLOWS: readonly FlowInjector[] = [
  lostDelivery,
  lostLine,
  neverAnnounced,
  extraReceived,
  wrongQuantity,
  wrongQuantity,
  strangeUnit,
  sameFigure,
  mistaken,
  mistaken,
  mistakenInPart,
  receivedEarly,
  originLost,
  usedFromNowhere,
  moreThanMade,
  madeLate,
  usedTooMuch,
  leftTwice,
  madeTwice,
];
const OF_CHANGES: readonly ChangeInjector[] = [tooMuchOut, inputFromNowhere];

/**
 * A world of honest companies that declare what they make, ship, receive and use; spoilt, it comes with what must be found.
 * The same for the same seed and rules of the filière.
 */
export function generateWorld(seed: number, rules: Rules, isSpoilt: boolean): World {
  const d = new Draft(seed, rules, isSpoilt);
  for (let count = d.random.int(3, 6); count > 0; count--) d.random.pick(STORIES)(d);
  if (isSpoilt) for (const story of d.stories) spoil(d, story);
  // a thing is wrong in one way once: two of the same would be a mistake of the injectors
  const told = d.expected.map(({ kind, declarantId, partnerId, thingId }) =>
    [kind, declarantId, partnerId, thingId].join(' '),
  );
  if (new Set(told).size < told.length) throw new Error(`World ${seed} expects something twice.`);
  return {
    ...{ seed, now: new Date(d.now), firms: d.firms, relations: d.relations, factors: d.factors },
    ...{ records: recordsOf(d), expected: d.expected },
  };
}

/** Several injectors on a story, now and then on the same flow: each refuses what another has touched. */
function spoil(d: Draft, story: Story): void {
  const { random } = d;
  if (random.chance(0.25)) return;
  for (let wanted = random.int(1, 4), tries = 0; wanted > 0 && tries < 25; tries++) {
    const done =
      story.changes.length && random.chance(0.25)
        ? random.pick(OF_CHANGES)(d, random.pick(story.changes), story)
        : story.flows.length > 0 && random.pick(OF_FLOWS)(d, pickFlow(d, story), story);
    if (done) wanted--;
  }
}

/** One that was spoilt already is as good as any other. */
const pickFlow = (d: Draft, { flows }: Story): Flow => d.random.pick(flows);

function recordsOf(d: Draft): WorldRecord[] {
  const { plan, random } = d;
  const ghosts = Array.from({ length: random.int(0, 2) }, () => ghostDocuments(d)).flat();
  const [from, to] = d.pair();
  const lot = d.thing('lot', d.product(from, { withGtin: true }));
  return [
    ...plan.orders.filter(({ lines }) => lines.length).flatMap((order) => orderRecord(d, order)),
    ...bookEvents(d, plan),
    ...plan.shipments.flatMap((shipment): WorldRecord[] =>
      shipment.style === 'event'
        ? shipmentEvents(d, shipment)
        : [
            ...despatchAdvice(
              d,
              shipment,
              plan.receipts.some(({ despatch }) => despatch === shipment),
            ),
            ...echoOfShipment(d, shipment),
          ],
    ),
    ...plan.receipts.flatMap((receipt): WorldRecord[] =>
      receipt.style === 'event'
        ? receiptEvents(d, receipt)
        : [...receiptAdvice(d, receipt), ...echoOfReceipt(d, receipt)],
    ),
    ...ghosts,
    ...(random.chance(0.3) ? ghostShipment(d, from, to, lot) : []),
  ];
}
