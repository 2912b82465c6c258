import { Delete, Get, HttpCode, Inject, Options, Param, Post, Query, Req, Res } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { GS1_PREFIXES } from '@maillon/epcis';
import { notFound, organisationOf, text } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import type { FastifyReply } from 'fastify';
import { AnswerEvents, prefixesOf } from '../events/answer-events.js';
import { queryOfBody } from '../events/ask-events.js';
import { discover } from '../headers/discovery-headers.js';
import { writeExtensions } from '../headers/extensions.js';
import { negotiated } from '../headers/negotiation.guard.js';
import { linkNext, pageAsked } from '../headers/paging.js';
import type { QueryString } from '../headers/paging.js';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import { segment } from '../request/address.js';
import { asker, baseOf, EpcisController, sendJson } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { bodyFormat, wholeBody } from '../request/unparsed-body.js';
import { SOCKET_CONTROLS } from '../subscriptions/controls.js';
import { QuerySockets } from '../subscriptions/query-sockets.js';
import { deleteNamedQuery, knownQuery, namedQueries, NamedQuery } from './named-query.queries.js';
import { QUERY_BYTES, queryTooLong, StoreQuery } from './store-query.js';

/** Queries by name, each organisation its own: EPCIS 2.0 OpenAPI, `/queries`. */
@EpcisController()
export class QueriesController {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(StoreQuery) private readonly store: StoreQuery,
    @Inject(AnswerEvents) private readonly answer: AnswerEvents,
    @Inject(QuerySockets) private readonly sockets: QuerySockets,
  ) {}

  @Options('queries')
  @Allow('item:read')
  settings(@Res() reply: FastifyReply): void {
    discover(reply, ['GET', 'POST']);
  }

  @Get('queries')
  @Allow('item:read')
  async list(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Query() parameters: QueryString,
  ): Promise<void> {
    const page = pageAsked(parameters);
    const { queries, next } = await this.db.transaction(asker(request), (tx) => namedQueries(tx, page));
    linkNext(request, reply, next);
    sendJson(request, reply, queries.map(definition));
  }

  @Post('queries')
  @Allow('query:manage')
  @HttpCode(201)
  async create(@Req() request: EpcisRequest, @Res() reply: FastifyReply): Promise<void> {
    const actor = asker(request);
    organisationOf(actor);
    bodyFormat(request, ['json']);
    const body = await wholeBody(request, { bytes: QUERY_BYTES, exceeded: queryTooLong });
    const name = await this.store.run(actor, body, negotiated(request).extensions);
    void reply
      .status(201)
      .header('location', `${baseOf(request)}/queries/${segment(name)}`)
      .send();
  }

  @Options('queries/:name')
  @Allow('item:read')
  async oneSettings(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
  ): Promise<void> {
    await this.known(request, name);
    discover(reply, ['GET', 'DELETE']);
  }

  @Get('queries/:name')
  @Allow('item:read')
  async one(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
  ): Promise<void> {
    const query = await this.known(request, name);
    const extensions = writeExtensions(ownPrefixes(query));
    if (extensions) void reply.header('GS1-Extensions', extensions);
    sendJson(request, reply, definition(query));
  }

  @Delete('queries/:name')
  @Allow('query:manage')
  @HttpCode(204)
  async remove(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
  ): Promise<void> {
    const isGone = await this.db.transaction(asker(request), (tx) => deleteNamedQuery(tx, name));
    if (!isGone) throw notFound('queryName');
    void reply.status(204).send();
  }

  @Options('queries/:name/events')
  @Allow('item:read')
  async eventSettings(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
  ): Promise<void> {
    await this.known(request, name);
    discover(reply, ['GET']);
  }

  @Get('queries/:name/events')
  @Allow('item:read')
  async events(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('name') name: string,
    @Query() parameters: QueryString,
  ): Promise<void> {
    if (this.sockets.isUpgrade(request)) return this.sockets.follow(request, reply, name, parameters);
    const page = pageAsked(parameters);
    const more = Object.keys(parameters).find((key) => key !== 'perPage' && key !== 'nextPageToken');
    if (more !== undefined) throw notHere(more);
    const { query, prefixes } = await this.known(request, name);
    const read = queryOfBody(query, new Map(Object.entries(prefixes)));
    await this.answer.page(request, reply, read, { page, queryName: name });
  }

  private known(request: EpcisRequest, name: string): Promise<NamedQuery> {
    return this.db.transaction(asker(request), (tx) => knownQuery(tx, name));
  }
}

/** The prefixes that a query's parameters use: without them nobody could say which fields it asks for. */
const ownPrefixes = ({ prefixes }: NamedQuery): Map<string, string> =>
  new Map([...prefixesOf(prefixes)].filter(([prefix, name]) => GS1_PREFIXES.names.get(prefix) !== name));

const definition = ({ name, query }: NamedQuery) => ({ name, query });

const notHere = (parameter: string) =>
  SOCKET_CONTROLS.has(parameter) ? ofSocket(parameter) : ofQuery(parameter);

const ofSocket = (parameter: string) =>
  new EpcisProblem('SubscriptionControlsException', {
    title: titleOf('SubscriptionControlsException'),
    detail: text(
      `« ${parameter} » règle un abonnement par WebSocket. Ouvrez cette adresse en WebSocket (Upgrade: websocket), ou retirez ce paramètre.`,
      `“${parameter}” governs a subscription by WebSocket. Open this address as one (Upgrade: websocket), or leave the parameter out.`,
    ),
  });

const ofQuery = (parameter: string) =>
  new EpcisProblem('QueryParameterException', {
    title: titleOf('QueryParameterException'),
    detail: text(
      `« ${parameter.slice(0, 60)} » n’a pas sa place ici : la requête enregistrée dit tout. Seuls perPage et nextPageToken s’y ajoutent.`,
      `“${parameter.slice(0, 60)}” has no place here: the stored query says it all. Only perPage and nextPageToken go with it.`,
    ),
  });
