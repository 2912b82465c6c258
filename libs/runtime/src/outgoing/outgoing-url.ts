import { isIP } from 'node:net';

/** What is wrong with an address, before anybody is asked where it leads. */
export type UrlFault = 'not-a-url' | 'too-long' | 'not-https' | 'credentials' | 'port' | 'not-public';

export interface Destination {
  readonly url: URL;
  /** Name or address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

const LONGEST = 2000;
const LOWEST_FREE_PORT = 1024;

/**
 * Reads an address that we are asked to call: https (http for `plainHosts` alone, written `host` or `host:port`), port 443
 * or from 1024 on (80 too for those hosts), no user or password in it, and where it names no host but an address, a public one.
 */
export function readUrl(
  text: string,
  plainHosts: ReadonlySet<string>,
  isCallable: (address: string) => boolean,
): Destination | UrlFault {
  if (text.length > LONGEST) return 'too-long';
  if (!URL.canParse(text)) return 'not-a-url';
  const url = new URL(text);
  const isTls = url.protocol === 'https:';
  if (!isTls && url.protocol !== 'http:') return 'not-https';
  if (url.username || url.password) return 'credentials';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const port = Number(url.port) || (isTls ? 443 : 80);
  const isListed = plainHosts.has(host) || plainHosts.has(`${host}:${port}`);
  if (!isTls && !isListed) return 'not-https';
  if (port < LOWEST_FREE_PORT && port !== 443 && !(isListed && port === 80)) return 'port';
  if (!host) return 'not-a-url';
  if (isIP(host) && !isCallable(host)) return 'not-public';
  return { url, host, port, isTls };
}
