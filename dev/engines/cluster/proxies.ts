import { join } from 'node:path';
import type { DataFolder } from '../data-folder.js';
import { HERE } from '../engine-options.js';
import { Proxy } from '../proxy/index.js';
import { HOSTS, isBeyond, type Layout, type NodeName } from './layout.js';
import type { Network } from './network.js';

/**
 * Starts a proxy in each network, with a listener for each node of that network. A cut between the networks therefore also
 * cuts the connections through a proxy, and a node and its proxy are always on the same side.
 */
export async function startProxies(
  folder: DataFolder,
  { ports }: Layout,
  network: Network | undefined,
): Promise<Proxy[]> {
  const start = async (side: string, names: NodeName[], place = HERE) => {
    const control = join(folder.path, `proxy-${side}.sock`);
    const proxy = await Proxy.start({ control, log: folder.log(`proxy-${side}`), place });
    const host = place.address;
    for (const name of names) {
      const { port, proxyPort } = ports[name];
      await proxy.listen({ name, host, port: proxyPort!, to: { host, port } });
    }
    return proxy;
  };
  const names = HOSTS.flat();
  if (!network) return [await start('all', names)];
  return Promise.all([
    start(
      'outer',
      names.filter((name) => !isBeyond(name)),
      network.outer,
    ),
    start('inner', names.filter(isBeyond), network.inner),
  ]);
}
