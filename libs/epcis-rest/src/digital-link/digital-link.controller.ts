import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { canonicalUri, describeIdentifier, identifierProblem, itemId } from '@maillon/epcis';
import { notFound, requirePermission } from '@maillon/kernel';
import { Public } from '@maillon/runtime';
import { itemsById } from '@maillon/traceability';
import type { FastifyReply } from 'fastify';
import { segment } from '../request/address.js';
import { asker } from '../request/epcis-controller.js';
import type { EpcisRequest } from '../request/epcis-controller.js';
import { linksetOf } from './linkset.js';

const DOMAIN = 'https://id.gs1.org/';
const LINKSET = 'application/linkset+json; charset=utf-8';

/**
 * What stands behind a GS1 Digital Link of this platform (GS1 Digital Link 1.2, RFC 9264): people are led to the item's page,
 * machines read where all that is known of it stands.
 */
@Controller(':filiere/id')
export class DigitalLinkController {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  // Whoever scans a label has a browser and perhaps no session: the page asks for it. The way there follows from the label.
  @Get('*')
  @Public()
  async resolve(@Req() request: EpcisRequest, @Res() reply: FastifyReply): Promise<void> {
    const [path = '', search = ''] = request.url.split('?', 2);
    const [, filiere = '', , ...parts] = path.split('/');
    // a browser takes `/\\` for the beginning of another site's address
    if (!/^[a-z0-9-]+$/.test(filiere)) throw notFound('id');
    const uri = canonicalOf(parts.join('/'));
    const page = `/${filiere}/lots/${itemId(uri)}`;
    const linkType = new URLSearchParams(search).get('linkType');
    const accept = request.headers.accept ?? '';
    const isMachine = linkType === 'linkset' || linkType === 'all' || /\b(linkset\+)?json\b/.test(accept);
    void reply.header('vary', 'accept');
    if (!isMachine) {
      void reply.redirect(page, 307);
      return;
    }
    const actor = asker(request);
    requirePermission(actor, 'item:read');
    const items = await this.db.transaction(actor, (tx) => itemsById(tx, [itemId(uri)]));
    const item = items.get(itemId(uri));
    if (!item) throw notFound('id');
    const origin = `${request.protocol}://${request.host}`;
    const isClass = describeIdentifier(uri).level !== 'instance';
    const matched = `${isClass ? 'MATCH_anyEPCClass' : 'MATCH_anyEPC'}=${segment(uri)}`;
    const links = {
      anchor: `${origin}/${filiere}/id/${uri.slice(DOMAIN.length)}`,
      title: item.name ?? item.label,
      page: `${origin}${page}`,
      events: `${origin}/${filiere}/epcis/events?${matched}`,
    };
    void reply.type(LINKSET).send(JSON.stringify(linksetOf(links)));
  }
}

/** The identifier in its one canonical spelling. Throws NOT_FOUND for what is no GS1 key. */
function canonicalOf(path: string): string {
  const uri = canonicalUri(`${DOMAIN}${path}`);
  if (!uri.startsWith(DOMAIN) || describeIdentifier(uri).scheme === 'private' || identifierProblem(uri))
    throw notFound('id');
  return uri;
}
