import { EdifactSegment } from '@maillon/formats';
import { IncomingDocument } from '../edi-types.js';
import { DraftLine } from '../incoming-draft.js';
import { addDays, DtmValue } from './dtm.js';
import { finishDocument } from './finish-document.js';
import { readItem } from './line-items.js';
import { MessageContext, spotAt } from './message-context.js';
import { BUYER, DELIVERY, SELLER } from './party-qualifiers.js';

/** Code list 4017 (delivery plan status) -> how far the buyer commits itself. */
const COMMITMENTS: Readonly<Record<string, string>> = {
  '1': 'firm',
  '2': 'production',
  '3': 'material',
  '4': 'planning',
  '10': 'firm',
};
/** Code list 2013 (frequency). */
const BUCKETS: Readonly<Record<string, string>> = { D: 'day', W: 'week', M: 'month' };
/** Quantities (6063) to be delivered; cumulative and received ones say something else. */
const DELIVERIES = ['113', '1', '21', '131', '187'];
/** Dates (2005) of a delivery, the best first: requested, earliest, latest, start. */
const DATES = ['2', '64', '63', '10', '11', '194', '235', '67', '69', '17', '7'];

interface Schedule {
  readonly quantity: EdifactSegment;
  scc?: EdifactSegment;
  readonly dates: { readonly segment: EdifactSegment; readonly value: DtmValue }[];
}

/** One item with its schedule, until the next LIN. */
interface ScheduledItem {
  readonly lin: EdifactSegment;
  readonly about: EdifactSegment[];
  readonly schedules: Schedule[];
  /** SCC before any quantity: D97A and later put it before those that it governs, D96A behind each. */
  sccFirst: boolean;
  scc?: EdifactSegment;
  open?: Schedule;
}

/** DELFOR: a forecast, one line an item and date. */
export function readForecast(context: MessageContext): IncomingDocument {
  readSchedule(context, (line, schedule, value) => {
    const { draft } = context;
    const { scc } = schedule;
    draft.setLine(line, 'date', value?.value.date, line.spot);
    const frequency = scc && BUCKETS[scc.value(3, 1)];
    const span = value?.value.endDate ? spanOf(value.value, value.value.endDate) : value?.value.span;
    line.values['bucket'] = frequency ?? bucketOf(schedule) ?? span ?? 'day';
    const commitment = scc && COMMITMENTS[scc.value(1)];
    if (commitment) line.values['commitment'] = commitment;
  });
  fillHorizon(context);
  return finishDocument(context, 'forecast', BUYER, SELLER);
}

/** DELJIT: a call-off, one line an item, day and hour. */
export function readCallOff(context: MessageContext): IncomingDocument {
  readSchedule(context, (line, _schedule, value) => {
    context.draft.setLine(line, 'requestedDate', value?.value.date, line.spot);
    if (value?.value.time) line.values['requestedTime'] = value.value.time;
  });
  return finishDocument(context, 'call_off', BUYER, SELLER);
}

type Place = (line: DraftLine, schedule: Schedule, date: Schedule['dates'][number] | undefined) => void;

function readSchedule(context: MessageContext, place: Place): void {
  context.readNumber();
  let item: ScheduledItem | undefined;
  let items = 0;
  let number = 0;
  const close = (): void => {
    if (!item) return;
    const { lin, about, schedules } = item;
    const model = { lineNumber: 0, values: {}, spot: spotAt(lin) };
    for (const segment of [lin, ...about]) readItem(context.draft, model, segment);
    for (const schedule of schedules) {
      const line = context.draft.addLine(++number, spotAt(schedule.quantity));
      Object.assign(line.values, model.values);
      context.quantity(line, schedule.quantity);
      place(line, schedule, bestDate(schedule));
    }
    item = undefined;
  };
  for (const segment of context.body) {
    if (segment.tag === 'LIN') {
      close();
      items++;
      item = { lin: segment, about: [], schedules: [], sccFirst: false };
    } else if (segment.tag === 'UNS' || segment.tag === 'CNT') close();
    else if (item) collect(context, item, segment);
    else readHeader(context, segment);
  }
  close();
  const delivery = context.parties.segment(DELIVERY);
  if (delivery)
    context.headerOnce('deliveryLocation', context.parties.place(DELIVERY), spotAt(delivery, 2, 1));
  context.checkCount(items);
}

