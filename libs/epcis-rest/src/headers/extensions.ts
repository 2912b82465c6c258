import { text } from '@maillon/kernel';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';

const MOST = 100;
const PREFIX = /^[A-Za-z_][\w.-]{0,60}$/;
const NAMESPACE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s,<>"{}|\\^`]{1,500}$/;

/**
 * The prefixes of a GS1-Extensions header: `prefix=namespace`, comma separated. They name the extension fields of query
 * parameters. Throws NotAcceptableException where it is not of that form.
 */
export function readExtensions(header: string | string[] | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const parts = String(header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  for (const part of parts) {
    const equals = part.indexOf('=');
    const [prefix, namespace] = [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
    const known = found.get(prefix);
    const isRight = equals > 0 && PREFIX.test(prefix) && NAMESPACE.test(namespace) && found.size < MOST;
    if (!isRight || (known !== undefined && known !== namespace)) throw refused(part);
    found.set(prefix, namespace);
  }
  return found;
}

/** A GS1-Extensions header; undefined where there are none. */
export const writeExtensions = (extensions: ReadonlyMap<string, string>): string | undefined =>
  extensions.size
    ? [...extensions].map(([prefix, namespace]) => `${prefix}=${namespace}`).join(',')
    : undefined;

const refused = (part: string) =>
  new EpcisProblem('NotAcceptableException', {
    title: titleOf('NotAcceptableException'),
    detail: text(
      `GS1-Extensions : « ${part.slice(0, 100)} » n’est pas de la forme « préfixe=espace-de-noms », par exemple ex=https://example.com/epcis/. Un préfixe n’a qu’un espace de noms ; ${MOST} au plus, séparés par des virgules.`,
      `GS1-Extensions: “${part.slice(0, 100)}” is not of the form “prefix=namespace”, for example ex=https://example.com/epcis/. A prefix has one namespace; ${MOST} at most, with commas between.`,
    ),
  });
