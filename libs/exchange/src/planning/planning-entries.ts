import { Delivered, deliveryProgress, PlanningEntry, Values } from '@maillon/documents';
import { Tx } from '@maillon/db';
import {
  AdviceLine,
  adviceLines,
  deliveredOfOrder,
  marksOf,
  ordersOfCallOffs,
  receivedOfAdvice,
} from './deliveries.queries.js';
import { grouped } from './grouped.js';
import { parisDay } from './paris-day.js';
import {
  asOf,
  FORECAST_STANDS,
  openDocuments,
  PlanningDocument,
  PlanningPair,
  statedStock,
  StockLine,
} from './planning.queries.js';

/** What the two companies told each other that bears on the days to come. */
export interface PlanningEntries {
  readonly now: PlanningEntry[];
  /** What the buyer's forecasts demanded at an earlier moment. */
  readonly before?: PlanningEntry[];
}

/** How far back demand is read, in days, for what was used between a count and the first day shown. */
const LOOK_BACK = 92;
const DAY = 86_400_000;

/**
 * Reads everything in a handful of statements, however many documents there are. `from` is the first day shown, YYYY-MM-DD;
 * with `lastVisit`, also what was demanded then.
 */
export async function planningEntries(
  tx: Tx,
  pair: PlanningPair,
  from: string,
  lastVisit?: Date,
): Promise<PlanningEntries> {
  const since = new Date(Date.parse(from) - LOOK_BACK * DAY).toISOString().slice(0, 10);
  const documents = await openDocuments(tx, pair, since, lastVisit);
  const byType = grouped(documents, ({ type }) => type);
  const forecasts = byType.get('forecast') ?? [];
  const orders = byType.get('order') ?? [];
  const callOffs = byType.get('call_off') ?? [];
  const advices = byType.get('despatch_advice') ?? [];
  const served = [...orders, ...callOffs, ...advices].map(({ id }) => id);
  const lines = served.length ? await adviceLines(tx, pair, served) : [];
  const drawn = callOffs.length
    ? await ordersOfCallOffs(
        tx,
        callOffs.map(({ id }) => id),
      )
    : new Map<string, string>();
  const before = lastVisit && (await asOf(tx, forecasts, lastVisit));
  return {
    now: [
      ...demandOf(forecasts),
      ...openDeliveries(orders, callOffs, drawn, lines),
      ...advices.flatMap((advice) => inTransit(advice, lines)),
      ...(await statedStock(tx, pair)).flatMap((line) => stockEntry(line, pair)),
    ],
    ...(before && { before: demandOf(before) }),
  };
}

function demandOf(forecasts: readonly PlanningDocument[]): PlanningEntry[] {
  return forecasts
    .filter(({ state }) => FORECAST_STANDS.includes(state))
    .flatMap(({ id, sentAt, header, lines }) => {
      const statement = {
        id,
        at: sentAt.toISOString(),
        from: String(header['periodStart']),
        to: String(header['periodEnd']),
      };
      return lines.flatMap(({ values }) =>
        entriesOf('demand', values, Number(values['quantity']), values['date']).map((entry) => ({
          ...entry,
          statement,
        })),
      );
    });
}

/** What orders and call-offs still await, at the confirmed date where there is one. What a call-off awaits, its order does not. */
function openDeliveries(
  orders: readonly PlanningDocument[],
  callOffs: readonly PlanningDocument[],
  drawn: ReadonlyMap<string, string>,
  lines: readonly AdviceLine[],
): PlanningEntry[] {
  const ofOrder = grouped(lines, ({ order_id }) => order_id);
  const ofCallOff = grouped(lines, ({ call_off_id }) => call_off_id);
  const called = new Map<string, Delivered[]>();
  const entries: PlanningEntry[] = [];
  for (const callOff of callOffs) {
    const awaited = stillAwaited(callOff, deliveredOfOrder(ofCallOff.get(callOff.id) ?? [], false));
    const orderId = drawn.get(callOff.id);
    for (const { values, quantity } of awaited) {
      entries.push(...deliveryEntries(callOff, values, quantity));
      if (!orderId) continue;
      const taken = {
        ...marksOf(values, ['buyerItem', 'sellerItem', 'gtin']),
        unit: String(values['unit'] ?? 'H87'),
        quantity,
      };
      const both = (['despatched', 'received'] as const).map((kind) => ({ ...taken, kind }));
      called.set(orderId, [...(called.get(orderId) ?? []), ...both]);
    }
  }
  for (const order of orders) {
    const delivered = [
      ...deliveredOfOrder(ofOrder.get(order.id) ?? [], true),
      ...(called.get(order.id) ?? []),
    ];
    for (const { values, quantity } of stillAwaited(order, delivered))
      entries.push(...deliveryEntries(order, values, quantity));
  }
  return entries;
}

function stillAwaited(
  document: PlanningDocument,
  delivered: readonly Delivered[],
): { readonly values: Values; readonly quantity: number }[] {
  const values = new Map(document.lines.map((line) => [line.lineNumber, line.values]));
  return deliveryProgress(document.lines, delivered).lines.map(
    ({ lineNumber, ordered, despatched, received }) => ({
      values: values.get(lineNumber)!,
      quantity: Math.max(0, ordered - Math.max(despatched, received)),
    }),
  );
}

const deliveryEntries = ({ header }: PlanningDocument, values: Values, quantity: number): PlanningEntry[] =>
  entriesOf(
    'delivery',
    values,
    quantity,
    values['confirmedDate'] ?? values['requestedDate'] ?? header['requestedDate'],
  );

/** What is left of an advice on its way: less what was received, rejected or found missing. */
function inTransit(advice: PlanningDocument, lines: readonly AdviceLine[]): PlanningEntry[] {
  const receipts = lines.filter(
    ({ type, despatch_advice_id }) => type === 'receipt_advice' && despatch_advice_id === advice.id,
  );
  const { header } = advice;
  const date = header['estimatedArrival'] ?? parisDay(String(header['despatchDate']));
  return stillAwaited(advice, receivedOfAdvice(receipts))
    .filter(({ quantity }) => quantity > 0)
    .flatMap(({ values, quantity }) => entriesOf('in_transit', values, quantity, date));
}

function stockEntry(
  { document_id, issuer_id, header, fields }: StockLine,
  pair: PlanningPair,
): PlanningEntry[] {
  const isOfSeller = issuer_id === pair.sellerId;
  const isPlanned = fields['kind'] === 'planned_production';
  if (isPlanned && !isOfSeller) return [];
  const counted = String(header['statementDate']);
  const place = header['location'];
  const kind = isPlanned ? 'production' : isOfSeller ? 'seller_stock' : 'buyer_stock';
  return entriesOf(
    kind,
    fields,
    Number(fields['quantity']),
    isPlanned ? (fields['date'] ?? parisDay(counted)) : parisDay(counted),
  ).map((entry) => ({
    ...entry,
    statement: {
      id: document_id,
      at: new Date(counted).toISOString(),
      ...(place !== undefined && { place: String(place) }),
    },
  }));
}

/** The entry of a line; none where it has no unit or no date. */
function entriesOf(
  kind: PlanningEntry['kind'],
  values: Values,
  quantity: number,
  date: unknown,
): PlanningEntry[] {
  const unit = values['unit'];
  if (typeof date !== 'string' || unit === undefined || Number.isNaN(quantity)) return [];
  return [
    {
      kind,
      quantity,
      date: date.slice(0, 10),
      unit: String(unit),
      ...marksOf(values, ['buyerItem', 'sellerItem', 'gtin', 'description']),
    },
  ];
}
