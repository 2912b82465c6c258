import {
  Body,
  Controller,
  Get,
  Headers,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { DomainError, notFound } from '@maillon/kernel';
import { actorOf } from '@maillon/graphql';
import type { EdgeRequest } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import type { FastifyReply } from 'fastify';
import { ReceiveEdi } from './receive-edi.js';
import { WriteEdi } from './write-edi.js';

/**
 * EDIFACT and UBL 2.1, in and out. A file is posted as it is, with one of the content types of EDI_CONTENT_TYPES; the
 * answer is JSON, or with `accept: application/edifact` the CONTRL and APERAK alone.
 */
@Controller(':filiere')
export class EdiController {
  constructor(
    @Inject(ReceiveEdi) private readonly receive: ReceiveEdi,
    @Inject(WriteEdi) private readonly write: WriteEdi,
  ) {}

  @Post('edi')
  @Allow('document:write')
  async bring(
    @Req() request: EdgeRequest,
    @Body() body: unknown,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const actor = actorOf(request.maillon!);
    if (!Buffer.isBuffer(body))
      throw new DomainError('UNSUPPORTED_MEDIA_TYPE', {
        fr: 'Envoyez le fichier tel quel, avec le type application/edifact ou application/xml.',
        en: 'Send the file as it is, with the type application/edifact or application/xml.',
      });
    const result = await this.receive.run(actor, body, request.maillon!.language);
    const wantsEdifact = accept?.startsWith('application/edifact') ?? false;
    if (!wantsEdifact) return result;
    void reply.type('application/edifact; charset=iso-8859-1');
    const answers = result.interchanges
      .flatMap(({ control, application }) => [control ?? '', application ?? ''])
      .join('');
    return new StreamableFile(Buffer.from(answers, 'latin1'));
  }

  @Get('documents/:id/document.edi')
  @Allow('document:read')
  async edifact(
    @Req() request: EdgeRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('response') response?: string,
  ) {
    const bytes = await this.write.edifact(actorOf(request.maillon!), id, response !== undefined);
    if (!bytes) throw notFound('id');
    void reply
      .type('application/edifact')
      .header('content-disposition', 'attachment; filename="document.edi"');
    return new StreamableFile(bytes);
  }

  @Get('documents/:id/document.xml')
  @Allow('document:read')
  async ubl(
    @Req() request: EdgeRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('response') response?: string,
  ) {
    const bytes = await this.write.ubl(actorOf(request.maillon!), id, response !== undefined);
    if (!bytes) throw notFound('id');
    void reply.type('application/xml').header('content-disposition', 'attachment; filename="document.xml"');
    return new StreamableFile(bytes);
  }
}
