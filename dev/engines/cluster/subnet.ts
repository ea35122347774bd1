import { randomInt } from 'node:crypto';
import { run } from '../run-tool.js';

/** The two addresses of a /30, in the form for `ip`. */
export interface Subnet {
  /** On the machine's side. */
  outer: string;
  /** On the namespace's side. */
  inner: string;
}

export const PREFIX = '/30';

/** The usable addresses of a /30 that is named by its first one, such as 10.1.2.4. */
export function addressesOf(subnet: string): Subnet {
  const [a, b, c, d] = subnet.split('.').map(Number);
  return { outer: `${a}.${b}.${c}.${d! + 1}`, inner: `${a}.${b}.${c}.${d! + 2}` };
}

/** Whether any route but the default one leads to the subnet or to a part of it. */
async function isRouted(subnet: string): Promise<boolean> {
  const show = ['-4', 'route', 'show', 'table', 'all'];
  const routes = await Promise.all([
    run('ip', [...show, 'to', 'match', subnet + PREFIX]),
    run('ip', [...show, 'to', 'root', subnet + PREFIX]),
  ]);
  return routes
    .join('\n')
    .split('\n')
    .some((line) => line.trim() !== '' && !line.startsWith('default'));
}

/** A /30 of the private network 10.0.0.0/8 that this machine does not use and has no route to. */
export async function freeSubnet(): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const subnet = `10.${randomInt(64, 256)}.${randomInt(256)}.${randomInt(64) * 4}`;
    if (!(await isRouted(subnet))) return subnet;
  }
  throw new Error('found no free /30 in 10.0.0.0/8: is all of it routed?');
}
