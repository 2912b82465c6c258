import { Get, HttpCode, Inject, Options, Post, Query, Req, Res } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { formatEvent } from '@maillon/epcis';
import { notFound, organisationOf } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import { FindEvents, FoundEvent } from '@maillon/traceability';
import type { FastifyReply } from 'fastify';
import { EVENT_BYTES, eventTooLarge } from '../capture/limits.js';
import { answerForm } from '../headers/answer-form.js';
import { discover } from '../headers/discovery-headers.js';
import { negotiated } from '../headers/negotiation.guard.js';
import { LARGEST_PAGE, pageAsked } from '../headers/paging.js';
import type { QueryString } from '../headers/paging.js';
import { asker, baseOf, EpcisController, sendAs } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { addressParts, addressTail, segment } from '../request/address.js';
import { bodyFormat, wholeBody } from '../request/unparsed-body.js';
import { AnswerEvents, KeptEvent, told } from './answer-events.js';
import { queryOfAddress, queryOfValue } from './ask-events.js';
import { CaptureOne } from './capture-one.js';
import { keptEvent } from './kept-event.queries.js';

const FORMS = ['json', 'ld+json', 'xml', 'text-xml'] as const;

/** Events: EPCIS 2.0 OpenAPI, `/events`. */
@EpcisController()
export class EventsController {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FindEvents) private readonly find: FindEvents,
    @Inject(AnswerEvents) private readonly answer: AnswerEvents,
    @Inject(CaptureOne) private readonly capture: CaptureOne,
  ) {}

  @Options('events')
  @Allow('item:read')
  settings(@Res() reply: FastifyReply): void {
    discover(reply, ['GET', 'POST']);
  }

  @Get('events')
  @Allow('item:read')
  async list(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Query() parameters: QueryString,
  ): Promise<void> {
    const query = queryOfAddress(parameters, negotiated(request).extensions);
    await this.answer.page(request, reply, query, { page: pageAsked(parameters) });
  }

  @Post('events')
  @Allow('event:declare')
  @HttpCode(201)
  async declare(@Req() request: EpcisRequest, @Res() reply: FastifyReply): Promise<void> {
    const actor = asker(request);
    organisationOf(actor);
    const format = bodyFormat(request, ['json', 'xml']);
    const form = answerForm(request.headers.accept, FORMS);
    const body = await wholeBody(request, { bytes: EVENT_BYTES, exceeded: eventTooLarge });
    const id = await this.capture.run(actor, body, format);
    const kept = await this.db.transaction(actor, (tx) => keptEvent(tx, id));
    const event = told(kept!);
    void reply
      .status(201)
      .header('location', `${baseOf(request)}/events/${segment(String(event['eventID']))}`);
    // XML has no form for an event without a document: it is answered as at its address
    if (form.endsWith('xml')) this.answer.send(request, reply, form, [kept!]);
    else sendAs(reply, form, JSON.stringify(formatEvent(event, { epc: 'Never_Translates' })));
  }

  @Options('events/*')
  @Allow('item:read')
  async oneSettings(@Req() request: EpcisRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.ofId(request);
    discover(reply, ['GET']);
  }

  @Get('events/*')
  @Allow('item:read')
  async one(@Req() request: EpcisRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = answerForm(request.headers.accept, FORMS);
    this.answer.send(request, reply, form, await this.ofId(request));
  }

  /**
   * The event of an id and its error declarations, which have the same id, in the order of their time; also where the id is one
   * that we gave. Throws NOT_FOUND where there is none to see.
   */
  private async ofId(request: EpcisRequest): Promise<readonly KeptEvent[]> {
    const query = queryOfValue('EQ_eventID', eventIdOf(request), 'eventID', new Map());
    const { events } = await this.find.page(asker(request), query, { limit: LARGEST_PAGE });
    if (!events.length) throw notFound('eventID');
    return events.sort((one, other) => declaredAt(one).localeCompare(declaredAt(other)));
  }
}

/** The id in an address; of an event hash what follows its `?` belongs to it (RFC 6920, section 3), encoded or not. */
function eventIdOf(request: EpcisRequest): string {
  const tail = addressTail(request, 'events');
  const { search } = addressParts(request);
  return search && /^ni:[^?]*$/i.test(tail) ? `${tail}?${search}` : tail;
}

/** When an event was declared erroneous, in UTC; of the event itself nothing, which comes before. */
function declaredAt({ canonical }: FoundEvent): string {
  const { declarationTime = '' } = (canonical['errorDeclaration'] ?? {}) as { declarationTime?: string };
  return declarationTime;
}
