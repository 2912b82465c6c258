import { Get, HttpCode, Inject, Options, Post, Query, Req, Res } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { formatEvent } from '@maillon/epcis';
import { notFound, organisationOf } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import { FindEvents } from '@maillon/traceability';
import type { FastifyReply } from 'fastify';
import { EVENT_BYTES, eventTooLarge } from '../capture/limits.js';
import { answerForm } from '../headers/answer-form.js';
import { discover } from '../headers/discovery-headers.js';
import { negotiated } from '../headers/negotiation.guard.js';
import { LARGEST_PAGE, pageAsked } from '../headers/paging.js';
import type { QueryString } from '../headers/paging.js';
import { asker, baseOf, EpcisController, sendJson } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { addressTail, segment } from '../request/address.js';
import { bodyFormat, wholeBody } from '../request/unparsed-body.js';
import { AnswerEvents, KeptEvent, told } from './answer-events.js';
import { queryOfAddress, queryOfValue } from './ask-events.js';
import { CaptureOne } from './capture-one.js';
import { keptEvent } from './kept-event.queries.js';

const OURS = /^urn:uuid:([0-9a-f-]{36})$/;

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
    answerForm(request.headers.accept, ['json', 'ld+json']);
    const body = await wholeBody(request, { bytes: EVENT_BYTES, exceeded: eventTooLarge });
    const id = await this.capture.run(actor, body, format);
    const kept = await this.db.transaction(actor, (tx) => keptEvent(tx, id));
    const event = told(kept!);
    void reply
      .status(201)
      .header('location', `${baseOf(request)}/events/${segment(String(event['eventID']))}`);
    sendJson(request, reply, formatEvent(event, { epc: 'Never_Translates' }));
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
    const form = answerForm(request.headers.accept, ['json', 'ld+json', 'xml', 'text-xml']);
    this.answer.send(request, reply, form, await this.ofId(request));
  }

  /**
   * The event of an id with its error declarations, which have the same id, also where it is one that we gave. Throws NOT_FOUND
   * where there is none to see.
   */
  private async ofId(request: EpcisRequest): Promise<readonly KeptEvent[]> {
    const eventId = addressTail(request, 'events');
    const actor = asker(request);
    const query = queryOfValue('EQ_eventID', eventId, 'eventID');
    const { events } = await this.find.page(actor, query, { limit: LARGEST_PAGE });
    const [, own] = OURS.exec(eventId) ?? [];
    const unnamed = own && (await this.db.transaction(actor, (tx) => keptEvent(tx, own, true)));
    if (!unnamed && !events.length) throw notFound('eventID');
    return unnamed ? [unnamed, ...events] : events;
  }
}