function collect(context: MessageContext, item: ScheduledItem, segment: EdifactSegment): void {
  const { tag } = segment;
  if (tag === 'PIA' || tag === 'IMD') item.about.push(segment);
  else if (tag === 'SCC') {
    if (item.open === undefined && item.schedules.length === 0) item.sccFirst = true;
    item.scc = segment;
    if (!item.sccFirst && item.open) item.open.scc = segment;
  } else if (tag === 'QTY') {
    item.open = undefined;
    if (!DELIVERIES.includes(segment.value(1, 1))) return;
    item.open = { quantity: segment, dates: [], ...(item.sccFirst && item.scc && { scc: item.scc }) };
    item.schedules.push(item.open);
  } else if (tag === 'DTM') {
    const value = context.date(segment);
    if (value && item.open) item.open.dates.push({ segment, value });
  } else if (tag === 'RFF') readOrderNumber(context, segment);
  else if (tag === 'LOC' && (segment.value(1) === '11' || segment.value(1) === '7'))
    context.headerOnce('deliveryLocation', segment.value(2, 1), spotAt(segment, 2, 1));
}

/** A call-off is under one order; where its items name several, the first is kept. */
function readOrderNumber(context: MessageContext, segment: EdifactSegment): void {
  if (segment.value(1, 1) === 'ON')
    context.headerOnce('orderNumber', segment.value(1, 2), spotAt(segment, 1, 2));
}

function readHeader(context: MessageContext, segment: EdifactSegment): void {
  const { draft } = context;
  const qualifier = segment.value(1, 1);
  if (segment.tag === 'DTM') {
    const date = context.date(segment);
    if (!date) return;
    const spot = spotAt(segment, 1, 2);
    if (qualifier === '137') context.headerOnce('issueDate', date.date, spot);
    else if (qualifier === '158' || qualifier === '194') context.headerOnce('periodStart', date.date, spot);
    else if (qualifier === '159' || qualifier === '206')
      context.headerOnce('periodEnd', date.endDate ?? lastDayOf(date), spot);
    else if (qualifier === '157' || qualifier === '324') {
      context.headerOnce('periodStart', date.date, spot);
      if (date.endDate) context.headerOnce('periodEnd', date.endDate, spot);
    }
  } else if (segment.tag === 'RFF') {
    if (qualifier === 'AIF') draft.setHeader('replacesNumber', segment.value(1, 2), spotAt(segment, 1, 2));
    readOrderNumber(context, segment);
  } else if (segment.tag === 'FTX')
    context.draft.addNote(MessageContext.text(segment), spotAt(segment, 4, 1));
}

const bestDate = ({ dates }: Schedule) => {
  const rank = ({ segment }: Schedule['dates'][number]): number => {
    const found = DATES.indexOf(segment.value(1, 1));
    return found < 0 ? DATES.length : found;
  };
  return [...dates].sort((a, b) => rank(a) - rank(b))[0];
};

/** A span told by an earliest (64) and a latest (63) date. */
function bucketOf({ dates }: Schedule): string | undefined {
  const of = (qualifier: string): DtmValue | undefined =>
    dates.find(({ segment }) => segment.value(1, 1) === qualifier)?.value;
  const [first, last] = [of('64') ?? of('194'), of('63') ?? of('206')];
  return first && last ? spanOf(first, last.date) : undefined;
}

function spanOf({ date }: DtmValue, end: string): 'day' | 'week' | 'month' {
  const days = (Date.parse(end) - Date.parse(date)) / 86_400_000;
  return days < 1 ? 'day' : days < 8 ? 'week' : 'month';
}

function lastDayOf({ date, span }: DtmValue): string {
  if (span === 'week') return addDays(date, 6);
  if (span === 'day') return date;
  const [year, month] = date.split('-').map(Number);
  return new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10);
}

/** A forecast that does not tell its horizon spans its own dates. */
function fillHorizon({ draft }: MessageContext): void {
  const days = draft.lines.map(({ values }) => values['date']).filter((day) => typeof day === 'string');
  if (days.length === 0) return;
  days.sort();
  draft.header['periodStart'] ??= days[0]!;
  draft.header['periodEnd'] ??= days.at(-1)!;
}
