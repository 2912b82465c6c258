import '@fastify/static';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { notFound } from '@maillon/kernel';
import { Public } from '@maillon/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The portal's one page, for every address that is a page of it; its files are served from the folder beside. */
@Controller()
export class PortalController {
  @Get('*')
  @Public()
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): unknown {
    const path = request.url.split('?')[0]!;
    const isFile = /\.[a-z0-9]{2,5}$/i.test(path);
    if (isFile) return reply.sendFile(decodeURIComponent(path.slice(1)));
    if (path.startsWith('/api/') || !(request.headers.accept ?? '').includes('text/html')) throw notFound();
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
  }
}
