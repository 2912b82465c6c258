import { Injectable } from '@nestjs/common';
import { AbstractGraphQLDriver, GqlModuleOptions } from '@nestjs/graphql';
import { execute, ExecutionResult, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { EdgeRequest } from './access-guard.js';
import { RequestContext } from './context.js';
import { coded, Documents, withCode } from './documents.js';
import {
  acceptedType,
  BadRequest,
  HttpRequest,
  JSON_TYPE,
  parametersOf,
  RESPONSE_JSON,
} from './http-request.js';

export interface DriverOptions extends GqlModuleOptions {
  /** Who acts, as the edge found it. */
  readonly context: (request: EdgeRequest) => RequestContext;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

interface Answer {
  readonly status: number;
  readonly result: ExecutionResult;
}

type Request = HttpRequest & EdgeRequest;

interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: string): unknown;
}

interface Server {
  route(route: {
    method: string[];
    url: string;
    handler: (request: Request, reply: Reply) => Promise<unknown>;
  }): unknown;
}

/**
 * GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/) for Nest's schema, on Fastify: reads the request,
 * runs it with graphql-js, answers. Nothing stands between, for every layer here is paid for on every request.
 */
@Injectable()
export class GraphqlDriver extends AbstractGraphQLDriver<DriverOptions> {
  async start(options: DriverOptions & { schema?: GraphQLSchema }): Promise<void> {
    const schema = options.schema!;
    const documents = new Documents(schema);
    const server = this.httpAdapterHost.httpAdapter.getInstance<Server>();
    server.route({
      method: ['GET', 'POST'],
      url: options.path!,
      handler: (request, reply) => serve({ schema, documents, options }, request, reply),
    });
  }

  /** Holds nothing open: the HTTP server is closed by the application. */
  async stop(): Promise<void> {
    return Promise.resolve();
  }
}

interface Face {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly options: DriverOptions;
}

async function serve(face: Face, request: Request, reply: Reply): Promise<unknown> {
  let type: typeof JSON_TYPE | typeof RESPONSE_JSON = JSON_TYPE;
  let answer: Answer;
  try {
    type = acceptedType(request.headers.accept as string | undefined);
    answer = await answerOf(face, request);
    // a well-formed request is answered 200 in plain JSON, whatever became of it ("application/json", 6.4.1)
    if (type === JSON_TYPE && answer.status === 400) answer = { ...answer, status: 200 };
  } catch (error) {
    answer = failed(error, reply);
  }
  reply
    .code(answer.status)
    .header('content-type', `${type}; charset=utf-8`)
    .header('cache-control', 'no-store');
  return reply.send(JSON.stringify(shown(answer.result, face.options)));
}

/** What is no GraphQL request says so; a fault of ours is masked like any other. */
function failed(error: unknown, reply: Reply): Answer {
  if (error instanceof BadRequest) {
    for (const [name, value] of Object.entries(error.headers)) reply.header(name, value);
    return { status: error.status, result: { errors: [error.toGraphql()] } };
  }
  const originalError = error instanceof Error ? error : new Error(String(error));
  return { status: 500, result: { errors: [new GraphQLError('', { originalError })] } };
}

async function answerOf({ schema, documents, options }: Face, request: Request): Promise<Answer> {
  const { query, operationName, variables } = parametersOf(request);
  const read = documents.read(query, operationName);
  if (read.errors) return { status: 400, result: { errors: read.errors } };
  const { document, operation } = read;
  if (operation.operation === 'subscription')
    return {
      status: 400,
      result: { errors: [coded('BAD_REQUEST', 'Follow subscriptions over WebSocket.')] },
    };
  if (operation.operation === 'mutation' && request.method === 'GET')
    throw new BadRequest(405, 'Send mutations by POST.', { allow: 'POST' });
  const run = (contextValue: RequestContext) =>
    execute({ schema, document, operationName, variableValues: variables, contextValue });
  const context = options.context(request);
  const result =
    operation.operation === 'mutation'
      ? await run((await context.changed?.()) ?? context)
      : await readAs(context, run);
  if ('data' in result) return { status: 200, result };
  return {
    status: 400,
    result: { errors: result.errors?.map((error) => withCode(error, 'BAD_USER_INPUT')) },
  };
}

/** Reads as the actor that is remembered; should it turn out to have changed, forgets the answer and reads as what it is now. */
async function readAs(
  context: RequestContext,
  run: (context: RequestContext) => PromiseOrValue<ExecutionResult>,
): Promise<ExecutionResult> {
  const result = await run(context);
  const changed = await context.changed?.();
  return changed ? run(changed) : result;
}

type PromiseOrValue<T> = T | Promise<T>;

const shown = ({ errors, data }: ExecutionResult, { formatError }: DriverOptions) =>
  errors
    ? { errors: errors.map((error: GraphQLError) => formatError(error.toJSON(), error)), data }
    : { data };
