import { BlockList, isIP } from 'node:net';

/**
 * IPv4 that is nobody's public server: IANA IPv4 Special-Purpose Address Registry (RFC 6890 and its updates), multicast
 * (RFC 5771), and the one public-looking address by which a cloud talks to its own machines (Azure's 168.63.129.16).
 */
const CLOSED_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** The one part of IPv6 handed out to the world (RFC 4291 section 2.4): loopback, mapped, NAT64, local ones lie outside. */
const OPEN_IPV6 = ['2000::/3'];

/** What of it is not a public server: Teredo and other protocols, 6to4, AS112, documentation (IANA IPv6 registry). */
const CLOSED_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const closed = networks([...CLOSED_IPV4, ...CLOSED_IPV6]);
const open = networks(OPEN_IPV6);

/** True for an address on the public Internet that may be called; false for anything else, also for what is no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  return (
    family === 6 && !address.includes('%') && open.check(address, 'ipv6') && !closed.check(address, 'ipv6')
  );
}

/** A list of networks in CIDR form: `10.1.0.0/16`. Throws Error for one that is not. */
export function networks(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix = ''] = range.split('/');
    const family = isIP(address);
    const isPrefix = /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
    if (!family || !isPrefix) throw new Error(`A network is written like 10.1.0.0/16: ${range}`);
    list.addSubnet(address, Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** Whether an address lies in one of these networks, each family by itself. */
export function isWithin(list: BlockList, address: string): boolean {
  const family = isIP(address);
  if (!family || address.includes('%')) return false;
  // a mapped IPv4 address would be looked up among the IPv4 networks: it is never one of them here
  if (family === 6 && MAPPED.test(address)) return false;
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

const MAPPED = /^[0:]*:ffff:/i;
