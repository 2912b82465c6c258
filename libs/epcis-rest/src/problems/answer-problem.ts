import { randomUUID } from 'node:crypto';
import { languageOf } from '@maillon/kernel';
import type { EdgeRequest } from '@maillon/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rememberProblem } from '../calls/told-problem.js';
import { prefersXml } from '../headers/answer-form.js';
import { CBV_VERSION, EPCIS_VERSION } from '../headers/versions.js';
import { EpcisProblem } from './epcis-problem.js';
import { problemOf, problemView } from './problem-of.js';
import { problemXml } from './write-problem.js';

/** True for the address of a request to the EPCIS interface of a filière, whether it can be read or not. */
export const isEpcisAddress = (address: string): boolean => /^\/[^/?#]+\/epcis(?:[/?#]|$)/.test(address);

/** How to say who one is (RFC 9110, section 11.6.1), and whether what was said is the fault (RFC 6750, section 3). */
export const challenge = ({ headers }: Pick<FastifyRequest, 'headers'>): string =>
  headers.authorization ? 'Bearer error="invalid_token"' : 'Bearer';

/**
 * Answers a request with an error as an RFC 7807 problem, in the form and language that the caller reads. `tellFault` is told of
 * a fault of ours and the number under which the caller knows it.
 */
export function answerProblem(
  error: unknown,
  request: FastifyRequest & EdgeRequest,
  reply: FastifyReply,
  tellFault: (correlationId: string) => void,
): void {
  const language = request.maillon?.language ?? languageOf(request.headers['accept-language']);
  const problem = problemOf(error, request);
  rememberProblem(request, problem);
  const correlationId = problem.status >= 500 ? randomUUID() : undefined;
  if (correlationId && !(error instanceof EpcisProblem)) tellFault(correlationId);
  const { headers = {} } = problem.parts;
  const view = problemView(problem, language, correlationId);
  const isXml = prefersXml(request.headers.accept);
  void reply
    .status(problem.status)
    .headers({
      ...headers,
      'GS1-EPCIS-Version': EPCIS_VERSION,
      'GS1-CBV-Version': CBV_VERSION,
      'content-language': language,
      vary: 'accept, accept-language',
      ...(problem.status === 401 && { 'www-authenticate': challenge(request) }),
    })
    .type(`application/problem+${isXml ? 'xml' : 'json'}; charset=utf-8`)
    .send(isXml ? problemXml(view) : JSON.stringify(view));
}
