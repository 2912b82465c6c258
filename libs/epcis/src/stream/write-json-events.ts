import {
  CaptureFrame,
  captureFrame,
  ContextGatherer,
  QueryFrame,
  queryFrame,
  resultsFrame,
} from '../build-document.js';

type Members = Readonly<Record<string, unknown>>;

/** What stands round streamed events: the frame of captureDocument or of queryDocument. */
export type StreamFrame =
  | ({ readonly type: 'EPCISDocument' } & CaptureFrame)
  | ({ readonly type: 'EPCISQueryDocument' } & QueryFrame);

/** Text is handed on in pieces of at least this many characters. */
export const PIECE = 64 * 1024;

/**
 * A document of the JSON form (EPCIS 2.0 section 10.2) as UTF-8 bytes, its events written as they come: none is held. What
 * `frame.context` declares is declared by the document, other contexts of events stay on these.
 */
export async function* writeJsonEvents(
  events: AsyncIterable<Members> | Iterable<Members>,
  frame: StreamFrame,
): AsyncGenerator<Uint8Array> {
  const context = new ContextGatherer(frame.context);
  const [head, tail] = cut(JSON.stringify(framed(frame, context)), `["${EVENTS}"]`);
  let text = `${head}[`;
  let isFirst = true;
  for await (const event of events) {
    text += (isFirst ? '' : ',') + JSON.stringify(context.without(event, false));
    isFirst = false;
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(`${text}]${tail}`);
}

/** Stands where the events go. */
const EVENTS = 'urn:maillon:events';

/** What stands before and behind the last mark: nothing that a frame holds comes behind the events. */
export function cut(text: string, mark: string): [head: string, tail: string] {
  const at = text.lastIndexOf(mark);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** The document with the mark EVENTS in the place of its events. */
export function framed(frame: StreamFrame, context: ContextGatherer): Members {
  const eventList = [EVENTS];
  if (frame.type === 'EPCISDocument')
    return { ...captureFrame(frame, context.entries), epcisBody: { eventList } };
  const queryResults = { ...resultsFrame(frame), resultsBody: { eventList } };
  return { ...queryFrame(frame, context.entries), epcisBody: { queryResults } };
}
