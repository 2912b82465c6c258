import { GraphQLError } from 'graphql';
import { coded } from './documents.js';

/** What is needed of an HTTP request, whatever server took it. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
  readonly query?: unknown;
}

/** A GraphQL request as a client wrote it. */
export interface GraphqlParameters {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** A request that is none: how HTTP answers it. */
export class BadRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  toGraphql(): GraphQLError {
    return coded('BAD_REQUEST', this.message);
  }
}

export const RESPONSE_JSON = 'application/graphql-response+json';
export const JSON_TYPE = 'application/json';

/** The media type to answer in, by the client's order (GraphQL over HTTP, "Media Types"). Throws 406 when it takes neither. */
export function acceptedType(accept: string | undefined): typeof RESPONSE_JSON | typeof JSON_TYPE {
  if (!accept) return JSON_TYPE;
  for (const part of accept.toLowerCase().split(',')) {
    const type = part.split(';')[0]!.trim();
    if (type === RESPONSE_JSON) return RESPONSE_JSON;
    if (type === JSON_TYPE || type === 'application/*' || type === '*/*') return JSON_TYPE;
  }
  throw new BadRequest(406, `Accept ${RESPONSE_JSON} or ${JSON_TYPE}.`);
}

/**
 * The GraphQL request within an HTTP request (GraphQL over HTTP, "Request"). Throws BadRequest for what is none, and for what
 * a page of another site could send unasked: a browser sends neither `application/json` nor own headers before it has asked.
 */
export function parametersOf({ method, headers, body, query }: HttpRequest): GraphqlParameters {
  const contentType = String(headers['content-type'] ?? '').toLowerCase();
  const type = contentType.split(';')[0]!.trim();
  if (method === 'GET') {
    if (type !== JSON_TYPE && !headers['apollo-require-preflight'] && !headers['x-require-preflight'])
      throw new BadRequest(400, `Send the header content-type: ${JSON_TYPE}, or use POST.`);
    return checked(readQueryString(query));
  }
  if (type !== JSON_TYPE) throw new BadRequest(415, `Send ${JSON_TYPE}.`);
  return checked(body);
}

function readQueryString(query: unknown): unknown {
  const { variables, ...rest } = (query ?? {}) as Record<string, unknown>;
  if (typeof variables !== 'string' || !variables) return rest;
  try {
    return { ...rest, variables: JSON.parse(variables) as unknown };
  } catch {
    throw new BadRequest(400, 'Write `variables` as JSON.');
  }
}

function checked(body: unknown): GraphqlParameters {
  if (!isRecord(body)) throw new BadRequest(400, 'Send one JSON object with `query`; batches are not taken.');
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || !query) throw new BadRequest(400, 'Give `query` as text.');
  if (operationName != null && typeof operationName !== 'string')
    throw new BadRequest(400, 'Give `operationName` as text.');
  if (variables != null && !isRecord(variables)) throw new BadRequest(400, 'Give `variables` as an object.');
  if (extensions != null && !isRecord(extensions))
    throw new BadRequest(400, 'Give `extensions` as an object.');
  return { query, operationName, variables };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
