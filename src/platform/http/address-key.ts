import { isIPv6 } from 'node:net';

/** No address is longer than this; the header that it can come from is not bounded. */
const LONGEST = 64;
const GROUPS = 8;
/** The first four groups are the network that a provider gives to one customer, who chooses the other 64 bits. */
const NETWORK_GROUPS = 4;

/**
 * An address as limits count it: an IPv4 address as a whole, also when it is written as IPv6 (`::ffff:192.0.2.1`), and the /64
 * network of an IPv6 address, since one client has a whole network.
 */
export function addressKey(address: string): string {
  const plain = address.slice(0, LONGEST).replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(?<v4>\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.groups?.['v4'];
  if (mapped) return mapped;
  return isIPv6(plain) ? `${groupsOf(plain).slice(0, NETWORK_GROUPS).join(':')}::/64` : plain;
}

/** The eight groups without leading zeros; `::` stands for as many zeros as are missing. */
function groupsOf(address: string): string[] {
  const [head, tail] = address.split('::') as [string, string?];
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = Array.from({ length: Math.max(0, GROUPS - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].map((group) => group.replace(/^0+(?=.)/, ''));
}
