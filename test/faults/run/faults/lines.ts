import type { Passing, Proxy } from '../../../../dev/engines/proxy/index.js';
import { localEnds } from './ends.js';
import type { Target } from './target.js';

/** A connection through a proxy. */
export interface Line extends Passing {
  proxy: Proxy;
  /** The process that opened it: a role or an engine, by name. */
  owner: string;
}

/** The name of the proxy's listener in front of the load balancer. */
export const FRONT = 'haproxy';

/** For example `redis` for `redis-1`. */
export const kindOf = (name: string): string => name.split('-')[0]!;

/** The connections of roles and engines to engines through a proxy, without the test's own connections. */
export async function innerLines({ engines, system }: Target): Promise<Line[]> {
  const processes = [...engines.all, ...system.all.filter(({ name }) => name !== FRONT)];
  const owners = new Map<string, string>();
  const [, ...listed] = await Promise.all([
    Promise.all(
      processes.map(async ({ name, pid }) => {
        for (const end of await localEnds(pid)) owners.set(end, name);
      }),
    ),
    ...engines.proxies.map(async (proxy) => ({ proxy, passing: await proxy.list() })),
  ]);
  return listed.flatMap(({ proxy, passing }) =>
    passing.flatMap((one) => {
      const owner = owners.get(`${one.address}:${one.port}`);
      return owner === undefined || one.server === FRONT ? [] : [{ ...one, proxy, owner }];
    }),
  );
}

/** The clients' connections to the load balancer. */
export async function clientLines({ front }: Target): Promise<Line[]> {
  const passing = await front.list();
  return passing
    .filter(({ server }) => server === FRONT)
    .map((one) => ({ ...one, proxy: front, owner: 'clients' }));
}

/** Calls `act` for each proxy, with the ids of its connections. */
export async function forEachProxy(
  lines: Line[],
  act: (proxy: Proxy, ids: number[]) => Promise<void>,
): Promise<void> {
  const proxies = [...new Set(lines.map(({ proxy }) => proxy))];
  await Promise.all(
    proxies.map((proxy) =>
      act(
        proxy,
        lines.filter((line) => line.proxy === proxy).map(({ id }) => id),
      ),
    ),
  );
}
