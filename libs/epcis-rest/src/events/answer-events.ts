import { Inject, Injectable } from '@nestjs/common';
import { EventQuery, formatEvent, queryDocument, writeJsonDocument, writeXmlDocument } from '@maillon/epcis';
import { FindEvents, FoundEvent } from '@maillon/traceability';
import type { FastifyReply } from 'fastify';
import { answerForm } from '../headers/answer-form.js';
import { writeExtensions } from '../headers/extensions.js';
import { negotiated } from '../headers/negotiation.guard.js';
import { linkNext, PageAsked } from '../headers/paging.js';
import { asker, EpcisRequest, sendAs } from '../request/epcis-controller.js';

type Members = Readonly<Record<string, unknown>>;

/** What the platform says of an event besides what was declared. */
export type KeptEvent = Pick<FoundEvent, 'id' | 'recordTime' | 'original'>;

/**
 * The event to give back: as declared, with the time it was recorded (EPCIS 2.0, section 7.4.1) and, where its declarer gave
 * it no id, one by which it can be asked for.
 */
export const told = ({ id, recordTime, original }: KeptEvent): Members => ({
  ...original,
  eventID: original['eventID'] ?? `urn:uuid:${id}`,
  recordTime,
});

/** Answers events as an EPCISQueryDocument, in the form and spelling that the headers ask for, page by page. */
@Injectable()
export class AnswerEvents {
  constructor(@Inject(FindEvents) private readonly find: FindEvents) {}

  async page(
    request: EpcisRequest,
    reply: FastifyReply,
    query: EventQuery,
    { page, queryName }: { readonly page: PageAsked; readonly queryName?: string },
  ): Promise<void> {
    const form = answerForm(request.headers.accept, ['json', 'ld+json', 'xml', 'text-xml']);
    const { events, next } = await this.find.page(asker(request), query, page);
    linkNext(request, reply, next);
    this.send(request, reply, form, events, queryName);
  }

  /** Sends these events, in this order, as the answer of a query. */
  send(
    request: EpcisRequest,
    reply: FastifyReply,
    form: ReturnType<typeof answerForm>,
    events: readonly KeptEvent[],
    queryName?: string,
  ): void {
    const { epcFormat, cbvXmlFormat } = negotiated(request);
    const document = queryDocument(
      events.map((event) => formatEvent(told(event), { epc: epcFormat })),
      { creationDate: new Date().toISOString(), ...(queryName && { queryName }) },
    );
    const extensions = writeExtensions(prefixesOf(document['@context']));
    if (extensions) void reply.header('GS1-Extensions', extensions);
    const isXml = form === 'xml' || form === 'text-xml';
    const body = isXml ? writeXmlDocument(document, { cbv: cbvXmlFormat }) : writeJsonDocument(document);
    sendAs(reply, form, body);
  }
}

/** The prefixes that the answer declares besides GS1's own. */
export function prefixesOf(context: unknown): Map<string, string> {
  const entries = Array.isArray(context) ? (context as unknown[]) : [context];
  const terms = entries.flatMap((entry) =>
    typeof entry === 'object' && entry !== null ? Object.entries(entry) : [],
  );
  // a header holds visible ASCII, and none too long
  const fits = (entry: [string, unknown]): entry is [string, string] =>
    typeof entry[1] === 'string' && /^[\x21-\x7e]{1,500}$/.test(entry[1]) && /^[\w.-]+$/.test(entry[0]);
  return new Map(terms.filter(fits).slice(0, 20));
}
