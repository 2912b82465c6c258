import { applyDecorators, Controller, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor } from '@maillon/kernel';
import { actorOf, EdgeRequest } from '@maillon/graphql';
import { answerForm, AnswerForm, ANSWER_TYPES } from '../headers/answer-form.js';
import { NegotiationGuard } from '../headers/negotiation.guard.js';
import { ProblemFilter } from '../problems/problem.filter.js';

/** A controller below `/{filiere}/epcis`: its headers are negotiated first, its refusals are RFC 7807 problems. */
export const EpcisController = () =>
  applyDecorators(Controller(':filiere/epcis'), UseGuards(NegotiationGuard), UseFilters(ProblemFilter));

export type EpcisRequest = FastifyRequest & EdgeRequest;

/** Who asks. */
export const asker = (request: EpcisRequest): Actor => actorOf(request.maillon!);

/** The address of this interface in the request's filière, without a slash at its end. */
export const baseOf = (request: EpcisRequest): string =>
  `/${encodeURIComponent((request.params as { filiere: string }).filiere)}/epcis`;

/** Answers JSON, under the one of its two types that was asked for. */
export function sendJson(request: EpcisRequest, reply: FastifyReply, body: unknown): FastifyReply {
  const form = answerForm(request.headers.accept, ['json', 'ld+json']);
  return sendAs(reply, form, JSON.stringify(body));
}

/** Answers a text in a form. */
export const sendAs = (reply: FastifyReply, form: AnswerForm, body: string): FastifyReply =>
  reply.header('vary', 'accept, accept-language').type(`${ANSWER_TYPES[form]}; charset=utf-8`).send(body);
