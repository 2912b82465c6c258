import { newId } from '@maillon/kernel';
import type { FastifyReply } from 'fastify';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { problemTold } from './told-problem.js';

/** Who called: known by its key or session, or by no more than the id of a key that is valid no more. */
export type Caller =
  | {
      readonly filiereId: number;
      readonly organisationId: string;
      readonly keyId?: string;
      readonly personId?: string;
    }
  | { readonly filiere: string; readonly refusedKeyId: string };

/** One call as the log keeps it: no body, no key, nothing of what follows the question mark. */
export interface CallEntry {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  /** As documented, below the filière: `/epcis/capture/:id`. */
  readonly route: string;
  /** As called, below the filière. */
  readonly path: string;
  readonly status: number;
  readonly problem?: string;
  readonly codes: readonly string[];
  readonly findings: number;
  readonly captureId?: string;
  readonly durationMs: number;
  /** Of the request's body, and of the answer's. */
  readonly bytesIn?: number;
  readonly bytesOut?: number;
}

/** What is logged: EPCIS REST, and Digital Links. */
const ROUTE = /^\/:filiere(\/(?:epcis|id)(?:\/.*)?)$/;
const LONGEST_PATH = 300;
const KEY = /^Bearer mln_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_/;
/** A key where it does not belong. */
const STRAY_KEY = /mln_[\w-]+/gi;
const CAPTURE = /\/capture\/([0-9a-f-]{36})$/;

/** The caller of a request and its entry; undefined for what is not logged: other routes, and callers of whom nothing is known. */
export function callOf(
  request: EpcisRequest,
  reply: FastifyReply,
): { readonly caller: Caller; readonly entry: CallEntry } | undefined {
  const [, route] = ROUTE.exec(request.routeOptions.url ?? '') ?? [];
  const caller = route && callerOf(request);
  if (!route || !caller) return undefined;
  const problem = problemTold(request);
  const captureId =
    reply.statusCode === 202 ? CAPTURE.exec(String(reply.getHeader('location')))?.[1] : undefined;
  const bytesIn = size(request.headers['content-length']);
  const bytesOut = size(reply.getHeader('content-length'));
  return {
    caller,
    entry: {
      id: newId(),
      at: new Date(Date.now() - reply.elapsedTime).toISOString(),
      method: request.method,
      route,
      path: pathOf(request.url),
      status: reply.statusCode,
      ...(problem && { problem: problem.exception }),
      codes: problem?.codes ?? [],
      findings: problem?.findings ?? 0,
      ...(captureId && { captureId }),
      durationMs: Math.round(reply.elapsedTime),
      ...(bytesIn !== undefined && { bytesIn }),
      ...(bytesOut !== undefined && { bytesOut }),
    },
  };
}

function callerOf({ maillon, headers, params }: EpcisRequest): Caller | undefined {
  if (maillon?.actor) {
    const { filiereId, organisationId, keyId, personId } = maillon.actor;
    return organisationId
      ? { filiereId, organisationId, ...(keyId && { keyId }), ...(personId && { personId }) }
      : undefined;
  }
  const [, ...parts] = KEY.exec(headers.authorization ?? '') ?? [];
  return parts.length
    ? { filiere: (params as { filiere: string }).filiere, refusedKeyId: parts.join('-') }
    : undefined;
}

/** The address below its filière, cut before what is asked of it. */
const pathOf = (url: string): string =>
  (url.split('?', 1)[0] ?? '')
    .replace(/^\/[^/]*/, '')
    .replace(STRAY_KEY, 'mln_…')
    .slice(0, LONGEST_PATH);

function size(header: unknown): number | undefined {
  const bytes = Number(header);
  return header !== undefined && Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined;
}
