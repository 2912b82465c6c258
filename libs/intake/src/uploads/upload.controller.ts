import '@fastify/multipart';
import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { DomainError } from '@maillon/kernel';
import { actorOf } from '@maillon/graphql';
import type { EdgeRequest } from '@maillon/graphql';
import { Allow } from '@maillon/runtime';
import type { FastifyRequest } from 'fastify';
import { ReceiveUpload } from './receive-upload.js';
import type { UploadView } from './receive-upload.js';

/** Files come beside GraphQL: one multipart field named `file`, streamed to storage. */
@Controller(':filiere/uploads')
export class UploadController {
  constructor(@Inject(ReceiveUpload) private readonly receive: ReceiveUpload) {}

  @Post()
  @Allow('import:run')
  @HttpCode(201)
  async upload(@Req() request: FastifyRequest & EdgeRequest): Promise<UploadView> {
    const actor = actorOf(request.maillon!);
    const part = request.isMultipart()
      ? await request.file({ limits: { fileSize: this.receive.limit, files: 1, fields: 0 } })
      : undefined;
    if (!part) {
      throw new DomainError(
        'BAD_INPUT',
        {
          fr: 'Aucun fichier n’a été reçu. Envoyez-le dans le champ « file » d’un formulaire multipart.',
          en: 'No file was received. Send it in the field “file” of a multipart form.',
        },
        'file',
      );
    }
    return this.receive.run(actor, part.filename, part.file);
  }
}
