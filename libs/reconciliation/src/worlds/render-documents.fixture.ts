import type { DocumentType, FieldValue, Patch, Values } from '@maillon/documents';
import { itemId, lotUri, privateItemUri, serialUri, ssccUri } from '@maillon/epcis';
import { derivedId } from '@maillon/kernel';
import { composeEvent, Declaration, NamedQuantity } from '@maillon/traceability';
import { documentIdOf, Draft } from './draft.fixture.js';
import type { Firm, GotLine, Order, Product, Receipt, Shipment, ShipLine, Thing } from './plan.fixture.js';
import type { DocumentRecord, EventRecord, RecordLine } from './records.fixture.js';
import { declaredVoid, partyOf, recorded, Seen, written } from './render-events.fixture.js';
import type { Random } from './random.fixture.js';
import { DAY } from './rules.fixture.js';

type Fields = Record<string, FieldValue>;
interface Line {
  readonly lineNumber: number;
  readonly values: Fields;
}
interface Content {
  readonly header: Fields;
  readonly lines: readonly Line[];
}
/** A document before it is cut into columns. */
interface Paper {
  readonly type: DocumentType;
  readonly number: string;
  readonly issuer: Firm;
  readonly recipient: Firm;
  readonly state: string;
  readonly isSent?: boolean;
  /** Nothing of it happened: its events are void. */
  readonly isVoid?: boolean;
}

/** As a document keeps it: always with an offset in figures. */
const instant = (random: Random, at: number): string => written(random, at).replace('Z', '+00:00');

const productFields = (product: Product): Fields =>
  product.gtin ? { gtin: product.gtin } : { sellerItem: product.number };

const markFields = ({ kind, mark }: Thing): Fields =>
  kind === 'lot'
    ? { lot: mark! }
    : kind === 'serial'
      ? { serial: mark! }
      : kind === 'package'
        ? { sscc: mark! }
        : {};

const counted = ({ quantity, unit }: { readonly quantity?: number; readonly unit?: string }): Fields => ({
  quantity: quantity ?? 1,
  unit: unit ?? 'H87',
});

function shipValues(d: Draft, { thing, inside, ...line }: ShipLine): Fields {
  const showsProduct = thing.kind !== 'package' || d.random.chance(0.5);
  return {
    ...(showsProduct && productFields(thing.product)),
    ...markFields(thing),
    ...(inside && { sscc: inside.mark! }),
    ...counted(line),
  };
}

function gotValues(line: GotLine): Fields {
  const { naming, thing, inside, ofLine, order, rejected, short } = line;
  const isBare = naming === 'package' || (naming === 'item' && thing.kind === 'package');
  return {
    ...(!isBare && productFields(thing.product)),
    ...(naming !== 'line' && naming !== 'goods' && markFields(thing)),
    ...(inside && { sscc: inside.mark! }),
    ...(ofLine !== undefined && { despatchLine: ofLine }),
    ...(order && { orderNumber: order }),
    ...counted(line),
    ...(rejected && { rejectedQuantity: rejected, rejectReason: 'damaged' }),
    ...(short && { shortQuantity: short }),
  };
}

/** The URI of what a line delivers: lot or serial under its GTIN, else under the seller's own number, else the package. */
function uriOf(values: Values, seller: Firm): string | undefined {
  const text = (name: string) => (values[name] === undefined ? undefined : String(values[name]));
  const [serial, lot, gtin, sscc] = [text('serial'), text('lot'), text('gtin'), text('sscc')];
  const mark = serial ?? lot;
  if (!mark) return sscc && ssccUri(sscc);
  if (gtin) return serial ? serialUri(gtin, serial) : lotUri(gtin, mark);
  const reference = text('sellerItem') ?? text('buyerItem');
  return reference && privateItemUri(seller.id, reference, mark);
}

/** Whoever is named first in each pair gave the number that the other refers to. */
function columns(paper: Paper, { header, lines }: Content): RecordLine[] {
  const { type, issuer, recipient } = paper;
  const isReceipt = type === 'receipt_advice';
  const [seller, buyer] = isReceipt ? [recipient, issuer] : [issuer, recipient];
  return lines.map(({ lineNumber, values }) => {
    const uri = type === 'order' ? undefined : uriOf(values, seller);
    const order = type === 'order' ? undefined : (values['orderNumber'] ?? header['orderNumber']);
    const despatch = isReceipt ? header['despatchAdviceNumber'] : undefined;
    return {
      lineNumber,
      fields: values,
      orderId: order === undefined ? null : documentIdOf(buyer, 'order', String(order)),
      despatchAdviceId:
        despatch === undefined ? null : documentIdOf(seller, 'despatch_advice', String(despatch)),
      itemId: uri ? itemId(uri) : null,
      packageId: values['sscc'] === undefined ? null : itemId(ssccUri(String(values['sscc']))),
    };
  });
}

