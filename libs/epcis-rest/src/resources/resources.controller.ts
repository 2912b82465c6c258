import { Get, Inject, Options, Param, Query, Req, Res } from '@nestjs/common';
import { EVENT_TYPES, EventQuery, formatIdentifier, GS1_CONTEXT } from '@maillon/epcis';
import { decodeCursor, encodeCursor, notFound } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import { FindEvents } from '@maillon/traceability';
import type { FastifyReply } from 'fastify';
import { AnswerEvents } from '../events/answer-events.js';
import { queryOfAddress, queryOfValue, within } from '../events/ask-events.js';
import { nowhere } from '../discovery/nowhere.js';
import { discover } from '../headers/discovery-headers.js';
import { Negotiated, negotiated } from '../headers/negotiation.guard.js';
import { LARGEST_PAGE, linkNext, PageAsked, pageAsked } from '../headers/paging.js';
import type { QueryString } from '../headers/paging.js';
import { addressTail, endsOn } from '../request/address.js';
import { asker, EpcisController, sendJson } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';

/** The resources that events are found by, with the query parameter that says the same. */
const PARAMETERS = {
  eventTypes: 'eventType',
  epcs: 'MATCH_anyEPCClass',
  bizSteps: 'EQ_bizStep',
  bizLocations: 'EQ_bizLocation',
  readPoints: 'EQ_readPoint',
  dispositions: 'EQ_disposition',
} as const;
type Resource = keyof typeof PARAMETERS;

const IDENTIFIERS: readonly Resource[] = ['epcs', 'bizLocations', 'readPoints'];

const resourceOf = (name: string, request: EpcisRequest): Resource => {
  if (Object.hasOwn(PARAMETERS, name)) return name as Resource;
  throw nowhere(request);
};

/** The events of a value. Things, lots and classes are listed alike: each is looked for wherever an event can name it. */
function queryOf(resource: Resource, value: string, extensions: Negotiated['extensions']): EventQuery {
  const query = queryOfValue(PARAMETERS[resource], value, resource, extensions);
  if (resource !== 'epcs') return query;
  const { conditions } = queryOfValue('MATCH_anyEPC', value, resource, extensions);
  const lists = [...query.conditions, ...conditions].flatMap((one) => (one.on === 'items' ? one.lists : []));
  return {
    ...query,
    conditions: query.conditions.map((one) => (one.on === 'items' ? { ...one, lists } : one)),
  };
}

/** Event types, EPCs, business steps, places and dispositions, and the events of each: EPCIS 2.0 OpenAPI, Top-level. */
@EpcisController()
export class ResourcesController {
  constructor(
    @Inject(FindEvents) private readonly find: FindEvents,
    @Inject(AnswerEvents) private readonly answer: AnswerEvents,
  ) {}

  @Options(':resource')
  @Allow('item:read')
  settings(@Req() request: EpcisRequest, @Res() reply: FastifyReply, @Param('resource') name: string): void {
    resourceOf(name, request);
    discover(reply, ['GET']);
  }

  @Get(':resource')
  @Allow('item:read')
  async list(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('resource') name: string,
    @Query() parameters: QueryString,
  ): Promise<void> {
    const resource = resourceOf(name, request);
    const page = pageAsked(parameters);
    const { values, next } =
      resource === 'eventTypes'
        ? await this.eventTypes(request, page)
        : await this.find.values(asker(request), resource, page);
    const { epcFormat } = negotiated(request);
    const isIdentifier = IDENTIFIERS.includes(resource);
    const member = isIdentifier ? values.map((value) => formatIdentifier(value, { epc: epcFormat })) : values;
    linkNext(request, reply, next);
    sendJson(request, reply, { '@context': GS1_CONTEXT, type: 'Collection', member: [...new Set(member)] });
  }

  @Options(':resource/*')
  @Allow('item:read')
  async valueSettings(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('resource') name: string,
  ): Promise<void> {
    await this.known(request, resourceOf(name, request));
    discover(reply, ['GET']);
  }

  /** Of a value: the list of what lies below it, or its events. */
  @Get(':resource/*')
  @Allow('item:read')
  async ofValue(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('resource') name: string,
    @Query() parameters: QueryString,
  ): Promise<void> {
    const resource = resourceOf(name, request);
    const asked = queryOfAddress(parameters, negotiated(request).extensions);
    if (!endsOn(request, 'events')) {
      await this.known(request, resource);
      sendJson(request, reply, { '@context': GS1_CONTEXT, type: 'Collection', member: ['events'] });
      return;
    }
    const ofResource = await this.known(request, resource);
    await this.answer.page(request, reply, within(ofResource, asked), { page: pageAsked(parameters) });
  }

  /** The query of a value's events. Throws NOT_FOUND where the actor sees none: what is hidden is not hinted at. */
  private async known(request: EpcisRequest, resource: Resource): Promise<EventQuery> {
    const value = addressTail(request, resource, endsOn(request, 'events') ? 'events' : undefined);
    const query = queryOf(resource, value, negotiated(request).extensions);
    if (resource === 'eventTypes' && (EVENT_TYPES as readonly string[]).includes(value)) return query;
    const { events } = await this.find.page(asker(request), query, { limit: 1 });
    if (!events.length) throw notFound(resource);
    return query;
  }

  /** The five types of the standard, seen or not, and those that filières add. */
  private async eventTypes(
    request: EpcisRequest,
    { limit, after }: PageAsked,
  ): Promise<{ values: readonly string[]; next?: string }> {
    const seen = await this.find.values(asker(request), 'eventTypes', { limit: LARGEST_PAGE });
    const [last] = after ? decodeCursor(after, 1) : [];
    const all = [...new Set([...EVENT_TYPES, ...seen.values])].sort();
    const left = last === undefined ? all : all.filter((type) => type > last);
    const values = left.slice(0, limit);
    return { values, ...(left.length > limit && { next: encodeCursor([values.at(-1)!]) }) };
  }
}
