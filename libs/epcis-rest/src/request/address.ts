import type { FastifyRequest } from 'fastify';
import { notFound } from '@maillon/kernel';

/** Path and query of a request's address: whatever stands behind the first `?`, further ones included (RFC 3986, section 3.4). */
export function addressParts({ url }: Pick<FastifyRequest, 'url'>): { path: string; search: string } {
  const end = url.indexOf('?');
  return end < 0 ? { path: url, search: '' } : { path: url.slice(0, end), search: url.slice(end + 1) };
}

/** A value as one segment of an address. */
export const segment = (value: string): string => encodeURIComponent(value);

/**
 * What follows a resource in the address, decoded: an identifier, whose slashes may be encoded or not. With `ending`, the
 * address must end on that word, which is left out. Throws NOT_FOUND for what is no address of that kind.
 */
export function addressTail(request: FastifyRequest, resource: string, ending?: string): string {
  const { path } = addressParts(request);
  // ['', filière, 'epcis', resource, ...]
  const parts = path.split('/').slice(4);
  if (ending !== undefined && parts.pop() !== ending) throw notFound(resource);
  const value = decodedOr(parts.join('/'));
  if (!value) throw notFound(resource);
  return value;
}

/** Whether the address of a resource's value goes on with this word. */
export const endsOn = (request: FastifyRequest, word: string): boolean => {
  const parts = addressParts(request).path.split('/').slice(4);
  return parts.length > 1 && parts.at(-1) === word;
};

/** Addresses whose end says what is asked for, and is no part of an identifier. */
const ENDED = /^(\/[^/?#]+\/epcis(?:\/(?:[^/?#]+|(?:queries|capture)\/[^?#]+))?)\/(?=[?#]|$)/;

/** The address with no slash at its end, where that says nothing: the OpenAPI's own `/` stands behind the address of the interface. */
export const withoutLastSlash = (address: string): string => address.replace(ENDED, '$1');

function decodedOr(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
