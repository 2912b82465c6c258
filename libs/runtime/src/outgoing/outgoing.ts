import { IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { BlockList, isIP, LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Destination, readUrl, UrlFault } from './outgoing-url.js';
import { failureOf, OutgoingError } from './outgoing-error.js';
import { isPublicAddress, isWithin, networks } from './public-address.js';
import { ResolveName, resolveName } from './resolve-name.js';

export interface OutgoingOptions {
  /** Hosts (`host` or `host:port`) that the operator lets be called by plain http. */
  readonly plainHosts?: readonly string[];
  /** Networks of the operator's own (`10.1.0.0/16`) that may be called besides public addresses. */
  readonly privateNetworks?: readonly string[];
  /** Who says where a name leads: the machine's name servers. Tests put their own. */
  readonly resolve?: ResolveName;
  /** Certificate authorities (PEM) besides those that Node knows. */
  readonly certificateAuthorities?: readonly string[];
}

export interface OutgoingRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** For all of it, name look-up and answer included; 10,000 when not said. */
  readonly timeoutMs?: number;
  /** How much of the answer is read, the rest is dropped; 64 KiB when not said. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface OutgoingResponse {
  /** As the other machine says it. A redirect is an answer like others: it is never followed. */
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly isCut: boolean;
  readonly durationMs: number;
}

interface Address {
  readonly address: string;
  readonly family: number;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024;

/**
 * Calls addresses that users gave us, and never lets them reach what is not public (OWASP Server-Side Request Forgery
 * Prevention Cheat Sheet, case 2): we look the name up, refuse it if any of its addresses is not public, and connect to
 * those very addresses, so that a name which leads elsewhere a moment later changes nothing. One connection a request.
 */
export class Outgoing {
  private readonly plainHosts: ReadonlySet<string>;
  private readonly privateNetworks: BlockList;
  private readonly resolve: ResolveName;

  /** Throws Error for a network that is not in CIDR form. */
  constructor(private readonly options: OutgoingOptions = {}) {
    this.plainHosts = new Set(options.plainHosts?.map((host) => host.toLowerCase()));
    this.privateNetworks = networks(options.privateNetworks ?? []);
    this.resolve = options.resolve ?? resolveName;
  }

  /** What is wrong with the form of an address, or undefined. Asks no name server: where it leads is looked at when it is called. */
  faultOf(url: string): UrlFault | undefined {
    const read = readUrl(url, this.plainHosts, this.isCallable);
    return typeof read === 'string' ? read : undefined;
  }

  /** Sends one request. Throws OutgoingError when no answer came; any status is an answer. */
  async send(request: OutgoingRequest): Promise<OutgoingResponse> {
    const destination = readUrl(request.url, this.plainHosts, this.isCallable);
    if (typeof destination === 'string') throw new OutgoingError('url-refused', { cause: destination });
    const began = performance.now();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new OutgoingError('timeout')), request.timeoutMs ?? TIMEOUT_MS);
    const handBack = () => stop.abort(new OutgoingError('aborted'));
    request.signal?.addEventListener('abort', handBack, { once: true });
    try {
      if (request.signal?.aborted) throw new OutgoingError('aborted');
      const addresses = await unlessStopped(this.addressesOf(destination, stop.signal), stop.signal);
      const answer = await this.exchange(destination, addresses, request, stop.signal);
      return { ...answer, durationMs: Math.round(performance.now() - began) };
    } catch (error) {
      throw failureOf(stop.signal.aborted ? stop.signal.reason : error);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', handBack);
    }
  }

  private readonly isCallable = (address: string): boolean =>
    isPublicAddress(address) || isWithin(this.privateNetworks, address);

  private async addressesOf({ host }: Destination, signal: AbortSignal): Promise<Address[]> {
    const found = isIP(host) ? [host] : await this.resolve(host, signal);
    if (!found.length || !found.every(this.isCallable)) throw new OutgoingError('not-public');
    return found.map((address) => ({ address, family: isIP(address) }));
  }

  private exchange(
    { url, host, port, isTls }: Destination,
    addresses: readonly Address[],
    { method, headers, body, maxBytes = MAX_BYTES }: OutgoingRequest,
    signal: AbortSignal,
  ): Promise<Omit<OutgoingResponse, 'durationMs'>> {
    return new Promise((resolve, reject) => {
      const send = isTls ? requestTls : requestPlain;
      const outgoing = send({
        host,
        port,
        path: `${url.pathname}${url.search}`,
        method,
        headers: {
          ...headers,
          host: url.host,
          ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
        },
        lookup: pinned(addresses),
        agent: false,
        signal,
        ...(isTls && !isIP(host) && { servername: host }),
        ...(isTls &&
          this.options.certificateAuthorities && {
            ca: [...rootCertificates, ...this.options.certificateAuthorities],
          }),
      });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        readUpTo(response, maxBytes).then(({ content, isCut }) => {
          outgoing.destroy();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: content, isCut });
        }, reject);
      });
      outgoing.end(body);
    });
  }
}

/** A look-up that knows one answer: the addresses that were checked. */
function pinned(addresses: readonly Address[]): LookupFunction {
  return (_host, options, done) => {
    if (options.all) done(null, [...addresses]);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  };
}

async function readUpTo(
  response: IncomingMessage,
  maxBytes: number,
): Promise<{ content: Buffer; isCut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > maxBytes) return { content: Buffer.concat(chunks).subarray(0, maxBytes), isCut: true };
  }
  return { content: Buffer.concat(chunks), isCut: false };
}

/** The work, or the reason of the signal: whichever comes first. */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}
