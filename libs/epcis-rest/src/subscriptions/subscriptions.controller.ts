import { Delete, Get, HttpCode, Inject, Options, Param, Post, Query, Req, Res } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { Language, notFound } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import type { FastifyReply } from 'fastify';
import { answerForm } from '../headers/answer-form.js';
import { discover } from '../headers/discovery-headers.js';
import { negotiated } from '../headers/negotiation.guard.js';
import { linkNext, pageAsked } from '../headers/paging.js';
import type { QueryString } from '../headers/paging.js';
import { problemOf } from '../problems/problem-of.js';
import { knownQuery } from '../queries/named-query.queries.js';
import { segment } from '../request/address.js';
import { asker, baseOf, EpcisController, sendJson } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { bodyFormat, wholeBody } from '../request/unparsed-body.js';
import { refused } from './controls.js';
import { bodyTooLong } from './messages.js';
import { SUBSCRIPTION_BYTES } from './read-subscription.js';
import { Subscribe } from './subscribe.js';
import { deleteSubscription, subscriptionById, subscriptionsOf } from './subscription.queries.js';
import type { SubscriptionView } from './subscription.queries.js';

/** Webhook subscriptions to named queries: EPCIS 2.0 OpenAPI, `/queries/{queryName}/subscriptions`. */
@EpcisController()
export class SubscriptionsController {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Subscribe) private readonly subscribe: Subscribe,
  ) {}

  @Options('queries/:name/subscriptions')
  @Allow('query:manage')
  async settings(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
  ): Promise<void> {
    await this.knowQuery(request, name);
    discover(reply, ['GET', 'POST']);
  }

  @Get('queries/:name/subscriptions')
  @Allow('query:manage')
  async list(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
    @Query() parameters: QueryString,
  ): Promise<void> {
    await this.knowQuery(request, name);
    const { subscriptions, next } = await asValidation(async () => {
      const page = pageAsked(parameters);
      return this.db.transaction(asker(request), (tx) =>
        subscriptionsOf(tx, name, page, languageOf(request)),
      );
    });
    linkNext(request, reply, next);
    sendJson(request, reply, subscriptions);
  }

  @Post('queries/:name/subscriptions')
  @Allow('query:manage')
  @HttpCode(201)
  async create(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
  ): Promise<void> {
    bodyFormat(request, ['json']);
    answerForm(request.headers.accept, ['json', 'ld+json']);
    const exceeded = () => refused(bodyTooLong(SUBSCRIPTION_BYTES), 'ValidationException');
    const body = await wholeBody(request, { bytes: SUBSCRIPTION_BYTES, exceeded });
    const { epcFormat } = negotiated(request);
    const language = languageOf(request);
    const made = await this.subscribe.run(asker(request), { queryName: name, body, epcFormat, language });
    const address = `${baseOf(request)}/queries/${segment(name)}/subscriptions/${made.subscriptionID}`;
    void reply.status(201).header('location', address);
    sendJson(request, reply, made);
  }

  @Options('queries/:name/subscriptions/:id')
  @Allow('query:manage')
  async oneSettings(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
    @Param('id') id: string,
  ): Promise<void> {
    const { minRecordTime } = await this.known(request, name, id);
    discover(reply, ['GET', 'DELETE'], { 'GS1-Query-Min-Record-Time': minRecordTime });
  }

  @Get('queries/:name/subscriptions/:id')
  @Allow('query:manage')
  async one(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
    @Param('id') id: string,
  ): Promise<void> {
    sendJson(request, reply, await this.known(request, name, id));
  }

  @Delete('queries/:name/subscriptions/:id')
  @Allow('query:manage')
  @HttpCode(204)
  async remove(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
    @Param('id') id: string,
  ): Promise<void> {
    const isGone = await this.db.transaction(asker(request), (tx) => deleteSubscription(tx, id, name));
    if (!isGone) throw notFound('subscriptionID');
    void reply.status(204).send();
  }

  private async knowQuery(request: EpcisRequest, name: string): Promise<void> {
    await this.db.transaction(asker(request), (tx) => knownQuery(tx, name));
  }

  private async known(request: EpcisRequest, name: string, id: string): Promise<SubscriptionView> {
    const found = await this.db.transaction(asker(request), (tx) =>
      subscriptionById(tx, name, id, languageOf(request)),
    );
    if (!found) throw notFound('subscriptionID');
    return found;
  }
}

const languageOf = (request: EpcisRequest): Language => request.maillon?.language ?? 'fr';

/** Here the OpenAPI knows no QueryParameterException: a page that is none is told as a ValidationException. */
async function asValidation<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = problemOf(error);
    throw problem.exception === 'QueryParameterException'
      ? refused(problem.parts.detail, 'ValidationException')
      : error;
  }
}