/** The events that the platform makes of an advice: one a package with contents, then the movement itself. */
function declarations(paper: Paper, { header, lines }: Content): Declaration[] {
  const { type, issuer, recipient } = paper;
  const isDespatch = type === 'despatch_advice';
  const seller = isDespatch ? issuer : recipient;
  const packages = new Map<string, NamedQuantity[]>();
  const loose: NamedQuantity[] = [];
  for (const { values } of lines) {
    const uri = uriOf(values, seller);
    const isCounted = values['lot'] !== undefined && values['serial'] === undefined;
    const item: NamedQuantity | undefined = uri
      ? { uri, ...(isCounted && { quantity: Number(values['quantity']), unit: String(values['unit']) }) }
      : undefined;
    if (values['sscc'] === undefined) {
      if (item) loose.push(item);
      continue;
    }
    const sscc = ssccUri(String(values['sscc']));
    const contents = packages.get(sscc) ?? [];
    if (item && item.uri !== sscc) contents.push(item);
    packages.set(sscc, contents);
  }
  const items = [...[...packages.keys()].map((uri) => ({ uri })), ...loose];
  if (!items.length) return [];
  const movement = { from: partyOf(seller), to: partyOf(isDespatch ? recipient : issuer) };
  const orders = new Set(lines.map(({ values }) => values['orderNumber'] ?? header['orderNumber']));
  orders.delete(undefined as never);
  const order = orders.size === 1 ? { order: String([...orders][0]) } : {};
  if (!isDespatch) {
    const despatch = header['despatchAdviceNumber'];
    const named = despatch === undefined ? {} : { despatchAdvice: String(despatch) };
    return [{ kind: 'receipt', at: String(header['receiptDate']), items, ...movement, ...named, ...order }];
  }
  const at = String(header['despatchDate']);
  return [
    ...[...packages]
      .filter(([, contents]) => contents.length)
      .map(([parent, contents]) => ({
        kind: 'packing' as const,
        at,
        parent,
        contents,
        sharedWith: [recipient.id],
      })),
    { kind: 'shipment', at, items, ...movement, despatchAdvice: paper.number, ...order },
  ];
}

/** A document with what was written before it was revised, if it was, and the events of each version. */
function versions(d: Draft, paper: Paper, contents: readonly Content[]): DocumentRecord[] {
  const { type, number, issuer, recipient, state, isSent = true, isVoid = false } = paper;
  const id = documentIdOf(issuer, type, number);
  const isTraced = isSent && (type === 'despatch_advice' || type === 'receipt_advice');
  let count = 0;
  let standing: { body: Record<string, unknown>; eventID: string; seen: Seen }[] = [];
  return contents.map((content, version): DocumentRecord => {
    const before = standing;
    standing = (isTraced ? declarations(paper, content) : []).map((one) => ({
      body: composeEvent(one),
      eventID: `urn:uuid:${derivedId('document-event', id, String(count++))}`,
      seen: seenBy(paper, one),
    }));
    const earlier = contents[version - 1];
    const at = d.now - (contents.length - version) * DAY;
    const voided = (list: typeof standing, correctives: readonly string[] = []) =>
      list.map(({ body, eventID, seen }) =>
        declaredVoid(issuer, { body, eventID }, at, { ...seen, sharedWith: [recipient] }, correctives),
      );
    const isLast = version === contents.length - 1;
    return {
      ...{ kind: 'document', id, type, number, issuer, recipient, state, isSent, version, isVoid },
      ...(earlier && {
        revision: { changes: unlike(earlier, content), oldValues: unlike(content, earlier) },
      }),
      header: content.header,
      lines: columns(paper, content),
      events: standing.map(({ body, eventID, seen }): EventRecord => recorded(issuer, body, eventID, seen)),
      corrections: [
        ...voided(
          before,
          standing.map(({ eventID }) => eventID),
        ),
        ...(isLast && isVoid ? voided(standing) : []),
      ],
    };
  });
}

/** What `to` says otherwise than `from`. */
function unlike(from: Content, to: Content): Patch {
  const changed = (before: Fields, after: Fields) =>
    Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== before[name]));
  const lines = to.lines.map(({ lineNumber, values }, index) => ({
    lineNumber,
    values: changed(from.lines[index]!.values, values),
  }));
  return {
    header: changed(from.header, to.header),
    lines: lines.filter(({ values }) => Object.keys(values).length > 0),
  };
}

function seenBy({ type, recipient }: Paper, { kind }: Declaration): Seen {
  if (kind === 'packing') return { sharedWith: [recipient] };
  return type === 'despatch_advice' ? { destination: recipient } : { source: recipient };
}

