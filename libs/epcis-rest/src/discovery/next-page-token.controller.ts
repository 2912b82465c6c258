import { Delete } from '@nestjs/common';
import { text } from '@maillon/kernel';
import { Allow } from '@maillon/runtime';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { EpcisController } from '../request/epcis-controller.js';

/** Tokens of pages: EPCIS 2.0 OpenAPI, `/nextPageToken`. */
@EpcisController()
export class NextPageTokenController {
  /** A token is a place in a list, kept nowhere: there is nothing to take back. */
  @Delete('nextPageToken/*')
  @Allow('item:read')
  invalidate(): never {
    throw new EpcisProblem('ImplementationException', {
      title: text('Sans objet ici', 'Functionality not supported'),
      detail: text(
        'Un jeton de page n’est gardé nulle part et n’expire pas : il n’y a rien à invalider.',
        'A page token is kept nowhere and does not expire: there is nothing to invalidate.',
      ),
      status: 501,
    });
  }
}
