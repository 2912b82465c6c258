import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { DomainError, isUuid, Language, notFound } from '@maillon/kernel';
import { actorOf } from '@maillon/graphql';
import type { EdgeRequest } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import { DISCREPANCY_KINDS, DISCREPANCY_STATES } from '../kinds.js';
import { evidenceCsv } from './evidence-csv.js';
import { EVIDENCE_SOURCE } from './evidence-data.js';
import type { EvidenceFilter, EvidenceSource } from './evidence-data.js';
import { evidencePdf } from './evidence-pdf.js';
import { filterWrong } from './messages.js';

/** Discrepancies to take away. `language` is fr or en; the browser's without it. */
@Controller(':filiere')
export class EvidenceController {
  constructor(@Inject(EVIDENCE_SOURCE) private readonly source: EvidenceSource) {}

  @Get('discrepancies/:id.pdf')
  @Allow('discrepancy:read')
  @Header('content-type', 'application/pdf')
  @Header('content-disposition', 'inline; filename="discrepancy.pdf"')
  async paper(
    @Req() request: EdgeRequest,
    @Param('id') id: string,
    @Query('language') chosen?: string,
  ): Promise<StreamableFile> {
    const language = languageOf(request, chosen);
    const data = isUuid(id) ? await this.source.one(actorOf(request.maillon!), id, language) : undefined;
    if (!data) throw notFound('id');
    return new StreamableFile(await evidencePdf(data, language));
  }

  /** Filters as in the query `discrepancies`; `states` and `kinds` may be named several times. */
  @Get('discrepancies.csv')
  @Allow('discrepancy:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="discrepancies.csv"')
  list(@Req() request: EdgeRequest, @Query() query: Asked): StreamableFile {
    const language = languageOf(request, one(query['language']));
    const rows = this.source.list(actorOf(request.maillon!), filterOf(query), language);
    return new StreamableFile(Readable.from(evidenceCsv(rows, language)));
  }
}

type Asked = Readonly<Record<string, string | string[] | undefined>>;

const languageOf = (request: EdgeRequest, chosen: string | undefined): Language =>
  chosen === 'fr' || chosen === 'en' ? chosen : request.maillon!.language;
const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** The filter of an address. Throws BAD_INPUT for a word that no state or kind has. */
export function filterOf(query: Asked): EvidenceFilter {
  const states = among('states', query['states'], DISCREPANCY_STATES);
  const kinds = among('kinds', query['kinds'], DISCREPANCY_KINDS);
  const [partner, item, document, text] = ['partner', 'item', 'document', 'text'].map((name) =>
    one(query[name]),
  );
  for (const [name, id] of Object.entries({ partner, item, document }))
    if (id && !isUuid(id)) throw notFound(name);
  return {
    ...(states && { states }),
    ...(kinds && { kinds }),
    ...(partner && { partner }),
    ...(item && { item }),
    ...(document && { document }),
    ...(text && { text }),
    ...(one(query['awaitsMe']) === 'true' && { awaitsMe: true }),
    ...(one(query['assignedToMe']) === 'true' && { assignedToMe: true }),
  };
}

function among<Word extends string>(
  name: string,
  value: string | string[] | undefined,
  words: readonly Word[],
): Word[] | undefined {
  if (value === undefined || value.length === 0) return undefined;
  return [value].flat().map((written) => {
    const known = words.find((word) => word === written.toLowerCase());
    if (!known) throw new DomainError('BAD_INPUT', filterWrong(written.slice(0, 40), words), name);
    return known;
  });
}
