const CHARACTERS = String.raw`[A-Za-z0-9\-._~!$&'()*+,;=:@/?]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9\-._~!$&'()*+,;=:@/?]*)*`;

/** RFC 3986 section 3 with a scheme and something after it; brackets only round an address of the host. */
const URI = new RegExp(
  String.raw`^[A-Za-z][A-Za-z0-9+.-]*:(?=.)(?:\/\/[^/?#[\]]*\[[^/?#[\]]+\])?${CHARACTERS}(?:#${CHARACTERS})?$`,
);

/** True for an absolute URI, which `prefix:name` is too. */
export const isUri = (text: string): boolean => URI.test(text) && (!text.includes('[') || hasAddress(text));

const IN_BRACKETS = /^[^:]+:\/\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:%]*@)?\[([^\]]+)\](?::\d*)?(?=[/?#]|$)/;
const FUTURE = /^v[0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+$/i;
const IP_4 = /(?<=^|:)(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** True where the host is an IP address in brackets (RFC 3986 section 3.2.2, IP-literal). */
function hasAddress(uri: string): boolean {
  const address = IN_BRACKETS.exec(uri)?.[1];
  if (address === undefined) return false;
  if (FUTURE.test(address)) return true;
  const [head = '', tail, ...more] = address.replace(IP_4, '0:0').split('::');
  if (more.length > 0) return false;
  const groups = [head, tail ?? ''].flatMap((part) => (part === '' ? [] : part.split(':')));
  const isWhole = tail === undefined ? groups.length === 8 : groups.length < 8;
  return isWhole && groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group));
}

/** Half a character pair cannot be encoded: it becomes U+FFFD. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

const SAFE_IN_PATH = /^[A-Za-z0-9\-._~!$&'()*+,;=:@]*$/;

/** Percent-encodes what may not stand in one part of a URI path (RFC 3986 section 3.3), and nothing else. */
export function encodePart(text: string): string {
  if (SAFE_IN_PATH.test(text)) return text;
  return encodeURIComponent(wellFormed(text)).replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent);
}

/** Percent-decodes; a text that is not percent-encoded comes back as it is. */
export function decodePart(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
