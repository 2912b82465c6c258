import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { text } from '@maillon/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';

export const EPCIS_ROUTE = '/:filiere/epcis';
/** Known to this process alone, so that nobody asks for unread bodies elsewhere. */
const UNPARSED = `application/vnd.maillon.${randomUUID()}`;
const CARRIES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const sent = new WeakMap<object, string>();

/** The Content-Type that a request below `/epcis` came with. */
export const sentType = (request: object): string | undefined => sent.get(request);

/** Hands the bodies of requests below `/epcis` over unread: they are streamed, whatever type they claim to be. */
@Injectable()
export class UnparsedBody implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    fastify.addContentTypeParser(UNPARSED, (_request, payload, done) => done(null, payload));
    fastify.addHook('onRequest', async (request: FastifyRequest) => {
      if (!CARRIES.has(request.method) || !request.routeOptions.url?.startsWith(EPCIS_ROUTE)) return;
      const type = request.headers['content-type'];
      if (type) sent.set(request, type);
      request.headers['content-type'] = UNPARSED;
    });
  }
}

export type BodyFormat = 'json' | 'xml';

const FORMATS: Readonly<Record<string, BodyFormat>> = {
  'application/json': 'json',
  'application/ld+json': 'json',
  'application/xml': 'xml',
  'text/xml': 'xml',
};

/**
 * The form of a request's body, by its Content-Type, among those taken. Throws UnsupportedMediaTypeException for another,
 * for another charset than UTF-8 in JSON, and for a compressed body: what it would grow to is not known.
 */
export function bodyFormat(request: FastifyRequest, taken: readonly BodyFormat[]): BodyFormat {
  const [type = '', ...parameters] = (sentType(request) ?? '').toLowerCase().split(/\s*;\s*/);
  const encoding = request.headers['content-encoding'];
  const format = FORMATS[type.trim()];
  const charset = parameters.map((parameter) => /^charset="?([^"]*)"?$/.exec(parameter)?.[1]).find(Boolean);
  if (encoding && encoding !== 'identity')
    throw unsupported(
      `Un contenu compressé (Content-Encoding: ${encoding.slice(0, 40)}) n’est pas accepté. Envoyez-le tel quel.`,
      `A compressed body (Content-Encoding: ${encoding.slice(0, 40)}) is not taken. Send it as it is.`,
      { 'accept-encoding': 'identity' },
    );
  const known = Object.keys(FORMATS).filter((name) => taken.includes(FORMATS[name]!));
  const accept = known.join(', ');
  if (!format || !taken.includes(format))
    throw unsupported(
      `Content-Type « ${type.slice(0, 60)} » n’est pas accepté ici. Envoyez l’un de : ${accept}.`,
      `Content-Type “${type.slice(0, 60)}” is not taken here. Send one of: ${accept}.`,
      { accept },
    );
  if (format === 'json' && charset && charset !== 'utf-8' && charset !== 'utf8')
    throw unsupported('Le JSON s’envoie en UTF-8.', 'JSON is sent in UTF-8.', { accept });
  return format;
}

/** `headers`: what would be taken instead (RFC 9110, section 15.5.16). */
const unsupported = (fr: string, en: string, headers: Readonly<Record<string, string>>) =>
  new EpcisProblem('UnsupportedMediaTypeException', {
    title: titleOf('UnsupportedMediaTypeException'),
    detail: text(fr, en),
    headers,
  });

/** What a body may not exceed, and what to answer when it does. */
export interface BodyLimit {
  readonly bytes: number;
  readonly exceeded: () => EpcisProblem;
}

/** The bytes of a body as they come. Throws `exceeded` past the limit, leaving the connection fit to carry the answer. */
export async function* bodyChunks(request: FastifyRequest, limit: BodyLimit): AsyncGenerator<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit.bytes) throw limit.exceeded();
  const body = request.body as Readable;
  let size = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > limit.bytes) throw limit.exceeded();
      yield chunk as Buffer;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') throw cutOff();
    throw error;
  } finally {
    // what is not wanted is let through unseen: a connection that is held up never carries another request
    if (!body.readableEnded) setImmediate(() => body.resume());
  }
}

/** A body that is small enough to be held. */
export async function wholeBody(request: FastifyRequest, limit: BodyLimit): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyChunks(request, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const cutOff = () =>
  new EpcisProblem('ValidationException', {
    title: titleOf('ValidationException'),
    detail: text(
      'L’envoi s’est interrompu avant sa fin ; rien n’a été pris. Recommencez.',
      'The connection ended before the body did; nothing was taken. Send it again.',
    ),
  });
