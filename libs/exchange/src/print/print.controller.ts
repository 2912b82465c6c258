import { Controller, Get, Header, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { Language, notFound } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { actorOf } from '@maillon/graphql';
import type { EdgeRequest } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { documentPdf } from './document-pdf.js';
import { labelsPdf } from './labels-pdf.js';
import { Printed, printed } from './print-data.js';

/** A file of more would keep its reader waiting for minutes: `from` gives the number of the first line. */
const LABELS_AT_ONCE = 200;

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
    return new StreamableFile(await documentPdf(await this.read(request, id), chosen(request, language)));
  }

  @Get('labels.pdf')
  @Allow('document:read')
  @Header('content-type', 'application/pdf')
  @Header('content-disposition', 'inline; filename="labels.pdf"')
  async labels(
    @Req() request: EdgeRequest,
    @Param('id') id: string,
    @Query('language') language?: string,
    @Query('from') from?: string,
  ): Promise<StreamableFile> {
    const data = await this.read(request, id);
    if (data.definition.type !== 'despatch_advice') throw notFound('id');
    const start = /^[1-9]\d{0,5}$/.test(from ?? '') ? Number(from) : 1;
    const lines = data.content.lines.filter(({ lineNumber }) => lineNumber >= start).slice(0, LABELS_AT_ONCE);
    const part = { ...data, content: { ...data.content, lines } };
    return new StreamableFile(await labelsPdf(part, chosen(request, language)));
  }

  private async read(request: EdgeRequest, id: string): Promise<Printed> {
    const data = await printed(this.db, actorOf(request.maillon!), id);
    if (!data) throw notFound('id');
    return data;
  }
}

const chosen = (request: EdgeRequest, language?: string): Language =>
  language === 'fr' || language === 'en' ? language : request.maillon!.language;
