import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { ExecutionArgs, GraphQLError, GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { DomainError } from '@maillon/kernel';
import { Logger } from '@maillon/runtime';
import { RequestContext, requestContext } from './context.js';
import { Documents } from './documents.js';
import { formatError } from './errors.js';

const PATH = /^\/([a-z0-9-]+)\/graphql(\?|$)/;
const OPERATIONS_A_SOCKET = 20;
const LARGEST_MESSAGE = 64 * 1024;
const SETTLE_WITHIN_MS = 5000;

/** Who is acting on a socket: from the upgrade request and what the client sent to open the connection. */
export type SocketEdge = (
  filiere: string,
  request: IncomingMessage,
  parameters: Readonly<Record<string, unknown>>,
) => Promise<RequestContext>;

/**
 * GraphQL over WebSocket (graphql-transport-ws) at `/{filiere}/graphql`, mounted by ourselves: own sign-in, own bounds, and
 * a fault in one operation answers that operation instead of closing the socket. `isOwnOrigin` keeps other sites' pages out.
 * Answers a function that closes every socket.
 */
export function mountSubscriptions(
  server: Server,
  options: {
    schema: GraphQLSchema;
    edge: SocketEdge;
    isOwnOrigin: (origin: string | undefined) => boolean;
    /** Who takes upgrades of other addresses, from our own pages or from no page: false for what it does not know. */
    elsewhere?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
    logger: Logger;
  },
): () => Promise<void> {
  const { schema, edge, logger } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  const format = formatError(logger);
  const documents = new Documents(schema);
  const open = new WeakMap<object, number>();
  const disposable = useServer<Record<string, unknown>, { request: IncomingMessage; edge?: RequestContext }>(
    {
      schema,
      isProd: true,
      connectionInitWaitTimeout: SETTLE_WITHIN_MS,
      onConnect: async ({ extra, connectionParams }) => {
        const [, filiere] = PATH.exec(extra.request.url ?? '') ?? [];
        extra.edge = await edge(filiere!, extra.request, connectionParams ?? {});
        return Boolean(extra.edge.actor);
      },
      onSubscribe: ({ extra }, _id, { query, variables, operationName }) => {
        const running = (open.get(extra) ?? 0) + 1;
        if (running > OPERATIONS_A_SOCKET) return [tooManyOperations()];
        const args = argsOf(schema, documents, extra.edge!, query, variables, operationName);
        if (Array.isArray(args)) return args;
        open.set(extra, running);
        return args;
      },
      onComplete: ({ extra }) => void open.set(extra, (open.get(extra) ?? 1) - 1),
      onError: (_context, _id, _payload, errors) =>
        errors.map(
          (error) =>
            new GraphQLError(error.message, { extensions: format(error.toJSON(), error).extensions }),
        ),
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors ? { ...result, errors: result.errors.map(masked(format)) } : undefined,
    },
    sockets,
  );
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const isOwnOrigin = options.isOwnOrigin(request.headers.origin);
    if (isOwnOrigin && options.elsewhere?.(request, socket, head)) return;
    if (!PATH.test(request.url ?? '') || !isOwnOrigin) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', () => client.terminate());
      sockets.emit('connection', client, request);
    });
  });
  return async () => {
    await disposable.dispose();
  };
}

/** An error within a result, as it may be told. */
const masked =
  (format: ReturnType<typeof formatError>) =>
  (error: GraphQLError): GraphQLError => {
    const { message, extensions } = format(error.toJSON(), error);
    return new GraphQLError(message, { path: error.path, extensions });
  };

function argsOf(
  schema: GraphQLSchema,
  documents: Documents,
  edge: RequestContext,
  query: string,
  variableValues: Record<string, unknown> | null | undefined,
  operationName: string | null | undefined,
): ExecutionArgs | readonly GraphQLError[] {
  const read = documents.read(query, operationName);
  if (read.errors) return read.errors;
  const { actor, refusal, language } = edge;
  const contextValue = requestContext({ actor, refusal, language });
  return { schema, document: read.document, variableValues, operationName, contextValue };
}

function tooManyOperations(): GraphQLError {
  const cause = new DomainError('TOO_MANY_REQUESTS', {
    fr: `Au plus ${OPERATIONS_A_SOCKET} suivis à la fois sur une connexion. Fermez-en un, puis recommencez.`,
    en: `At most ${OPERATIONS_A_SOCKET} operations at a time on one connection. End one, then try again.`,
  });
  return new GraphQLError(cause.message, { originalError: cause });
}
