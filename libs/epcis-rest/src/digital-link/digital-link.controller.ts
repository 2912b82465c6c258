import { Controller, Get, Inject, Options, Req, Res, UseFilters } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { describeIdentifier, itemId } from '@maillon/epcis';
import { languageOf, notFound, requirePermission } from '@maillon/kernel';
import { Public } from '@maillon/runtime';
import { itemsById } from '@maillon/traceability';
import type { FastifyReply } from 'fastify';
import { noneWanted, wantedType } from '../headers/answer-form.js';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { addressParts, segment } from '../request/address.js';
import { asker } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { GS1_DOMAIN, labelledUri } from './labelled-uri.js';
import { unreadableLabelPage } from './label-page.js';
import { linksetOf, linkTarget } from './linkset.js';
import { noGs1Key } from './messages.js';

/** The address people type, for the addresses that are told to machines. */
export const PUBLIC_URL = Symbol('maillon:public-url');

const PAGE = 'text/html';
const LINKSETS = ['application/linkset+json', 'application/json'] as const;

/** Makes JSON-LD of a linkset (GS1-Conformant Resolver Standard 1.2, artefacts). */
const CONTEXT =
  '<https://ref.gs1.org/standards/resolver/linkset-context>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"';

/**
 * What stands behind a GS1 Digital Link of this platform (GS1 Digital Link 1.2, RFC 9264): people are led to the item's page,
 * machines read where all that is known of it stands. A link type that is not offered leads to the default link, as the
 * GS1-Conformant Resolver Standard has it.
 */
@Controller(':filiere/id')
@UseFilters(ProblemFilter)
export class DigitalLinkController {
  private readonly origin: string;

  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(PUBLIC_URL) publicUrl: string,
  ) {
    // never the Host header, which anybody may write
    this.origin = new URL(publicUrl).origin;
  }

  @Options('*')
  @Public()
  methods(@Res() reply: FastifyReply): void {
    void reply.status(204).header('allow', 'GET, HEAD, OPTIONS').send();
  }

  // Whoever scans a label has a browser and perhaps no session: the page asks for it. The way there follows from the label.
  @Get('*')
  @Public()
  async resolve(@Req() request: EpcisRequest, @Res() reply: FastifyReply): Promise<void> {
    const { path, search } = addressParts(request);
    const [, filiere = '', , ...parts] = path.split('/');
    // a browser takes `/\\` for the beginning of another site's address
    if (!/^[a-z0-9-]+$/.test(filiere)) throw notFound('id');
    const uri = labelledUri(parts.join('/'));
    const target = linkTarget(new URLSearchParams(search).get('linkType'));
    const types = target === 'all' ? LINKSETS : ([PAGE, ...LINKSETS] as const);
    const wanted = wantedType(request.headers.accept, types);
    void reply.header('vary', 'accept, accept-language');
    if (!uri) return unreadable(request, reply, filiere, wanted === PAGE);
    const links = linksOf(uri, filiere);
    if (target === 'page' || target === 'events') return void reply.redirect(links[target], 307);
    if (!wanted) throw noneWanted(types);
    if (wanted === PAGE) return void reply.redirect(links.page, 307);
    const title = await this.nameOf(request, uri);
    const { origin } = this;
    const { anchor, page, events } = links;
    const absolute = { anchor: origin + anchor, title, page: origin + page, events: origin + events };
    void reply.header('link', CONTEXT).type(`${wanted}; charset=utf-8`);
    void reply.send(JSON.stringify(linksetOf(absolute)));
  }

  /** What the item is called. Throws NOT_FOUND for what the asker may not see, as for what there is not. */
  private async nameOf(request: EpcisRequest, uri: string): Promise<string> {
    const actor = asker(request);
    requirePermission(actor, 'item:read');
    const items = await this.db.transaction(actor, (tx) => itemsById(tx, [itemId(uri)]));
    const item = items.get(itemId(uri));
    if (!item) throw notFound('id');
    return item.name ?? item.label;
  }
}

function linksOf(uri: string, filiere: string): { anchor: string; page: string; events: string } {
  const isClass = ['class', 'lot'].includes(describeIdentifier(uri).level);
  return {
    anchor: `/${filiere}/id/${uri.slice(GS1_DOMAIN.length)}`,
    page: `/${filiere}/lots/${itemId(uri)}`,
    events: `/${filiere}/epcis/events?${isClass ? 'MATCH_anyEPCClass' : 'MATCH_anyEPC'}=${segment(uri)}`,
  };
}

/** People get a page; machines a problem. Throws it. */
function unreadable(request: EpcisRequest, reply: FastifyReply, filiere: string, isPerson: boolean): void {
  if (!isPerson)
    throw new EpcisProblem('NoSuchNameException', {
      title: titleOf('NoSuchNameException'),
      detail: noGs1Key,
    });
  const language = languageOf(request.headers['accept-language']);
  void reply
    .status(404)
    .header('content-language', language)
    .type(`${PAGE}; charset=utf-8`)
    .send(unreadableLabelPage(filiere, language));
}
