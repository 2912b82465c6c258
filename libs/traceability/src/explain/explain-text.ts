import { CanonicalEvent, ReadingRules } from '@maillon/epcis';
import { Finding } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { membersNamed, PartyName } from '@maillon/membership';
import { partyName } from '@maillon/sharing';
import { eventSentence, PartyNames } from './event-sentence.js';
import { ExplainedDocumentType, ExplainedEventType } from './explain.types.js';
import { masterDataSentence } from './master-data-sentence.js';
import { readText, ReadText, rightEvents } from './read-text.js';
import { salvageEvent } from './salvage-event.js';

const SHOWN_AT_MOST = 200;

/** What a document says, event by event, and what is wrong with it. Nothing is written. */
export async function explainText(
  tx: Tx,
  source: string,
  rules?: ReadingRules,
): Promise<ExplainedDocumentType> {
  const read = readText(source, rules);
  const right = new Set(rightEvents(read));
  const shown = shownOf(read);
  const told = new Map(
    shown.map((index) => [index, read.events[index] ?? salvageEvent(read.document, index)]),
  );
  const names = await namesOf(
    tx,
    [...told.values()].flatMap((event) => event ?? []),
  );
  return {
    format: read.format,
    kind: read.kind,
    eventCount: read.events.length,
    rightCount: right.size,
    events: shown.map((index) => explained(read, index, right.has(index), told.get(index), names)),
    findings: read.findings.filter(({ eventIndex }) => eventIndex === undefined),
    masterDataCount: read.masterData.length,
    masterData: read.masterData.slice(0, SHOWN_AT_MOST).map((element) => ({
      id: element.id,
      vocabulary: element.type,
      sentence: masterDataSentence(element),
    })),
  };
}

/** Those with something to say first, if not all can be shown. */
function shownOf({ events, findings }: ReadText): number[] {
  const all = [...events.keys()];
  if (all.length <= SHOWN_AT_MOST) return all;
  const told = new Set(findings.map(({ eventIndex }) => eventIndex));
  return [...all.filter((index) => told.has(index)), ...all.filter((index) => !told.has(index))].slice(
    0,
    SHOWN_AT_MOST,
  );
}

function explained(
  read: ReadText,
  index: number,
  isRight: boolean,
  event: CanonicalEvent | undefined,
  names: PartyNames,
): ExplainedEventType {
  const findings: Finding[] = read.findings.filter((finding) => finding.eventIndex === index);
  if (!event) return { index, isRight, findings };
  const { type, eventTime, eventId } = event;
  return { index, isRight, type, eventTime, eventId, sentence: eventSentence(event, names), findings };
}

/** The members among the parties, by the URIs that the events call them by. */
async function namesOf(tx: Tx, events: readonly CanonicalEvent[]): Promise<PartyNames> {
  const wanted = new Map<string, PartyName>();
  for (const { uri } of events.flatMap(({ parties }) => parties)) {
    const name = partyName(uri);
    if (name) wanted.set(uri, name);
  }
  if (!wanted.size) return new Map();
  const members = await membersNamed(tx, [...wanted.values()]);
  const rows = await tx.query<{ id: string; name: string }>(
    'select id, name from organisation where id = any ($1)',
    [[...new Set(members.values())]],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return new Map(
    [...wanted].flatMap(([uri, { scheme, value }]) => {
      const name = names.get(members.get(`${scheme}:${value}`) ?? '');
      return name ? [[uri, name] as const] : [];
    }),
  );
}
