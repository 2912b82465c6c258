import { Gs1Id, withoutShortNames, writeDigitalLink } from './gs1-id.js';
import { decodePart, encodePart } from './uri.js';

/** Qualifiers in the order in which they follow their key (GS1 Digital Link URI Syntax 1.2 section 4.9). */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  '01': ['22', '10', '21', '235'],
  '414': ['254', '7040'],
  '8004': ['7040'],
  '8006': ['22', '10', '21'],
  '8010': ['8011'],
};

/** Qualifiers that make another thing of what they follow, by what the path holds already. */
const LOST_IN_QUERY: Readonly<Record<string, RegExp>> = {
  '01 star': /[?&;](?:10|21|235)=/,
  '01 /10/': /[?&;]21=/,
  '8006 star': /[?&;](?:10|21)=/,
  '8006 /10/': /[?&;]21=/,
  '414': /[?&;]254=/,
  '8010 star': /[?&;]8011=/,
};

/**
 * The link that was meant where one of GS1 reads as another thing than it says: what follows a lot or serial in the path
 * is taken for its end (`/21/7/10/LOT`), a lot or serial in the query falls away (`?10=LOT`). Undefined where all is in place.
 */
export function orderedLink(uri: string, id: Gs1Id): string | undefined {
  const { key, number, serial = '' } = id;
  if (serial.includes('/') || (!key.digits && number.includes('/'))) {
    const encode = (part: string): string => encodePart(decodePart(part));
    const own = key.digits ? number : encode(number);
    return (
      inOrder(uri, key.ai) ?? writeDigitalLink({ ...id, number: own, serial: id.serial && encode(serial) })
    );
  }
  const lost =
    key.ai === '414' && serial === '' ? LOST_IN_QUERY['414'] : LOST_IN_QUERY[`${key.ai} ${key.tail}`];
  return lost && uri.includes('?') && lost.test(uri) ? inOrder(uri, key.ai) : undefined;
}

const LINK = /^(.*?\/(01|414|8004|8006|8010)\/[^/?#]+)([^?#]*)(?:\?([^#]*))?/;
const PAIRS = /^(?:\/\d{2,4}\/[^/]+)*\/?$/;

/** Each qualifier in its place in the path, every other attribute in the query; undefined where the path is not made of such. */
function inOrder(uri: string, ai: string): string | undefined {
  const [, head, found, rest = '', query = ''] = LINK.exec(withoutShortNames(uri)) ?? [];
  const order = ORDER[ai];
  if (found !== ai || !order || !PAIRS.test(rest)) return undefined;
  const pairs = [
    ...[...rest.matchAll(/\/(\d+)\/([^/]+)/g)].map(([, name, value]) => [name!, value!] as const),
    ...query.split(/[&;]/).map((pair) => pair.split('=') as [string, string?]),
  ];
  const path = order.flatMap((name) => pairs.find(([other]) => other === name) ?? []);
  const others = pairs.filter(([name]) => name !== '' && !order.includes(name));
  const attributes = others.map((pair) => pair.join('=')).join('&');
  return [head, ...path].join('/') + (attributes && `?${attributes}`);
}
