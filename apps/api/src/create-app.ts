import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { answerProblem, isEpcisAddress, QuerySockets, withoutLastSlash } from '@maillon/epcis-rest';
import { EDI_CONTENT_TYPES, EDI_FILE_LIMIT } from '@maillon/exchange';
import { EdgeRequest, mountSubscriptions } from '@maillon/graphql';
import { Edge } from '@maillon/membership';
import { NestLogger } from '@maillon/runtime';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { answerUnread, HEADER_BYTES } from './answer-unread.js';
import { ApiOptions, AppModule } from './app.module.js';
import { RefusalFilter } from './refusal.filter.js';

const JSON_BODY_LIMIT = 20 * 1024 * 1024;

const PAGE_POLICY = [
  "default-src 'self'",
  // the reader of labels is compiled from WebAssembly
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' ws: wss:",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');

const SAFE_HEADERS = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

export interface AppOptions extends ApiOptions {
  readonly portalDir: string;
  readonly trustedProxies: number;
}

/** Builds the api without listening. The caller closes it. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const refusals = new RefusalFilter(options.logger);
  const adapter = new FastifyAdapter({
    bodyLimit: JSON_BODY_LIMIT,
    trustProxy: hopsTrusted(options.trustedProxies),
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: HEADER_BYTES },
    clientErrorHandler: answerUnread,
    rewriteUrl: ({ url = '/' }) => withoutLastSlash(url),
    // an address that cannot be read (a % without its two digits) reaches no route, and so neither hooks nor filters
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers(SAFE_HEADERS);
      if (!isEpcisAddress(request.raw.url ?? '')) return void refusals.answer(error, reply);
      return answerProblem(error, request, reply, (correlationId) =>
        options.logger.error({ correlationId, error: error.message }, 'request failed'),
      );
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(options), adapter, {
    logger: new NestLogger(options.logger),
    abortOnError: false,
  });
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart);
  adapter
    .getInstance()
    .addContentTypeParser(
      [...EDI_CONTENT_TYPES],
      { parseAs: 'buffer', bodyLimit: EDI_FILE_LIMIT },
      (_request, body, done) => done(null, body),
    );
  await app.register(fastifyStatic, { root: options.portalDir, serve: false, maxAge: '1h' });
  app.useGlobalFilters(refusals);
  app.enableShutdownHooks();
  watchTheDoor(app, app.get(Edge));
  await app.init();
  const fastify = app.getHttpAdapter().getInstance();
  const close = mountSubscriptions(app.getHttpServer(), {
    schema: app.get(GraphQLSchemaHost).schema,
    logger: options.logger,
    isOwnOrigin: (origin) => origin === undefined || origin === new URL(options.publicUrl).origin,
    elsewhere: (request, socket, head) =>
      app.get(QuerySockets, { strict: false }).take(app.getHttpServer(), request, socket, head),
    edge: (filiere, request, parameters) => {
      const edge = app.get(Edge);
      const organisation = parameters['organisation'];
      const authorization = parameters['authorization'];
      return edge.contextOf({
        filiere,
        authorization: typeof authorization === 'string' ? authorization : request.headers.authorization,
        sessionToken: fastify.parseCookie(request.headers.cookie ?? '')[edge.cookie.name],
        ...(typeof organisation === 'string' && { organisation }),
        language: request.headers['accept-language'],
        ipAddress: request.socket.remoteAddress,
      });
    },
  });
  fastify.addHook('preClose', close);
  return app;
}

/** The address of a request is taken from as many proxies as the operator says there are. */
const hopsTrusted = (proxies: number) => (_address: string, hop: number) => hop < proxies;

/** Who is at the door, before any handler: the one place where an Actor is made. */
function watchTheDoor(app: NestFastifyApplication, edge: Edge): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request: FastifyRequest & EdgeRequest, reply) => {
    void reply.headers(SAFE_HEADERS);
    const route = request.routeOptions.url ?? '';
    const sessionToken = request.cookies[edge.cookie.name];
    if (route.startsWith('/api/')) request.signedInPersonId = await edge.personOf(sessionToken);
    if (!route.startsWith('/:filiere')) return;
    const { filiere } = request.params as { filiere: string };
    const organisation = request.headers['x-organisation'];
    const knock = {
      filiere,
      authorization: request.headers.authorization,
      sessionToken,
      ...(typeof organisation === 'string' && { organisation }),
      language: request.headers['accept-language'],
      ipAddress: request.ip,
    };
    // GraphQL proves a remembered actor with its first statement; every other route asks who it is before it begins
    request.maillon = await (route === '/:filiere/graphql'
      ? edge.rememberedContextOf(knock)
      : edge.contextOf(knock));
  });
}
