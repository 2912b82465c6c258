import { notFound, text } from '@maillon/kernel';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { allowedMethods } from './allowed-methods.js';

/** Why a request leads nowhere: nothing is at its address, or what is there takes other methods (RFC 9110, section 15.5.6). */
export function nowhere({ url, method }: { readonly url: string; readonly method: string }): Error {
  const allowed = allowedMethods(url);
  if (!allowed || allowed.includes(method)) return notFound();
  const told = allowed.join(', ');
  return new EpcisProblem('ImplementationException', {
    title: text('Méthode sans objet ici', 'Method not allowed'),
    detail: text(
      `Cette adresse ne prend pas ${method}. Elle prend : ${told}.`,
      `This address does not take ${method}. It takes: ${told}.`,
    ),
    status: 405,
    headers: { allow: told },
  });
}
