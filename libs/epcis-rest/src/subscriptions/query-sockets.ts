import type { IncomingMessage, Server } from 'node:http';
import { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Actor, organisationOf } from '@maillon/kernel';
import { Notices, TenantDb } from '@maillon/db';
import { Edge } from '@maillon/membership';
import { WebSocket, WebSocketServer } from 'ws';
import { negotiated } from '../headers/negotiation.guard.js';
import type { QueryString } from '../headers/paging.js';
import { queryOfBody } from '../events/ask-events.js';
import { knownQuery } from '../queries/named-query.queries.js';
import { asker, EpcisRequest } from '../request/epcis-controller.js';
import { controlsOfAddress, refused } from './controls.js';
import { CLOSES, FollowQuery, startOf } from './follow-query.js';
import type { CloseReason, Followed, SocketTimes } from './follow-query.js';
import { keepsFirstOnly, tooManySockets } from './messages.js';
import { SocketLine, TooSlow } from './socket-line.js';

const PATH = /^\/[a-z0-9-]+\/epcis\/queries\/[^/?]+\/events\/?(\?|$)/;
/** A client has nothing to say. */
const LARGEST_MESSAGE = 1024;
export const MOST_SOCKETS = 50;
export const TIMES_OF_SOCKETS = Symbol('maillon:socket-times');

type WithCookies = { readonly cookies?: Readonly<Record<string, string | undefined>> };

interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Queries followed by WebSocket: EPCIS 2.0 OpenAPI, `GET /queries/{queryName}/events` with `Upgrade: websocket`. */
@Injectable()
export class QuerySockets implements BeforeApplicationShutdown {
  private readonly logger = new Logger('epcis-sockets');
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    // none that a client may name is spoken here, and none is claimed (RFC 6455, section 4.2.2)
    handleProtocols: () => false,
  });
  private readonly upgrades = new WeakMap<IncomingMessage, Upgrade>();
  /** Sent with the handshake. */
  private readonly handshakes = new WeakMap<IncomingMessage, readonly string[]>();
  private readonly open = new Map<WebSocket, string>();
  private readonly runs = new Set<Promise<void>>();
  private isStopping = false;

  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(Edge) private readonly edge: Edge,
    @Inject(TIMES_OF_SOCKETS) private readonly times: SocketTimes,
  ) {
    this.server.on('headers', (headers, request) => headers.push(...(this.handshakes.get(request) ?? [])));
  }

  /**
   * Takes an upgrade of one of our addresses: it goes the way of every request, so that who asks, what for and with which
   * headers is judged as always and refused as a problem; the handler opens the socket. False for another address.
   */
  take(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    if (!PATH.test(request.url ?? '') || request.method !== 'GET') return false;
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
    response.on('finish', () => socket.end());
    this.upgrades.set(request, { socket, head });
    server.emit('request', request, response);
    return true;
  }

  /** Whether a request asks to become a WebSocket. */
  isUpgrade(request: EpcisRequest): boolean {
    return this.upgrades.has(request.raw);
  }

  /** Opens the socket of a request. Throws NOT_FOUND for the query, SubscriptionControlsException, ValidationException. */
  async follow(
    request: EpcisRequest,
    reply: FastifyReply,
    queryName: string,
    parameters: QueryString,
  ): Promise<void> {
    const actor = asker(request);
    const organisationId = organisationOf(actor);
    const kept = await this.db.transaction(actor, (tx) => knownQuery(tx, queryName));
    const controls = controlsOfAddress(parameters);
    const { eventCountLimit } = queryOfBody(kept.query, new Map(Object.entries(kept.prefixes)));
    if (eventCountLimit !== undefined) throw refused(keepsFirstOnly);
    const owner = `${actor.filiereId}/${organisationId}`;
    const held = [...this.open.values()].filter((one) => one === owner).length;
    if (held >= MOST_SOCKETS) throw refused(tooManySockets(MOST_SOCKETS));
    const start = await startOf(this.db, actor, controls);
    const { socket, head } = this.upgrades.get(request.raw)!;
    this.handshakes.set(request.raw, [
      `GS1-Query-Min-Record-Time: ${new Date(controls.initialRecordTime ?? Date.now()).toISOString()}`,
    ]);
    const followed: Followed = {
      queryName,
      controls,
      organisationId,
      start,
      epcFormat: negotiated(request).epcFormat,
      language: request.maillon?.language ?? 'fr',
      who: this.whoAsks(request),
    };
    reply.hijack();
    reply.raw.detachSocket(socket as Parameters<ServerResponse['detachSocket']>[0]);
    this.server.handleUpgrade(request.raw, socket, head, (client) =>
      this.start(client, owner, actor, followed),
    );
  }

  /** Before the database closes. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    for (const client of this.open.keys()) close(client, 'stopping');
    await Promise.all(this.runs);
  }

  private start(client: WebSocket, owner: string, { filiereId }: Actor, followed: Followed): void {
    client.on('error', () => client.terminate());
    if (this.isStopping) return close(client, 'stopping');
    this.open.set(client, owner);
    const { organisationId } = followed;
    const line = new SocketLine(client, this.times);
    const listening = this.notices.listen(
      (notice) =>
        notice.type === 'arrival' &&
        notice.filiereId === filiereId &&
        notice.organisationId === organisationId &&
        line.wake(),
    );
    const running = listening
      .then(() => new FollowQuery(this.db, followed, line, this.times).run())
      .then((reason) => reason && close(client, reason))
      .catch((error: unknown) => this.fail(client, error))
      .finally(async () => {
        (await listening)();
        this.open.delete(client);
        this.runs.delete(running);
      });
    this.runs.add(running);
  }

  private fail(client: WebSocket, error: unknown): void {
    if (client.readyState !== WebSocket.OPEN) return;
    if (error instanceof TooSlow) return close(client, 'slow');
    this.logger.error(`A socket failed: ${error instanceof Error ? error.message : String(error)}`);
    close(client, 'failed');
  }

  /** Asks who holds this request's key or session, as its first answer did. */
  private whoAsks(request: EpcisRequest): () => Promise<Actor | undefined> {
    const organisation = request.headers['x-organisation'];
    const knock = {
      filiere: (request.params as { filiere: string }).filiere,
      authorization: request.headers.authorization,
      sessionToken: (request as WithCookies).cookies?.[this.edge.cookie.name],
      ...(typeof organisation === 'string' && { organisation }),
      ipAddress: request.ip,
    };
    return async () => (await this.edge.contextOf(knock)).actor;
  }
}

const END_MS = 1000;

/** Says why, and ends the connection shortly after, whether or not the other side reads that. */
function close(client: WebSocket, reason: CloseReason): void {
  const [code, told] = CLOSES[reason];
  client.close(code, told);
  setTimeout(() => client.terminate(), END_MS).unref();
}
