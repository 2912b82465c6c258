import { Controller, Get, Header, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { Language, notFound } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { actorOf } from '@maillon/graphql';
import type { EdgeRequest } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { documentPdf } from './document-pdf.js';
import { labelsPdf } from './labels-pdf.js';
import { Printed, printed } from './print-data.js';

/** Documents and the labels of their lines on paper. `language` is fr or en; the browser's without it. */
@Controller(':filiere/documents/:id')
export class PrintController {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Get('document.pdf')
  @Allow('document:read')
  @Header('content-type', 'application/pdf')
  @Header('content-disposition', 'inline; filename="document.pdf"')
  async document(
    @Req() request: EdgeRequest,
    @Param('id') id: string,
    @Query('language') language?: string,
  ): Promise<StreamableFile> {
    return new StreamableFile(documentPdf(await this.read(request, id), chosen(request, language)));
  }

  @Get('labels.pdf')
  @Allow('document:read')
  @Header('content-type', 'application/pdf')
  @Header('content-disposition', 'inline; filename="labels.pdf"')
  async labels(
    @Req() request: EdgeRequest,
    @Param('id') id: string,
    @Query('language') language?: string,
  ): Promise<StreamableFile> {
    const data = await this.read(request, id);
    if (data.definition.type !== 'despatch_advice') throw notFound('id');
    return new StreamableFile(await labelsPdf(data, chosen(request, language)));
  }

  private async read(request: EdgeRequest, id: string): Promise<Printed> {
    const data = await printed(this.db, actorOf(request.maillon!), id);
    if (!data) throw notFound('id');
    return data;
  }
}

const chosen = (request: EdgeRequest, language?: string): Language =>
  language === 'fr' || language === 'en' ? language : request.maillon!.language;
