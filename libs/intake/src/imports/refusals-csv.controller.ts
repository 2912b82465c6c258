import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { Actor, notFound } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { writeCsvRow } from '@maillon/formats';
import { actorOf } from '@maillon/graphql';
import type { EdgeRequest } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { importById, refusalPage } from './import.queries.js';
import { csvHeader, severityWord } from './messages.js';

const ROWS_AT_ONCE = 500;

/** The refused rows as a spreadsheet, with why and what to do beside each. `language` is fr or en; the browser's without it. */
@Controller(':filiere/imports/:id/refusals.csv')
export class RefusalsCsvController {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Get()
  @Allow('import:run')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="lignes-a-corriger.csv"')
  async download(
    @Req() request: EdgeRequest,
    @Param('id') id: string,
    @Query('language') chosen?: string,
  ): Promise<StreamableFile> {
    const language = chosen === 'fr' || chosen === 'en' ? chosen : request.maillon!.language;
    const actor = actorOf(request.maillon!);
    const job = await this.db.transaction(actor, (tx) => importById(tx, id));
    if (!job) throw notFound();
    return new StreamableFile(Readable.from(this.rows(actor, id, language)));
  }

  private async *rows(actor: Actor, id: string, language: 'fr' | 'en'): AsyncGenerator<string> {
    yield writeCsvRow(csvHeader(language), ';', { bom: true });
    for (let after: string | undefined; ;) {
      const page = await this.db.transaction(actor, (tx) =>
        refusalPage(tx, id, { first: ROWS_AT_ONCE, after }),
      );
      for (const { node } of page.edges) {
        const { line, field, path, value, severity, message, remedy, raw } = node;
        yield writeCsvRow(
          [
            line ?? '',
            severityWord(severity, language),
            field ?? path ?? '',
            value ?? '',
            message[language],
            remedy[language],
            raw ?? '',
          ],
          ';',
        );
      }
      if (!page.pageInfo.hasNextPage) return;
      after = page.pageInfo.endCursor;
    }
  }
}
