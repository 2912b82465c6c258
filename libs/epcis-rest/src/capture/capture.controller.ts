import { Get, HttpCode, Inject, Options, Param, Post, Query, Req, Res } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { notFound, organisationOf } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import type { FastifyReply } from 'fastify';
import { answerForm } from '../headers/answer-form.js';
import { discover } from '../headers/discovery-headers.js';
import { oneOf } from '../headers/negotiation.guard.js';
import { linkNext, pageAsked } from '../headers/paging.js';
import type { QueryString } from '../headers/paging.js';
import { asker, baseOf, EpcisController, sendAs, sendJson } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { bodyChunks, bodyFormat } from '../request/unparsed-body.js';
import { captureJob, captureJobs, captureJobXml } from './capture-job.queries.js';
import { LIMIT_HEADERS, MOST_BYTES, tooManyBytes } from './limits.js';
import { ReceiveCapture } from './receive-capture.js';

const BEHAVIOURS = ['rollback', 'proceed'] as const;

/** Documents on their way in: EPCIS 2.0 OpenAPI, `/capture`. */
@EpcisController()
export class CaptureController {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(ReceiveCapture) private readonly receive: ReceiveCapture,
  ) {}

  @Options('capture')
  @Allow('event:declare')
  settings(@Res() reply: FastifyReply): void {
    discover(reply, ['GET', 'POST'], { ...LIMIT_HEADERS, 'GS1-Capture-Error-Behaviour': 'all' });
  }

  @Post('capture')
  @Allow('event:declare')
  @HttpCode(202)
  async take(@Req() request: EpcisRequest, @Res() reply: FastifyReply): Promise<void> {
    const actor = asker(request);
    organisationOf(actor);
    const format = bodyFormat(request, ['json', 'xml']);
    const behaviour = oneOf(
      request.headers['gs1-capture-error-behaviour'],
      'GS1-Capture-Error-Behaviour',
      BEHAVIOURS,
    );
    const chunks = bodyChunks(request, { bytes: MOST_BYTES, exceeded: tooManyBytes });
    const id = await this.receive.run(actor, { format, behaviour: behaviour ?? 'rollback', chunks });
    void reply
      .status(202)
      .header('location', `${baseOf(request)}/capture/${id}`)
      .send();
  }

  @Get('capture')
  @Allow('event:declare')
  async list(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Query() query: QueryString,
  ): Promise<void> {
    const page = pageAsked(query);
    const { language } = request.maillon!;
    const { jobs, next } = await this.db.transaction(asker(request), (tx) => captureJobs(tx, page, language));
    linkNext(request, reply, next);
    sendJson(request, reply, jobs);
  }

  @Options('capture/:id')
  @Allow('event:declare')
  async jobSettings(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.job(request, id);
    discover(reply, ['GET']);
  }

  @Get('capture/:id')
  @Allow('event:declare')
  async show(
    @Req() request: EpcisRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const form = answerForm(request.headers.accept, ['json', 'ld+json', 'xml', 'text-xml']);
    const job = await this.job(request, id);
    void reply.header('cache-control', 'no-store').header('content-language', request.maillon!.language);
    sendAs(reply, form, form.endsWith('xml') ? captureJobXml(job) : JSON.stringify(job));
  }

  private async job(request: EpcisRequest, id: string) {
    const found = await this.db.transaction(asker(request), (tx) =>
      captureJob(tx, id, request.maillon!.language),
    );
    if (!found) throw notFound('captureID');
    return found;
  }
}
