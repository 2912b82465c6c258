import { isObject } from './object-rules.js';
import { GS1_CONTEXT, GS1_PREFIXES, isGs1Context } from './prefixes.js';
import { Vocabulary } from './model.js';

type Members = Readonly<Record<string, unknown>>;

/** What stands round the events of a document. */
export interface DocumentFrame {
  /** RFC 3339. */
  readonly creationDate: string;
  readonly schemaVersion?: string;
  readonly id?: string;
  /** Entries of `@context` besides GS1's, such as `{ ex: 'https://example.com/voc/' }`. Those of the events are added. */
  readonly context?: readonly unknown[];
}

export interface CaptureFrame extends DocumentFrame {
  readonly instanceIdentifier?: string;
  readonly sender?: string;
  readonly receiver?: string;
  /** Master data for the header. */
  readonly vocabularyList?: readonly Vocabulary[];
}

export interface QueryFrame extends DocumentFrame {
  /** Default SimpleEventQuery. */
  readonly queryName?: string;
  readonly subscriptionID?: string;
}

/** An EPCISDocument of the JSON form (EPCIS 2.0 section 10.2) with these events. See queryDocument for their contexts. */
export function captureDocument(events: readonly Members[], frame: CaptureFrame): Members {
  const { context, eventList } = gathered(events, frame.context);
  return {
    ...captureFrame(frame, context),
    epcisBody: { eventList },
  };
}

/**
 * An EPCISQueryDocument of the JSON form (EPCIS 2.0 sections 8.2 and 10.2) with these events, to be handed to
 * JSON.stringify or writeXmlDocument. The `@context` of each event joins that of the document; where two events mean
 * different things by one prefix, the later keeps its own. Events are not copied otherwise.
 */
export function queryDocument(events: readonly Members[], frame: QueryFrame): Members {
  const { context, eventList } = gathered(events, frame.context);
  return {
    ...queryFrame(frame, context),
    epcisBody: { queryResults: { ...resultsFrame(frame), resultsBody: { eventList } } },
  };
}

/** A document of either kind as JSON text. */
export const writeJsonDocument = (document: Members): string => JSON.stringify(document);

/** The members of an EPCISDocument before its body. */
export const captureFrame = (frame: CaptureFrame, context: readonly unknown[]): Members => ({
  ...head('EPCISDocument', frame, context),
  ...told('instanceIdentifier', frame.instanceIdentifier),
  ...told('sender', frame.sender),
  ...told('receiver', frame.receiver),
  ...(frame.vocabularyList && { epcisHeader: { epcisMasterData: { vocabularyList: frame.vocabularyList } } }),
});

/** The members of an EPCISQueryDocument before its body. */
export const queryFrame = (frame: QueryFrame, context: readonly unknown[]): Members =>
  head('EPCISQueryDocument', frame, context);

/** The members of query results before their body. */
export const resultsFrame = ({ queryName = 'SimpleEventQuery', subscriptionID }: QueryFrame): Members => ({
  queryName,
  ...told('subscriptionID', subscriptionID),
});

const head = (type: string, frame: DocumentFrame, context: readonly unknown[]): Members => ({
  '@context': context,
  ...told('id', frame.id),
  type,
  schemaVersion: frame.schemaVersion ?? '2.0',
  creationDate: frame.creationDate,
});

const told = (name: string, value: unknown): Members => (value === undefined ? {} : { [name]: value });

/** The `@context` of a document that is being put together. */
export class ContextGatherer {
  private readonly addresses: unknown[] = [];
  private readonly terms = new Map<string, unknown>();

  constructor(context: readonly unknown[] = []) {
    for (const entry of context) {
      if (isGs1Context(entry)) continue;
      if (!isObject(entry)) this.addresses.push(entry);
      else for (const [term, meaning] of Object.entries(entry)) this.terms.set(term, meaning);
    }
  }

  get entries(): unknown[] {
    const terms = this.terms.size > 0 ? [Object.fromEntries(this.terms)] : [];
    return [GS1_CONTEXT, ...this.addresses, ...terms];
  }

  /** The event without its `@context` where the document's says the same; `may` it add to it, or has that been written? */
  without(event: Members, may: boolean): Members {
    const own = event['@context'];
    if (own === undefined) return event;
    const list = (Array.isArray(own) ? (own as unknown[]) : [own]).filter((entry) => !isGs1Context(entry));
    if (!list.every((entry) => (isObject(entry) ? this.agrees(entry, may) : this.addresses.includes(entry))))
      return event;
    for (const entry of list.filter(isObject))
      for (const [term, meaning] of Object.entries(entry)) this.terms.set(term, meaning);
    const { '@context': _, ...rest } = event;
    return rest;
  }

  private agrees(entry: Members, may: boolean): boolean {
    return Object.entries(entry).every(([term, meaning]) => {
      const known = this.terms.get(term);
      if (known !== undefined) return same(known, meaning);
      // a term of GS1's with another meaning would change the other events
      return may && !term.startsWith('@') && !GS1_PREFIXES.names.has(term);
    });
  }
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function gathered(
  events: readonly Members[],
  context: readonly unknown[] | undefined,
): { context: unknown[]; eventList: Members[] } {
  const gatherer = new ContextGatherer(context);
  const eventList = events.map((event) => gatherer.without(event, true));
  return { context: gatherer.entries, eventList };
}
