import { text } from '@maillon/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import { addressParts } from '../request/address.js';

/** Entries a page without `perPage`, and at most with it. */
export const DEFAULT_PAGE = 30;
export const LARGEST_PAGE = 500;

export interface PageAsked {
  readonly limit: number;
  /** Where the page before ended: opaque, valid for ever. */
  readonly after?: string;
}

export type QueryString = Readonly<Record<string, string | string[] | undefined>>;

/** `perPage` and `nextPageToken` of an address. Throws QueryParameterException for what is no such thing. */
export function pageAsked(query: QueryString): PageAsked {
  const { perPage, nextPageToken } = query;
  if (Array.isArray(nextPageToken)) throw badToken();
  const after = nextPageToken === undefined || nextPageToken === '' ? undefined : nextPageToken;
  if (perPage === undefined) return { limit: DEFAULT_PAGE, ...(after && { after }) };
  const size = Number(perPage);
  if (Array.isArray(perPage) || !/^\d{1,9}$/.test(perPage) || size < 1)
    throw new EpcisProblem('QueryParameterException', {
      title: titleOf('QueryParameterException'),
      detail: text(
        `perPage est un nombre entier à partir de 1 (${LARGEST_PAGE} au plus par page).`,
        `perPage is a whole number from 1 (${LARGEST_PAGE} at most a page).`,
      ),
    });
  return { limit: Math.min(size, LARGEST_PAGE), ...(after && { after }) };
}

/** A token that no page gave. */
export const badToken = () =>
  new EpcisProblem('QueryParameterException', {
    title: titleOf('QueryParameterException'),
    detail: text(
      'nextPageToken n’est pas un jeton donné par cette liste. Reprenez l’adresse de l’en-tête Link, ou la liste depuis son début.',
      'nextPageToken is no token that this list gave. Take the address of the Link header, or begin the list again.',
    ),
  });

/** Says by the Link header where the next page is; nothing on the last one (RFC 8288). */
export function linkNext(request: FastifyRequest, reply: FastifyReply, next: string | undefined): void {
  if (!next) return;
  const { path, search } = addressParts(request);
  const parameters = new URLSearchParams(search);
  parameters.set('nextPageToken', next);
  void reply.header('link', `<${path}?${parameters.toString()}>; rel="next"`);
}