/** The same with a line or the date not right, as it may have been before both agreed on a revision. */
function misprinted({ random }: Draft, { header, lines }: Content, date: string): Content {
  const wrong = random.int(0, lines.length - 1);
  const isShifted = random.chance(0.4);
  const early = instant(random, Date.parse(String(header[date])) - random.int(1, 60) * DAY);
  return {
    header: isShifted ? { ...header, [date]: early } : header,
    lines: lines.map((line, index) => {
      if (index !== wrong) return line;
      const { values } = line;
      const quantity = Number((Number(values['quantity']) * random.pick([0.2, 2, 7])).toFixed(6));
      const isOtherLot = values['lot'] !== undefined && random.chance(0.4);
      return {
        ...line,
        values: { ...values, quantity, ...(isOtherLot && { lot: `${String(values['lot'])}-X` }) },
      };
    }),
  };
}

/** What was written first, what a first revision made of it, and what stands. */
function history(d: Draft, content: Content, date: string): Content[] {
  const times = d.random.chance(0.15) ? d.random.int(1, 2) : 0;
  return [...Array.from({ length: times }, () => misprinted(d, content, date)), content];
}

export function despatchAdvice(d: Draft, shipment: Shipment, isAnswered: boolean): DocumentRecord[] {
  const { from, to, number, at, eta, order, lines } = shipment;
  const content: Content = {
    header: {
      ...{ number, despatchDate: instant(d.random, at) },
      ...(eta && { estimatedArrival: eta }),
      ...(order && { orderNumber: order }),
    },
    lines: lines.map((line) => ({ lineNumber: line.no, values: shipValues(d, line) })),
  };
  const state = isAnswered ? d.random.pick(['partly_received', 'received', 'closed', 'received']) : 'sent';
  const paper: Paper = { type: 'despatch_advice', number, issuer: from, recipient: to, state };
  return versions(d, paper, history(d, content, 'despatchDate'));
}

export function receiptAdvice(
  d: Draft,
  { from, by, number, at, despatch, lines }: Receipt,
): DocumentRecord[] {
  const content: Content = {
    header: {
      ...{ number, receiptDate: instant(d.random, at) },
      ...(despatch && { despatchAdviceNumber: despatch.number }),
    },
    lines: lines.map((line) => ({ lineNumber: line.no, values: gotValues(line) })),
  };
  const state = d.random.pick(['settled', 'settled', 'sent', 'contested', 'acknowledged']);
  const paper: Paper = { type: 'receipt_advice', number, issuer: by, recipient: from, state };
  return versions(d, paper, history(d, content, 'receiptDate'));
}

export function orderRecord(d: Draft, { buyer, seller, number, lines }: Order): DocumentRecord[] {
  const content: Content = {
    header: { number, issueDate: new Date(d.now - 120 * DAY).toISOString().slice(0, 10) },
    lines: lines.map(({ product, quantity }, index) => ({
      lineNumber: index + 1,
      values: { ...productFields(product), quantity, unit: product.unit },
    })),
  };
  const state = d.random.pick(['sent', 'completed']);
  return versions(d, { type: 'order', number, issuer: buyer, recipient: seller, state }, [content]);
}

/** Documents that count for nothing: never sent, cancelled, withdrawn. */
export function ghostDocuments(d: Draft): DocumentRecord[] {
  const [from, to] = d.pair();
  const { random } = d;
  const lot = d.thing('lot', d.product(from, { withGtin: true }));
  const fields = { ...productFields(lot.product), ...markFields(lot), quantity: 40, unit: lot.product.unit };
  const lines = [{ lineNumber: 1, values: fields }];
  const number = d.number('GH');
  if (random.chance(0.6)) {
    const state = random.pick(['draft', 'cancelled', 'discarded']);
    const isSent = state === 'cancelled';
    const header = { number, despatchDate: instant(random, d.now - 50 * DAY) };
    const paper = { type: 'despatch_advice', number, issuer: from, recipient: to, state } as const;
    return versions(d, { ...paper, isSent, isVoid: isSent }, [{ header, lines }]);
  }
  // it names a despatch that still waits for its answer, and is none itself
  const named = d.plan.shipments.find(
    (one) => one.from === from && one.to === to && one.style === 'document',
  );
  const state = random.pick(['draft', 'withdrawn']);
  const isSent = state === 'withdrawn';
  const header = {
    ...{ number, receiptDate: instant(random, d.now - 50 * DAY) },
    ...(named && { despatchAdviceNumber: named.number }),
  };
  const paper = { type: 'receipt_advice', number, issuer: to, recipient: from, state } as const;
  return versions(d, { ...paper, isSent, isVoid: isSent }, [{ header, lines }]);
}
