import { Get, Options, Req, Res } from '@nestjs/common';
import { GS1_CONTEXT } from '@maillon/epcis';
import { writeXml } from '@maillon/formats';
import { Allow } from '@maillon/runtime';
import type { FastifyReply } from 'fastify';
import { answerForm } from '../headers/answer-form.js';
import { discover } from '../headers/discovery-headers.js';
import { EPCIS_XML } from '../problems/write-problem.js';
import { EpcisController, sendAs } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';

/** The top-level resources, in the order of the OpenAPI. */
export const TOP_LEVEL = [
  'events',
  'eventTypes',
  'epcs',
  'bizSteps',
  'bizLocations',
  'readPoints',
  'dispositions',
  'capture',
  'queries',
] as const;

/** What there is: EPCIS 2.0 OpenAPI, `/`. */
@EpcisController()
export class DiscoveryController {
  @Options()
  @Allow('item:read')
  settings(@Res() reply: FastifyReply): void {
    discover(reply, ['GET']);
  }

  @Get()
  @Allow('item:read')
  list(@Req() request: EpcisRequest, @Res() reply: FastifyReply): void {
    const form = answerForm(request.headers.accept, ['json', 'ld+json', 'xml', 'text-xml']);
    const members = { '@context': GS1_CONTEXT, type: 'Collection', member: TOP_LEVEL };
    sendAs(reply, form, form.endsWith('xml') ? collectionXml() : JSON.stringify(members));
  }
}

const collectionXml = (): string =>
  writeXml({
    name: 'epcis:Collection',
    attributes: { 'xmlns:epcis': EPCIS_XML },
    children: TOP_LEVEL.map((name) => ({ name: 'member', text: name })),
  });
